// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "common/base/mutex.h"
#include "common/base/time.h"

namespace sealer::kube {

// `burst` calls at once, and `per_second` of them over time; none while the other side asks for a
// pause. Thread-safe, without a clock of its own.
class TokenBucket {
  public:
    // `per_second` <= 0: no limit.
    TokenBucket(double per_second, int burst)
        : per_second_(per_second), burst_(burst), tokens_(burst) {}

    // Takes one token, on credit if there is none: the caller may go ahead at the time returned.
    [[nodiscard]] Clock::time_point take(Clock::time_point now) {
        const MutexLock lock(mutex_);
        const Clock::time_point first = std::max(now, held_until_);
        if (per_second_ <= 0) {
            return first;
        }
        const std::chrono::duration<double> passed = now - refilled_;
        tokens_ = std::min(burst_, tokens_ + std::max(0.0, passed.count()) * per_second_);
        refilled_ = std::max(refilled_, now);
        tokens_ -= 1;
        const std::chrono::duration<double> wait(std::max(0.0, -tokens_ / per_second_));
        return std::max(first, now + std::chrono::duration_cast<Clock::duration>(wait));
    }

    void hold_until(Clock::time_point time) {
        const MutexLock lock(mutex_);
        held_until_ = std::max(held_until_, time);
    }

  private:
    const double per_second_;
    const double burst_;
    Mutex mutex_;
    double tokens_ GUARDED_BY(mutex_);
    Clock::time_point refilled_ GUARDED_BY(mutex_){};
    Clock::time_point held_until_ GUARDED_BY(mutex_){};
};

}  // namespace sealer::kube
