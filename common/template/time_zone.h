// SPDX-License-Identifier: Apache-2.0
// Time zones as the system's tz database describes them: TZif files (RFC 8536), which end in a rule
// as in the variable TZ (POSIX.1-2017, Base Definitions 8.3) for the time after what they list.
// None of the libraries at hand reads them without a process-wide TZ or a start-up cost of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sealer::tmpl {

// How clocks are set at some moment.
struct ZoneClock {
    std::int32_t offset = 0;  // seconds east of UTC
    std::string name;         // "CET"
};

// All `seconds` are since 1970, in UTC.

// By the system's database; nullopt where it has no zone "Europe/Berlin".
[[nodiscard]] std::optional<ZoneClock> clock_in_zone(std::string_view zone, std::int64_t seconds);
// By the content of a TZif file, version 2 or later; nullopt where it is malformed.
[[nodiscard]] std::optional<ZoneClock> clock_by_file(std::string_view tzif, std::int64_t seconds);
// By a rule: "CET-1CEST,M3.5.0,M10.5.0/3"; nullopt where it is malformed.
[[nodiscard]] std::optional<ZoneClock> clock_by_rule(std::string_view rule, std::int64_t seconds);

}  // namespace sealer::tmpl
