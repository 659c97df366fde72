// SPDX-License-Identifier: Apache-2.0
// Keys that wait to be worked on, and the workers: each key once, never twice at a time, failures
// with backoff.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"

namespace sealer::kube {

// Changes go before the backlog of a start, and whatever else can wait.
enum class Priority { kChange, kBacklog };

// Thread-safe. A key added while it is being worked on is worked on once more afterwards.
class WorkQueue {
  public:
    void add(const std::string& key, Priority priority = Priority::kChange);
    // No earlier than `delay` from now; the earliest of several wins.
    void add_after(const std::string& key, std::chrono::milliseconds delay);

    // Blocks for the next key; nullopt once shut down. Every key got must be given back by done().
    [[nodiscard]] std::optional<std::string> get();
    void done(const std::string& key);
    void shut_down();

    [[nodiscard]] std::size_t size() const;  // waiting and delayed

  private:
    void promote_due() REQUIRES(mutex_);
    void enqueue(const std::string& key, Priority priority) REQUIRES(mutex_);
    std::optional<std::string> next_ready() REQUIRES(mutex_);

    mutable Mutex mutex_;
    CondVar changed_;
    // An entry counts only while its key is dirty with just that priority: others are skipped when
    // met.
    std::deque<std::string> ready_[2] GUARDED_BY(mutex_);
    std::map<std::string, Priority> dirty_
        GUARDED_BY(mutex_);  // waiting, or due again after done()
    std::set<std::string> processing_ GUARDED_BY(mutex_);
    std::multimap<Clock::time_point, std::string> delayed_ GUARDED_BY(mutex_);
    std::map<std::string, Clock::time_point> due_ GUARDED_BY(mutex_);
    bool shut_down_ GUARDED_BY(mutex_) = false;
};

// What a reconciler asks for after a success: nothing, or another look later. After zero it is one
// behind everything that waits.
struct Requeue {
    std::optional<std::chrono::milliseconds> after;
};

// Workers over a queue of its own: reconcile(key) until it succeeds, with a backoff a key of
// `initial`·2ⁿ up to `cap`, for ever. An exception of the reconciler counts as a failure.
class Controller {
  public:
    using Reconcile =
        std::function<Result<Requeue>(const std::string& key, const std::stop_token& stop)>;
    struct Options {
        std::string name;  // for logs
        std::size_t workers = 2;
        std::chrono::milliseconds initial_backoff{5};
        std::chrono::milliseconds max_backoff{300'000};
    };

    Controller(Options options, Reconcile reconcile);
    ~Controller();  // as stop()
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    [[nodiscard]] WorkQueue& queue() { return queue_; }
    void start();
    // Lets running reconciles end (their stop token is requested), starts no more.
    void stop();

  private:
    void work(const std::stop_token& stop);
    void process(const std::string& key, const std::stop_token& stop);
    // Before the next try of a key that has just failed once more.
    std::chrono::milliseconds backoff(const std::string& key);

    Options options_;
    Reconcile reconcile_;
    WorkQueue queue_;
    Mutex mutex_;
    std::map<std::string, int> failures_ GUARDED_BY(mutex_);
    std::vector<std::jthread> workers_;
};

}  // namespace sealer::kube
