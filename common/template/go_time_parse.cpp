// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "common/template/go_layout.h"
#include "common/template/go_time.h"

namespace sealer::tmpl {
namespace {

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
    std::int64_t afternoon_ = -1;  // not said
    std::string zone_ = "UTC";
};

}  // namespace

Result<Time> parse_go_time(std::string_view layout, std::string_view text) {
    return TimeParser(text).run(layout);
}

}  // namespace sealer::tmpl
