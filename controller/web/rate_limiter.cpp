// SPDX-License-Identifier: Apache-2.0
#include "controller/web/rate_limiter.h"

#include <algorithm>

namespace sealer::web {

using std::chrono::ceil;
using std::chrono::seconds;

Clock::time_point& RateLimiter::slot(const std::string& key, Clock::time_point now) {
    if (paid_until_.size() >= kMaxKeys && !paid_until_.contains(key)) {
        std::erase_if(paid_until_, [now](const auto& entry) { return entry.second <= now; });
        if (paid_until_.size() >= kMaxKeys) {
            return paid_until_[""];
        }
    }
    return paid_until_[key];
}

RateLimiter::Decision RateLimiter::take(const std::string& key, Clock::time_point now) {
    const auto cost = std::chrono::duration_cast<Clock::duration>(seconds(1)) / std::max(1, rate_);
    const auto credit = cost * (std::int64_t{burst_} + 1);
    Decision decision{.limit = burst_ + 1};
    const MutexLock lock(mutex_);
    Clock::time_point& paid_until = slot(key, now);
    const Clock::time_point paid = std::max(paid_until, now) + cost;
    decision.allowed = paid - credit <= now;
    if (decision.allowed) {
        paid_until = paid;
    } else {
        decision.retry_after = ceil<seconds>(paid - credit - now);
    }
    const auto owed = paid_until - now;
    decision.remaining = static_cast<int>(std::max(Clock::duration::zero(), credit - owed) / cost);
    decision.reset = ceil<seconds>(owed);
    return decision;
}

}  // namespace sealer::web
