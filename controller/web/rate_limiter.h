// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "common/base/mutex.h"
#include "common/base/time.h"

namespace sealer::web {

// The generic cell rate algorithm: `rate` requests a second for each key, and `burst` more at once.
// Thread-safe, without a clock of its own.
class RateLimiter {
  public:
    // `rate` 0: no limit.
    RateLimiter(int rate, int burst) : rate_(rate), burst_(burst) {}

    struct Decision {
        bool allowed = true;
        int limit = 0;  // burst + 1
        int remaining = 0;
        std::chrono::seconds reset{0};        // until all of it is there again
        std::chrono::seconds retry_after{0};  // if not allowed
    };
    [[nodiscard]] Decision take(const std::string& key, Clock::time_point now);

    [[nodiscard]] bool limits() const { return rate_ > 0; }

  private:
    // So many clients are told apart at a time; when more come, they share one budget.
    static constexpr std::size_t kMaxKeys = 16'384;

    [[nodiscard]] Clock::time_point& slot(const std::string& key, Clock::time_point now)
        REQUIRES(mutex_);

    const int rate_;
    const int burst_;
    Mutex mutex_;
    // When the last request admitted is paid for ("theoretical arrival time").
    std::map<std::string, Clock::time_point> paid_until_ GUARDED_BY(mutex_);
};

}  // namespace sealer::web
