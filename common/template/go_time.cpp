// SPDX-License-Identifier: Apache-2.0
#include "common/template/go_time.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace sealer::tmpl {
namespace {

constexpr std::int64_t kDaySeconds = 86400;

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

// Days since 1970 of a date in the proleptic Gregorian calendar (Howard Hinnant's algorithm), since
// std::chrono's years end at 32767.
std::int64_t days_of(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::string digits(std::int64_t number, int width) {
    std::array<char, 32> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%0*lld", width, static_cast<long long>(number));
    return {text.data(), static_cast<std::size_t>(length)};
}

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
// Longer ones before those that they begin with.
constexpr std::array<Spelling, 35> kSpellings = {{
    {"January", Part::kLongMonth}, {"Jan", Part::kMonth},        {"Monday", Part::kLongWeekday},
    {"Mon", Part::kWeekday},       {"MST", Part::kZoneName},     {"2006", Part::kLongYear},
    {"__2", Part::kBlankYearDay},  {"_2", Part::kBlankDay},      {"002", Part::kYearDay},
    {"01", Part::kMonthDigits},    {"02", Part::kDayDigits},     {"03", Part::kHour12Digits},
    {"04", Part::kMinuteDigits},   {"05", Part::kSecondDigits},  {"06", Part::kYear},
    {"15", Part::kHour},           {"1", Part::kMonthNumber},    {"2", Part::kDay},
    {"3", Part::kHour12},          {"4", Part::kMinute},         {"5", Part::kSecond},
    {"PM", Part::kUpperNoon},      {"pm", Part::kLowerNoon},     {"-07:00:00", Part::kOffset},
    {"-070000", Part::kOffset},    {"-07:00", Part::kOffset},    {"-0700", Part::kOffset},
    {"-07", Part::kOffset},        {"Z07:00:00", Part::kOffset}, {"Z070000", Part::kOffset},
    {"Z07:00", Part::kOffset},     {"Z0700", Part::kOffset},     {"Z07", Part::kOffset},
    {".", Part::kFraction},        {",", Part::kFraction},
}};

// ".000" -> 4; 0 where no fraction of a second is spelt.
std::size_t fraction_size(std::string_view text) {
    if (text.size() < 2 || (text[1] != '0' && text[1] != '9')) {
        return 0;
    }
    std::size_t end = text.find_first_not_of(text[1], 1);
    end = end == std::string_view::npos ? text.size() : end;
    return end < text.size() && text[end] >= '0' && text[end] <= '9' ? 0 : end;
}

// What the layout says at its front: a part and how it is spelt, or kNone.
Spelling part_at(std::string_view layout) {
    for (const Spelling& spelling : kSpellings) {
        if (!layout.starts_with(spelling.text)) {
            continue;
        }
        const std::string_view after = layout.substr(spelling.text.size());
        const bool in_a_word = (spelling.part == Part::kMonth || spelling.part == Part::kWeekday) &&
                               !after.empty() && after.front() >= 'a' && after.front() <= 'z';
        const bool before_year = spelling.part == Part::kBlankDay && layout.starts_with("_2006");
        if (in_a_word || before_year) {
            continue;
        }
        if (spelling.part != Part::kFraction) {
            return spelling;
        }
        if (const std::size_t size = fraction_size(layout); size > 0) {
            return {layout.substr(0, size), Part::kFraction};
        }
    }
    return {layout.substr(0, 1), Part::kNone};
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

tl::unexpected<Error> mismatch() {
    return fail(Code::kInvalid, "parsing time: it is not as the layout says");
}

// Reads a text as a layout says.
class TimeParser {
  public:
    explicit TimeParser(std::string_view text) : text_(text) {}

    Result<Time> run(std::string_view layout) {
        while (!layout.empty()) {
            const Spelling spelling = part_at(layout);
            layout.remove_prefix(spelling.text.size());
            if (!take(spelling)) {
                return mismatch();
            }
            const bool seconds =
                spelling.part == Part::kSecond || spelling.part == Part::kSecondDigits;
            // A fraction is read where the layout has none, too.
            if (seconds && part_at(layout).part != Part::kFraction && fraction_follows()) {
                take_fraction(digit_run(1));
            }
        }
        return text_.empty() ? result() : mismatch();
    }

  private:
    bool take(const Spelling& spelling) {
        switch (spelling.part) {
            case Part::kNone:
                return take_text(spelling.text);
            case Part::kLongMonth:
            case Part::kMonth:
                return take_name(kMonths, spelling.part == Part::kMonth, month_) && ++month_ > 0;
            case Part::kLongWeekday:
            case Part::kWeekday: {
                std::int64_t ignored = 0;
                return take_name(kWeekdays, spelling.part == Part::kWeekday, ignored);
            }
            case Part::kMonthNumber:
                return take_number(1, 2, month_);
            case Part::kMonthDigits:
                return take_number(2, 2, month_);
            case Part::kBlankDay:
                take_text(" ");
                return take_number(1, 2, day_);
            case Part::kDay:
                return take_number(1, 2, day_);
            case Part::kDayDigits:
                return take_number(2, 2, day_);
            case Part::kHour:
                return take_number(2, 2, hour_);
            case Part::kHour12:
                return take_number(1, 2, hour_);
            case Part::kHour12Digits:
                return take_number(2, 2, hour_);
            case Part::kMinute:
                return take_number(1, 2, minute_);
            case Part::kMinuteDigits:
                return take_number(2, 2, minute_);
            case Part::kSecond:
                return take_number(1, 2, second_);
            case Part::kSecondDigits:
                return take_number(2, 2, second_);
            case Part::kLongYear:
                return take_number(4, 4, year_);
            case Part::kYear:
                return take_number(2, 2, year_) && (year_ += year_ >= 69 ? 1900 : 2000) > 0;
            case Part::kUpperNoon:
            case Part::kLowerNoon:
                return take_noon(spelling.part == Part::kUpperNoon);
            case Part::kZoneName:
                return take_zone();
            case Part::kOffset:
                return take_offset(spelling.text);
            case Part::kFraction:
                return take_spelt_fraction(spelling.text);
            default:
                return false;  // days of the year
        }
    }

    bool take_text(std::string_view expected) {
        const bool there = text_.starts_with(expected);
        text_.remove_prefix(there ? expected.size() : 0);
        return there;
    }

    [[nodiscard]] std::size_t digit_run(std::size_t from) const {
        std::size_t end = from;
        while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') {
            ++end;
        }
        return end;
    }

    bool take_number(std::size_t least, std::size_t most, std::int64_t& number) {
        const std::size_t count = std::min(digit_run(0), most);
        if (count < least) {
            return false;
        }
        number = std::atoll(std::string(text_.substr(0, count)).c_str());  // NOLINT(cert-err34-c)
        text_.remove_prefix(count);
        return true;
    }

    template <std::size_t N>
    bool take_name(const std::array<std::string_view, N>& names, bool shortened,
                   std::int64_t& index) {
        for (std::size_t i = 0; i < N; ++i) {
            if (take_text(shortened ? names.at(i).substr(0, 3) : names.at(i))) {
                index = static_cast<std::int64_t>(i);
                return true;
            }
        }
        return false;
    }

    bool take_noon(bool upper) {
        if (take_text(upper ? "PM" : "pm")) {
            afternoon_ = 1;
        } else if (take_text(upper ? "AM" : "am")) {
            afternoon_ = 0;
        } else {
            return false;
        }
        return true;
    }

    bool take_zone() {
        std::size_t size = 0;
        while (size < text_.size() && size < 5 && text_[size] >= 'A' && text_[size] <= 'Z') {
            ++size;
        }
        if (size < 3) {
            return false;
        }
        zone_ = std::string(text_.substr(0, size));
        text_.remove_prefix(size);
        return true;
    }

    bool take_offset(std::string_view spelling) {
        if (spelling.starts_with('Z') && take_text("Z")) {
            return true;
        }
        const bool negative = text_.starts_with('-');
        if (!negative && !text_.starts_with('+')) {
            return false;
        }
        text_.remove_prefix(1);
        const bool colons = spelling.find(':') != std::string_view::npos;
        std::array<std::int64_t, 3> parts = {0, 0, 0};
        const std::size_t count = spelling.size() > 6 ? 3 : spelling.size() > 3 ? 2 : 1;
        for (std::size_t i = 0; i < count; ++i) {
            if ((i > 0 && colons && !take_text(":")) || !take_number(2, 2, parts.at(i))) {
                return false;
            }
        }
        const std::int64_t size = parts[0] * 3600 + parts[1] * 60 + parts[2];
        offset_ = static_cast<std::int32_t>(negative ? -size : size);
        zone_ = offset_ == 0 ? "UTC" : "";
        return parts[0] <= 24 && parts[1] < 60 && parts[2] < 60;
    }

    [[nodiscard]] bool fraction_follows() const {
        return !text_.empty() && (text_.front() == '.' || text_.front() == ',') && digit_run(1) > 1;
    }

    bool take_spelt_fraction(std::string_view spelling) {
        if (spelling[1] == '9') {
            // Only where it is there.
            return !fraction_follows() || take_fraction(digit_run(1));
        }
        return fraction_follows() && digit_run(1) >= spelling.size() &&
               take_fraction(spelling.size());
    }

    // Of `size` characters, the point among them.
    bool take_fraction(std::size_t size) {
        std::string padded(text_.substr(1, std::min<std::size_t>(size - 1, 9)));
        padded.append(9 - padded.size(), '0');
        nanoseconds_ = std::atoi(padded.c_str());  // NOLINT(cert-err34-c): nine digits
        text_.remove_prefix(size);
        return true;
    }

    [[nodiscard]] Result<Time> result() const {
        const bool leap = year_ % 4 == 0 && (year_ % 100 != 0 || year_ % 400 == 0);
        constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30,
                                                        31, 31, 30, 31, 30, 31};
        if (month_ < 1 || month_ > 12 || day_ < 1 ||
            day_ > kDays.at(static_cast<std::size_t>(month_ - 1)) + (leap && month_ == 2 ? 1 : 0) ||
            hour_ > 23 || minute_ > 59 || second_ > 59) {
            return fail(Code::kInvalid, "parsing time: out of range");
        }
        std::int64_t hour = hour_;
        if (afternoon_ >= 0) {
            hour = hour % 12 + 12 * afternoon_;
        }
        const std::int64_t days =
            days_of(year_, static_cast<unsigned>(month_), static_cast<unsigned>(day_));
        return Time{.seconds = days * kDaySeconds + hour * 3600 + minute_ * 60 + second_ - offset_,
                    .nanoseconds = nanoseconds_,
                    .offset = offset_,
                    .zone = zone_};
    }

    std::string_view text_;
    std::int64_t year_ = 0;
    std::int64_t month_ = 1;
    std::int64_t day_ = 1;
    std::int64_t hour_ = 0;
    std::int64_t minute_ = 0;
    std::int64_t second_ = 0;
    std::int32_t nanoseconds_ = 0;
    std::int32_t offset_ = 0;
    int afternoon_ = -1;  // not said
    std::string zone_ = "UTC";
};

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

Result<Time> parse_go_time(std::string_view layout, std::string_view text) {
    return TimeParser(text).run(layout);
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
