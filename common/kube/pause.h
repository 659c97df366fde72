// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <stop_token>

#include "common/base/time.h"

namespace sealer::kube {

// Waits until `deadline`; false as soon as `stop` is requested.
bool pause_until(Clock::time_point deadline, const std::stop_token& stop);
inline bool pause(std::chrono::milliseconds delay, const std::stop_token& stop) {
    return pause_until(Clock::now() + delay, stop);
}

}  // namespace sealer::kube
