// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "common/template/go_layout.h"
#include "common/template/go_time.h"
#include "common/template/time_zone.h"

namespace sealer::tmpl {
namespace {

struct ChangeDay {
    char form = 'n';  // M: month, week and weekday; J: without leap days; n: with them
    std::int64_t month = 1;
    std::int64_t week = 1;  // 5 is the last
    std::int64_t day = 0;
};

// When the other clock begins.
struct Change {
    ChangeDay day;
    std::int64_t time = 7200;  // seconds after that day's midnight, by the clock that ends
};

class RuleReader {
  public:
    explicit RuleReader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool ends() const { return text_.empty(); }
    [[nodiscard]] bool next_is(char c) const { return text_.starts_with(c); }

    bool take(char c) {
        const bool there = next_is(c);
        text_.remove_prefix(there ? 1 : 0);
        return there;
    }

    bool take_name(std::string& name) {
        const bool quoted = take('<');
        const auto* const end = std::ranges::find_if(
            text_, [quoted](unsigned char c) { return quoted ? c == '>' : std::isalpha(c) == 0; });
        name.assign(text_.begin(), end);
        text_.remove_prefix(name.size());
        return name.size() >= 3 && (!quoted || take('>'));
    }

    bool take_number(std::int64_t least, std::int64_t most, std::int64_t& number) {
        constexpr std::size_t kMaxDigits = 3;
        std::size_t size = 0;
        number = 0;
        while (size < text_.size() && size < kMaxDigits &&
               std::isdigit(static_cast<unsigned char>(text_[size])) != 0) {
            number = number * 10 + (text_[size++] - '0');
        }
        text_.remove_prefix(size);
        return size > 0 && least <= number && number <= most;
    }

    // [+-]hh[:mm[:ss]] in seconds; up to a week, as RFC 8536 has it.
    bool take_time(std::int64_t& seconds) {
        const bool negative = take('-');
        if (!negative) {
            take('+');
        }
        std::int64_t hours = 0;
        std::int64_t minutes = 0;
        std::int64_t rest = 0;
        if (!take_number(0, 167, hours) || (take(':') && !take_number(0, 59, minutes)) ||
            (take(':') && !take_number(0, 59, rest))) {
            return false;
        }
        seconds = hours * 3600 + minutes * 60 + rest;
        seconds = negative ? -seconds : seconds;
        return true;
    }

    // ",M3.5.0/3"
    bool take_change(Change& change) {
        return take(',') && take_day(change.day) && (!take('/') || take_time(change.time));
    }

  private:
    bool take_day(ChangeDay& day) {
        if (take('M')) {
            day.form = 'M';
            return take_number(1, 12, day.month) && take('.') && take_number(1, 5, day.week) &&
                   take('.') && take_number(0, 6, day.day);
        }
        day.form = take('J') ? 'J' : 'n';
        return take_number(day.form == 'J' ? 1 : 0, 365, day.day);
    }

    std::string_view text_;
};

// Days since 1970.
std::int64_t day_in_year(const ChangeDay& change, std::int64_t year) {
    const std::int64_t new_year = days_of(year, 1, 1);
    if (change.form != 'M') {
        const bool after_leap_day =
            change.form == 'J' && change.day >= 60 && days_of(year, 3, 1) - new_year == 60;
        const int counted_from = change.form == 'J' ? 1 : 0;
        return new_year + change.day - counted_from + (after_leap_day ? 1 : 0);
    }
    const auto month = static_cast<unsigned>(change.month);
    const std::int64_t first = days_of(year, month, 1);
    const std::int64_t next_month =
        month == 12 ? days_of(year + 1, 1, 1) : days_of(year, month + 1, 1);
    const std::int64_t weekday = (first % 7 + 11) % 7;
    const std::int64_t day = first + (change.day - weekday + 7) % 7 + (change.week - 1) * 7;
    return day < next_month ? day : day - 7;
}

}  // namespace

std::optional<ZoneClock> clock_by_rule(std::string_view rule, std::int64_t seconds) {
    RuleReader reader(rule);
    ZoneClock standard;
    ZoneClock summer;
    std::int64_t west = 0;
    if (!reader.take_name(standard.name) || !reader.take_time(west)) {
        return std::nullopt;
    }
    standard.offset = static_cast<std::int32_t>(-west);
    if (reader.ends()) {
        return standard;
    }
    if (!reader.take_name(summer.name)) {
        return std::nullopt;
    }
    west -= 3600;
    Change begin;
    Change end;
    if ((!reader.next_is(',') && !reader.take_time(west)) || !reader.take_change(begin) ||
        !reader.take_change(end) || !reader.ends()) {
        return std::nullopt;
    }
    summer.offset = static_cast<std::int32_t>(-west);

    const std::int64_t year = civil_time({.seconds = seconds, .offset = standard.offset}).year;
    const std::int64_t begins =
        day_in_year(begin.day, year) * kDaySeconds + begin.time - standard.offset;
    const std::int64_t ends = day_in_year(end.day, year) * kDaySeconds + end.time - summer.offset;
    const bool is_summer =
        begins < ends ? begins <= seconds && seconds < ends : seconds < ends || begins <= seconds;
    return is_summer ? summer : standard;
}

}  // namespace sealer::tmpl
