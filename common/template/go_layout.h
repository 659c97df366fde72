// SPDX-License-Identifier: Apache-2.0
// How Go's layouts of times are spelt, and the calendar behind them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sealer::tmpl {

constexpr std::int64_t kDaySeconds = 86400;

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

// Days since 1970 of a date in the proleptic Gregorian calendar.
[[nodiscard]] std::int64_t days_of(std::int64_t year, unsigned month, unsigned day);

enum class Part {
    kNone,
    kLongMonth,
    kMonth,
    kMonthNumber,
    kMonthDigits,
    kLongWeekday,
    kWeekday,
    kDay,
    kBlankDay,
    kDayDigits,
    kBlankYearDay,
    kYearDay,
    kHour,
    kHour12,
    kHour12Digits,
    kMinute,
    kMinuteDigits,
    kSecond,
    kSecondDigits,
    kLongYear,
    kYear,
    kUpperNoon,
    kLowerNoon,
    kZoneName,
    kOffset,   // -0700 and the like, by its spelling
    kFraction  // .000 or .999
};

struct Spelling {
    std::string_view text;
    Part part;
};
// What the layout, which is not empty, says at its front: a part and how it is spelt, or kNone and
// a character that stands for itself.
[[nodiscard]] Spelling part_at(std::string_view layout);

}  // namespace sealer::tmpl
