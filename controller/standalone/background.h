// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/store.h"

namespace sealer::standalone {

// What the server does by itself when objects change. Called on one thread; must not block.
class Reaction {
  public:
    virtual ~Reaction() = default;
    // Every change, in order; at the start one addition for each object there is.
    virtual void on_event(const Event& event) = 0;
};

// Work to be done soon or later, each key once.
class Agenda {
  public:
    using Task = std::function<void()>;
    // A task under the same key that has not run yet stays as it is.
    void add(const std::string& key, const Task& task,
             std::chrono::milliseconds delay = std::chrono::milliseconds(0));
    // Runs what is due, each task once; tasks that it adds wait for the next call.
    void run_due(Clock::time_point now);
    // When the next task is due; `latest` when that is sooner.
    [[nodiscard]] Clock::time_point next(Clock::time_point latest) const;

  private:
    std::map<std::string, std::pair<Clock::time_point, Task>> tasks_;
};

// The thread that feeds the reactions.
class Background {
  public:
    // All must outlive it. The reactions' agenda is `agenda`.
    Background(Store& store, const Registry& registry, std::shared_ptr<Agenda> agenda,
               std::vector<std::unique_ptr<Reaction>> reactions);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    // Call once, when wake() is told of every write from now on.
    void start();
    // There may be new events. Never blocks for long.
    void wake() EXCLUDES(mutex_);

  private:
    void run();
    void resynchronise();
    void tell(const Event& event);

    Store& store_;
    const Registry& registry_;
    std::shared_ptr<Agenda> agenda_;  // of the thread alone
    std::vector<std::unique_ptr<Reaction>> reactions_;
    std::uint64_t revision_ = 0;  // of the thread alone

    Mutex mutex_;
    CondVar changed_;
    bool woken_ GUARDED_BY(mutex_) = true;
    bool stopping_ GUARDED_BY(mutex_) = false;
    std::jthread thread_;
};

}  // namespace sealer::standalone
