// SPDX-License-Identifier: Apache-2.0
#include "common/template/go_time.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "common/template/go_layout.h"
#include "common/template/time_zone.h"

namespace sealer::tmpl {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::string digits(std::int64_t number, int width) {
    std::array<char, 32> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%0*lld", width, static_cast<long long>(number));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string offset_text(std::int32_t offset, std::string_view spelling) {
    if (spelling.starts_with('Z') && offset == 0) {
        return "Z";
    }
    const std::int32_t size = std::abs(offset);
    const bool colons = spelling.find(':') != std::string_view::npos;
    std::string text = (offset < 0 ? "-" : "+") + digits(size / 3600, 2);
    if (spelling.size() > 3) {
        text += (colons ? ":" : "") + digits(size / 60 % 60, 2);
    }
    if (spelling.size() > 6) {
        text += (colons ? ":" : "") + digits(size % 60, 2);
    }
    return text;
}

std::string fraction_text(std::int32_t nanoseconds, std::string_view spelling) {
    std::string text = digits(nanoseconds, 9).substr(0, spelling.size() - 1);
    if (spelling[1] == '9') {
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text.empty() ? "" : spelling.front() + text;
}

unsigned hour12(unsigned hour) {
    return hour % 12 == 0 ? 12 : hour % 12;
}

std::string part_text(const Spelling& spelling, const Time& time, const CivilTime& civil) {
    switch (spelling.part) {
        case Part::kNone:
            return std::string(spelling.text);
        case Part::kLongMonth:
            return std::string(month_name(civil.month));
        case Part::kMonth:
            return std::string(month_name(civil.month).substr(0, 3));
        case Part::kMonthNumber:
            return digits(civil.month, 1);
        case Part::kMonthDigits:
            return digits(civil.month, 2);
        case Part::kLongWeekday:
            return std::string(weekday_name(civil.weekday));
        case Part::kWeekday:
            return std::string(weekday_name(civil.weekday).substr(0, 3));
        case Part::kDay:
            return digits(civil.day, 1);
        case Part::kBlankDay:
            return (civil.day < 10 ? " " : "") + digits(civil.day, 1);
        case Part::kDayDigits:
            return digits(civil.day, 2);
        case Part::kBlankYearDay:
            return std::string(civil.year_day < 10    ? "  "
                               : civil.year_day < 100 ? " "
                                                      : "") +
                   digits(civil.year_day, 1);
        case Part::kYearDay:
            return digits(civil.year_day, 3);
        case Part::kHour:
            return digits(civil.hour, 2);
        case Part::kHour12:
            return digits(hour12(civil.hour), 1);
        case Part::kHour12Digits:
            return digits(hour12(civil.hour), 2);
        case Part::kMinute:
            return digits(civil.minute, 1);
        case Part::kMinuteDigits:
            return digits(civil.minute, 2);
        case Part::kSecond:
            return digits(civil.second, 1);
        case Part::kSecondDigits:
            return digits(civil.second, 2);
        case Part::kLongYear:
            return digits(civil.year, civil.year < 0 ? 5 : 4);
        case Part::kYear:
            return digits(std::abs(civil.year) % 100, 2);
        case Part::kUpperNoon:
            return civil.hour >= 12 ? "PM" : "AM";
        case Part::kLowerNoon:
            return civil.hour >= 12 ? "pm" : "am";
        case Part::kZoneName:
            return time.zone.empty() ? offset_text(time.offset, "-0700") : time.zone;
        case Part::kOffset:
            return offset_text(time.offset, spelling.text);
        case Part::kFraction:
            return fraction_text(time.nanoseconds, spelling.text);
    }
    return "";
}

}  // namespace

Time Time::of(WallTime time) {
    const auto since =
        std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
    const std::int64_t seconds = floor_divide(since.count(), 1'000'000'000);
    return Time{.seconds = seconds,
                .nanoseconds = static_cast<std::int32_t>(since.count() - seconds * 1'000'000'000)};
}

CivilTime civil_time(const Time& time) {
    const std::int64_t local = time.seconds + time.offset;
    const std::int64_t days = floor_divide(local, kDaySeconds);
    const auto clock = static_cast<unsigned>(local - days * kDaySeconds);
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floor_divide(shifted, 146097);
    const auto day_of_era = static_cast<unsigned>(shifted - era * 146097);
    const unsigned year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const unsigned day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned month_from_march = (5 * day_of_year + 2) / 153;
    CivilTime civil;
    civil.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    civil.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    civil.year = static_cast<std::int64_t>(year_of_era) + era * 400 + (civil.month <= 2 ? 1 : 0);
    civil.weekday = static_cast<unsigned>((days % 7 + 11) % 7);
    civil.year_day = static_cast<unsigned>(days - days_of(civil.year, 1, 1)) + 1;
    civil.hour = clock / 3600;
    civil.minute = clock / 60 % 60;
    civil.second = clock % 60;
    return civil;
}

Time moved(Time time, std::chrono::nanoseconds by) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    const std::int64_t nanoseconds = time.nanoseconds + by.count() % kSecond;
    time.seconds +=
        by.count() / kSecond + (nanoseconds >= kSecond ? 1 : 0) - (nanoseconds < 0 ? 1 : 0);
    time.nanoseconds = static_cast<std::int32_t>((nanoseconds + kSecond) % kSecond);
    return time;
}

std::chrono::nanoseconds difference(const Time& later, const Time& earlier) {
    constexpr double kFar = 9.2e18;
    const double approximately = static_cast<double>(later.seconds - earlier.seconds) * 1e9 +
                                 (later.nanoseconds - earlier.nanoseconds);
    if (approximately > kFar || approximately < -kFar) {
        return approximately > 0 ? std::chrono::nanoseconds::max()
                                 : std::chrono::nanoseconds::min();
    }
    return std::chrono::seconds(later.seconds - earlier.seconds) +
           std::chrono::nanoseconds(later.nanoseconds - earlier.nanoseconds);
}

Result<Time> moved(const Time& time, std::int64_t years, std::int64_t months, std::int64_t days) {
    constexpr std::int64_t kFarYears = 1'000'000'000;
    constexpr std::int64_t kFar = kFarYears * 400;
    const auto is_far = [](std::int64_t count) { return count > kFar || count < -kFar; };
    if (is_far(years) || is_far(months) || is_far(days)) {
        return fail(Code::kInvalid, "the date is out of range");
    }
    const CivilTime civil = civil_time(time);
    months += civil.month - 1;
    const std::int64_t year = civil.year + years + floor_divide(months, 12);
    if (year > kFarYears || year < -kFarYears) {
        return fail(Code::kInvalid, "the date is out of range");
    }
    const auto month = static_cast<unsigned>(months - floor_divide(months, 12) * 12) + 1;
    const std::int64_t day = days_of(year, month, 1) + civil.day - 1 + days;
    const std::int64_t clock = civil.hour * 3600 + civil.minute * 60 + civil.second;
    Time result = time;
    result.seconds = day * kDaySeconds + clock - time.offset;
    return result;
}

std::strong_ordering compare(const Time& a, const Time& b) {
    return std::pair(a.seconds, a.nanoseconds) <=> std::pair(b.seconds, b.nanoseconds);
}

Time in_utc(Time time) {
    time.offset = 0;
    time.zone = "UTC";
    return time;
}

Result<Time> in_zone(Time time, std::string_view zone) {
    if (zone.empty() || zone == "UTC" || zone == "Local") {
        return in_utc(std::move(time));
    }
    const auto clock = clock_in_zone(zone, time.seconds);
    if (!clock) {
        return fail(Code::kInvalid, "unknown time zone " + std::string(zone));
    }
    time.offset = clock->offset;
    time.zone = clock->name;
    return time;
}

std::string_view month_name(unsigned month) {
    return kMonths.at(month - 1);
}

std::string_view weekday_name(unsigned weekday) {
    return kWeekdays.at(weekday);
}

std::string format_go_time(const Time& time, std::string_view layout) {
    const CivilTime civil = civil_time(time);
    std::string text;
    while (!layout.empty()) {
        const Spelling spelling = part_at(layout);
        text += part_text(spelling, time, civil);
        layout.remove_prefix(spelling.text.size());
    }
    return text;
}

std::string time_text(const Time& time) {
    return format_go_time(time, "2006-01-02 15:04:05.999999999 -0700 MST");
}

std::string duration_text(std::chrono::nanoseconds duration) {
    const std::int64_t count = duration.count();
    if (count == 0) {
        return "0s";
    }
    const std::uint64_t size =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    const std::string sign = count < 0 ? "-" : "";
    const auto with_fraction = [](std::uint64_t number, std::uint64_t unit, int width) {
        std::string fraction = digits(static_cast<std::int64_t>(number % unit), width);
        fraction.erase(fraction.find_last_not_of('0') + 1);
        return std::to_string(number / unit) + (fraction.empty() ? "" : "." + fraction);
    };
    if (size < 1'000) {
        return sign + std::to_string(size) + "ns";
    }
    if (size < 1'000'000) {
        return sign + with_fraction(size, 1'000, 3) + "µs";
    }
    if (size < 1'000'000'000) {
        return sign + with_fraction(size, 1'000'000, 6) + "ms";
    }
    constexpr std::uint64_t kMinute = 60'000'000'000;
    std::string text = with_fraction(size % kMinute, 1'000'000'000, 9) + "s";
    const std::uint64_t minutes = size / kMinute;
    if (minutes > 0) {
        text = std::to_string(minutes % 60) + "m" + text;
    }
    if (minutes >= 60) {
        text = std::to_string(minutes / 60) + "h" + text;
    }
    return sign + text;
}

}  // namespace sealer::tmpl
