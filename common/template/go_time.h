// SPDX-License-Identifier: Apache-2.0
// Go's package time, as far as templates use it.
#pragma once

#include <chrono>
#include <compare>
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
// As Time.Add, Time.Sub (at most as long as a duration gets) and Time.AddDate, which counts on
// where a month is too short; kInvalid beyond a thousand million years.
[[nodiscard]] Time moved(Time time, std::chrono::nanoseconds by);
[[nodiscard]] std::chrono::nanoseconds difference(const Time& later, const Time& earlier);
[[nodiscard]] Result<Time> moved(const Time& time, std::int64_t years, std::int64_t months,
                                 std::int64_t days);
// Which is first, or neither.
[[nodiscard]] std::strong_ordering compare(const Time& a, const Time& b);
// The same moment on other clocks: on those of a zone of the system's tz database,
// "Europe/Berlin"; Local is UTC, as in the containers of the original. kInvalid where there is no
// zone of that name: sprig takes UTC then, which is hours off and tells nobody.
[[nodiscard]] Time in_utc(Time time);
[[nodiscard]] Result<Time> in_zone(Time time, std::string_view zone);
// As Duration.String: 1h2m3.5s.
[[nodiscard]] std::string duration_text(std::chrono::nanoseconds duration);

}  // namespace sealer::tmpl
