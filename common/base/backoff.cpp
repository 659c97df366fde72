// SPDX-License-Identifier: Apache-2.0
#include "common/base/backoff.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "common/base/random.h"

namespace sealer {

std::chrono::milliseconds Backoff::next() {
    const double cap = static_cast<double>(policy_.cap.count());
    const double grown =
        static_cast<double>(policy_.initial.count()) * std::pow(policy_.factor, failures_);
    ++failures_;
    const auto delay = static_cast<std::int64_t>(std::min(cap, grown));
    const auto random_part = static_cast<std::int64_t>(static_cast<double>(delay) * policy_.jitter);
    if (random_part <= 0) {
        return std::chrono::milliseconds(delay);
    }
    const auto drawn =
        static_cast<std::int64_t>(random_below(static_cast<std::uint64_t>(random_part) + 1));
    return std::chrono::milliseconds(delay - drawn);
}

}  // namespace sealer
