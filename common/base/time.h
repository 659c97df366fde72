// SPDX-License-Identifier: Apache-2.0
// Wall-clock time as Kubernetes writes it (RFC 3339, UTC) and durations as Go writes them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer {

using WallTime = std::chrono::system_clock::time_point;
using Clock = std::chrono::steady_clock;

// "2026-01-31T23:59:59Z": whole seconds, as metav1.Time.
[[nodiscard]] std::string format_time(WallTime time);
// "2026-01-31T23:59:59.123456Z": as metav1.MicroTime (leases, events).
[[nodiscard]] std::string format_micro_time(WallTime time);
// RFC 3339 with any offset and fraction; kInvalid otherwise.
[[nodiscard]] Result<WallTime> parse_time(std::string_view text);

// Go's time.ParseDuration: "300ms", "1h30m", "-1.5s", "0"; kInvalid otherwise or beyond int64
// nanoseconds.
[[nodiscard]] Result<std::chrono::nanoseconds> parse_duration(std::string_view text);

}  // namespace sealer
