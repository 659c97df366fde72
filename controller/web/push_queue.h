// SPDX-License-Identifier: Apache-2.0
// Between the webhooks, which are answered at once, and the work that pushes cause.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "common/base/mutex.h"
#include "common/git/push_event.h"

namespace sealer::web {

// Runs one thread. However often a branch is pushed to while others are worked on, it waits once.
// Thread-safe.
class PushQueue {
  public:
    static constexpr std::size_t kMaxWaiting = 1'000;

    // `handle` is called on the queue's thread, for one push after the other.
    explicit PushQueue(std::function<void(const git::PushEvent&)> handle);
    // Lets the running call end; what waits is dropped.
    ~PushQueue();
    PushQueue(const PushQueue&) = delete;
    PushQueue& operator=(const PushQueue&) = delete;

    // False when kMaxWaiting others wait: it is forgotten.
    [[nodiscard]] bool offer(git::PushEvent push);

  private:
    void work(const std::stop_token& stop);

    const std::function<void(const git::PushEvent&)> handle_;
    Mutex mutex_;
    CondVar changed_;
    std::map<std::string, git::PushEvent> waiting_ GUARDED_BY(mutex_);
    std::jthread thread_;
};

}  // namespace sealer::web
