// SPDX-License-Identifier: Apache-2.0
#include "common/base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace sealer {

ThreadPool::ThreadPool(std::size_t threads)
    : limit_(threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency())) {}

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
        // Once it stops, threads are being joined; one of them submitted this and will take it.
        if (queue_.size() > idle_ && threads_.size() < limit_ && !stopping_) {
            threads_.emplace_back([this] { work(); });
        }
    }
    changed_.notify_one();
}

void ThreadPool::work() {
    while (true) {
        std::function<void()> task;
        {
            const MutexLock lock(mutex_);
            ++idle_;
            while (queue_.empty() && !stopping_) {
                changed_.wait(mutex_);
            }
            --idle_;
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

std::size_t helping_threads() {
    return std::max(2U, std::thread::hardware_concurrency()) - 1;
}

}  // namespace sealer
