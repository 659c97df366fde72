// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/http/server.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/output.h"
#include "controller/standalone/selection.h"
#include "controller/standalone/store.h"

namespace sealer::standalone {

struct WatchRequest {
    Target target;
    Selection selection;
    OutputForm form;
    std::optional<std::uint64_t> since;  // unset: first what there is, as ADDED events
    bool bookmarks = false;
    bool mark_initial_end = false;  // a bookmark after the initial events
    std::chrono::seconds timeout{3600};
};

// Tells every watcher what changes, from one thread: so each sees the changes in order, none holds
// up a writer, and an event's JSON is made once for all who want it in the same form.
class WatchHub {
  public:
    explicit WatchHub(Store& store);
    // Ends all watches.
    ~WatchHub();
    WatchHub(const WatchHub&) = delete;
    WatchHub& operator=(const WatchHub&) = delete;

    // Starts the answer and goes on with it until the timeout, or the client's end.
    void add(WatchRequest request, std::shared_ptr<http::Responder> responder) EXCLUDES(mutex_);
    // There may be new events. Never blocks for long.
    void wake() EXCLUDES(mutex_);

  private:
    struct Watcher {
        WatchRequest request;
        std::shared_ptr<http::Responder> responder;
        std::shared_ptr<std::atomic<bool>> gone = std::make_shared<std::atomic<bool>>(false);
        std::uint64_t revision = 0;  // told up to here
        bool columns_told = false;
        Clock::time_point end;
        Clock::time_point next_bookmark;
    };
    class LineCache;

    void run();
    // False once `watcher` is over.
    bool begin(Watcher& watcher);
    bool replay(Watcher& watcher);
    bool tell(Watcher& watcher, const Event& event, LineCache& lines);
    bool keep_alive(Watcher& watcher, Clock::time_point now);
    void tell_all(const Event& event);
    void fail_watch(Watcher& watcher, const ApiError& error);

    Store& store_;
    std::vector<std::unique_ptr<Watcher>> watchers_;  // of the thread alone
    std::uint64_t revision_ = 0;  // of the thread alone: all watchers are told up to here

    Mutex mutex_;
    CondVar changed_;
    bool woken_ GUARDED_BY(mutex_) = false;
    bool stopping_ GUARDED_BY(mutex_) = false;
    std::vector<std::unique_ptr<Watcher>> added_ GUARDED_BY(mutex_);
    std::jthread thread_;
};

}  // namespace sealer::standalone
