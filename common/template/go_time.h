// SPDX-License-Identifier: Apache-2.0
// Go's package time, as far as templates use it. Zones are UTC and fixed offsets.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/base/time.h"

namespace sealer::tmpl {

struct Time {
    std::int64_t seconds = 0;  // since 1970
    std::int32_t nanoseconds = 0;
    std::int32_t offset = 0;  // of the zone, in seconds east of UTC
    std::string zone = "UTC";

    [[nodiscard]] static Time of(WallTime time);
    friend bool operator==(const Time&, const Time&) = default;
};

// Go's zero time, the year 1.
constexpr std::int64_t kZeroTime = -62135596800;

// What a time says in its zone.
struct CivilTime {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    unsigned weekday = 4;   // from Sunday, 0
    unsigned year_day = 1;  // from 1
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
};
[[nodiscard]] CivilTime civil_time(const Time& time);
// The names as in English.
[[nodiscard]] std::string_view month_name(unsigned month);
[[nodiscard]] std::string_view weekday_name(unsigned weekday);

// As Time.Format, whose layouts spell out how 2006-01-02 15:04:05.999 -0700 MST is to look.
[[nodiscard]] std::string format_go_time(const Time& time, std::string_view layout);
// As Time.String.
[[nodiscard]] std::string time_text(const Time& time);
// As time.Parse; kInvalid where `text` is not as `layout` says. Quotes neither.
[[nodiscard]] Result<Time> parse_go_time(std::string_view layout, std::string_view text);
// As Duration.String: 1h2m3.5s.
[[nodiscard]] std::string duration_text(std::chrono::nanoseconds duration);

}  // namespace sealer::tmpl
