// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "common/base/mutex.h"

namespace sealer {

// Runs tasks on a fixed number of threads, in the order they came. Tasks must not throw.
class ThreadPool {
  public:
    // `threads` 0: as many as the machine has cores.
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

    [[nodiscard]] std::size_t size() const { return threads_.size(); }

  private:
    void work();

    Mutex mutex_;
    CondVar changed_;
    std::deque<std::function<void()>> queue_ GUARDED_BY(mutex_);
    bool stopping_ GUARDED_BY(mutex_) = false;
    std::vector<std::jthread> threads_;
};

}  // namespace sealer
