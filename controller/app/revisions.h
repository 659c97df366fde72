// SPDX-License-Identifier: Apache-2.0
// What branches and tags point to: asked once for all Applications that follow the same one.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"

namespace sealer::app {

struct Revision {
    std::string commit;
    Clock::time_point asked_at;
};

// Thread-safe. Callers that ask for the same revision at the same time share one question.
class Revisions {
  public:
    using Ask = std::function<Result<std::string>()>;

    // The last answer if it is younger than `max_age` and was asked for after the last call of
    // expire() about it, else `ask`'s. Failures are not remembered.
    [[nodiscard]] Result<Revision> get(const std::string& url, const std::string& revision,
                                       std::chrono::milliseconds max_age, const Ask& ask);

    // The commit of the last answer, however old; unset if there was none. Never waits.
    [[nodiscard]] std::optional<std::string> known(const std::string& url,
                                                   const std::string& revision) const;

    // What was asked before now does not count any more, where `is_meant` of the URL.
    void expire(const std::function<bool(const std::string& url)>& is_meant);

  private:
    struct Slot {
        Mutex mutex;
        Revision last GUARDED_BY(mutex);
        // Not behind the mutex: that is held for as long as a server takes to answer.
        std::atomic<Clock::time_point> expired{Clock::time_point::min()};
    };
    using Key = std::pair<std::string, std::string>;  // URL and revision

    mutable Mutex mutex_;
    std::map<Key, std::shared_ptr<Slot>> slots_ GUARDED_BY(mutex_);
    std::map<Key, std::string> known_ GUARDED_BY(mutex_);
};

}  // namespace sealer::app
