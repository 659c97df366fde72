// SPDX-License-Identifier: Apache-2.0
#include "common/base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace sealer {

ThreadPool::ThreadPool(std::size_t threads) {
    if (threads == 0) {
        threads = std::max(1U, std::thread::hardware_concurrency());
    }
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

ThreadPool::~ThreadPool() {
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

void ThreadPool::submit(std::function<void()> task) {
    {
        const MutexLock lock(mutex_);
        queue_.push_back(std::move(task));
    }
    changed_.notify_one();
}

void ThreadPool::work() {
    while (true) {
        std::function<void()> task;
        {
            const MutexLock lock(mutex_);
            while (queue_.empty() && !stopping_) {
                changed_.wait(mutex_);
            }
            if (queue_.empty()) {
                return;
            }
            task = std::move(queue_.front());
            queue_.pop_front();
        }
        task();
    }
}

namespace {

// Shared by the caller and its helpers, who may come late, when the caller has long gone.
struct Loop {
    std::size_t count = 0;
    std::atomic<std::size_t> next{0};
    Mutex mutex;
    CondVar finished;
    std::size_t done GUARDED_BY(mutex) = 0;

    void run(const std::function<void(std::size_t)>& body) {
        for (std::size_t i = next++; i < count; i = next++) {
            body(i);
            const MutexLock lock(mutex);
            if (++done == count) {
                finished.notify_all();
            }
        }
    }
};

}  // namespace

void ThreadPool::parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    auto loop = std::make_shared<Loop>();
    loop->count = count;
    const std::size_t helpers = std::min(size(), count > 0 ? count - 1 : 0);
    for (std::size_t i = 0; i < helpers; ++i) {
        submit([loop, body] { loop->run(body); });
    }
    loop->run(body);
    const MutexLock lock(loop->mutex);
    while (loop->done < count) {
        loop->finished.wait(loop->mutex);
    }
}

}  // namespace sealer
