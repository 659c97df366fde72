// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "common/base/mutex.h"

namespace sealer {

// Runs tasks on a bounded number of threads, which start when tasks need them, in the order they
// came. Tasks must not throw.
class ThreadPool {
  public:
    // At most so many `threads`; 0: as many as the machine has cores.
    explicit ThreadPool(std::size_t threads = 0);
    // Waits for running tasks; those still queued are run as well.
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    // Never blocks. Thread-safe.
    void submit(std::function<void()> task);
    // Runs `body(0)` … `body(count - 1)`, the calling thread helping, and returns when all are
    // done.
    void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

    [[nodiscard]] std::size_t size() const { return limit_; }

  private:
    void work();

    const std::size_t limit_;
    Mutex mutex_;
    CondVar changed_;
    std::deque<std::function<void()>> queue_ GUARDED_BY(mutex_);
    std::size_t idle_ GUARDED_BY(mutex_) = 0;  // threads that wait for a task
    bool stopping_ GUARDED_BY(mutex_) = false;
    std::vector<std::jthread> threads_ GUARDED_BY(mutex_);
};

// As many as help a thread that calls parallel_for to use the whole machine; at least one.
[[nodiscard]] std::size_t helping_threads();

}  // namespace sealer
