// SPDX-License-Identifier: Apache-2.0
#include "common/base/time.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <utility>

namespace sealer {
namespace {

using std::chrono::sys_days;

// Reads exactly `digits` decimal digits and removes them from `text`; -1 if they are not there.
int take_number(std::string_view& text, std::size_t digits) {
    int value = 0;
    if (text.size() < digits) {
        return -1;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc() || end != text.data() + digits || text.front() == '-') {
        return -1;
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::string format_seconds(WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(seconds - day);
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

// ".123456789" -> nanoseconds; digits beyond nine are dropped.
bool take_fraction(std::string_view& text, std::chrono::nanoseconds& fraction) {
    if (!take(text, '.')) {
        return true;
    }
    std::int64_t scale = 100'000'000;
    std::size_t digits = 0;
    std::int64_t value = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        value += (text[digits] - '0') * scale;
        scale /= 10;
    }
    text.remove_prefix(digits);
    fraction = std::chrono::nanoseconds(value);
    return digits > 0;
}

// "Z" or "+01:30".
bool take_offset(std::string_view& text, std::chrono::minutes& offset) {
    if (take(text, 'Z') || take(text, 'z')) {
        return true;
    }
    const int sign = !text.empty() && text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) {
        return false;
    }
    const int hours = take_number(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':')) {
        return false;
    }
    const int minutes = take_number(text, 2);
    offset = std::chrono::minutes(sign * (hours * 60 + minutes));
    return minutes >= 0 && minutes <= 59;
}

// Nanoseconds in one unit of Go's durations; 0 for an unknown unit.
double unit_nanoseconds(std::string_view unit) {
    static constexpr std::array<std::pair<std::string_view, double>, 8> kUnits{{{"ns", 1},
                                                                                {"us", 1e3},
                                                                                {"µs", 1e3},
                                                                                {"μs", 1e3},
                                                                                {"ms", 1e6},
                                                                                {"s", 1e9},
                                                                                {"m", 60e9},
                                                                                {"h", 3600e9}}};
    for (const auto& [name, nanoseconds] : kUnits) {
        if (unit == name) {
            return nanoseconds;
        }
    }
    return 0;
}

tl::unexpected<Error> bad_duration(std::string_view text) {
    return fail(Code::kInvalid, "invalid duration \"" + std::string(text) +
                                    "\": expected a form such as 300ms, 90s or 1h30m");
}

}  // namespace

std::string format_time(WallTime time) {
    return format_seconds(time) + "Z";
}

std::string format_micro_time(WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(time - seconds).count();
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%06dZ", static_cast<int>(micros));
    return format_seconds(time) + fraction.data();
}

Result<WallTime> parse_time(std::string_view text) {
    const auto invalid = [whole = std::string(text)] {
        return fail(Code::kInvalid,
                    "invalid time \"" + whole + "\": expected RFC 3339, as 2006-01-02T15:04:05Z");
    };
    const int year = take_number(text, 4);
    const bool dash = take(text, '-');
    const int month = take_number(text, 2);
    const bool second_dash = take(text, '-');
    const int day = take_number(text, 2);
    const bool separator = take(text, 'T') || take(text, 't') || take(text, ' ');
    const int hour = take_number(text, 2);
    const bool colon = take(text, ':');
    const int minute = take_number(text, 2);
    const bool second_colon = take(text, ':');
    const int second = take_number(text, 2);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || !dash ||
        !second_dash || !separator || !colon || !second_colon) {
        return invalid();
    }
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    std::chrono::nanoseconds fraction{};
    std::chrono::minutes offset{};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60 || !take_fraction(text, fraction) ||
        !take_offset(text, offset) || !text.empty()) {
        return invalid();
    }
    // The clock counts nanoseconds in 64 bits: years beyond its reach would overflow.
    if (year < 1678 || year > 2261) {
        return invalid();
    }
    return WallTime(sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second) + std::chrono::duration_cast<WallTime::duration>(fraction) -
           offset;
}

Result<std::chrono::nanoseconds> parse_duration(std::string_view text) {
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative || (!rest.empty() && rest.front() == '+')) {
        rest.remove_prefix(1);
    }
    if (rest == "0") {
        return std::chrono::nanoseconds(0);
    }
    if (rest.empty()) {
        return bad_duration(text);
    }
    double total = 0;
    while (!rest.empty()) {
        const std::size_t number_end = rest.find_first_not_of("0123456789.");
        const std::string_view number = rest.substr(0, number_end);
        double value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(),
                                                  value, std::chars_format::fixed);
        if (number_end == std::string_view::npos || error != std::errc() ||
            end != number.data() + number.size()) {
            return bad_duration(text);
        }
        rest.remove_prefix(number_end);
        const std::string_view unit = rest.substr(0, rest.find_first_of("0123456789."));
        rest.remove_prefix(unit.size());
        if (unit_nanoseconds(unit) == 0) {
            return bad_duration(text);
        }
        total += value * unit_nanoseconds(unit);
    }
    if (total >= static_cast<double>(std::numeric_limits<std::int64_t>::max())) {
        return bad_duration(text);
    }
    return std::chrono::nanoseconds(std::llround(negative ? -total : total));
}

}  // namespace sealer
