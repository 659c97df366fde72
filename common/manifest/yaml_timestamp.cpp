// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_timestamp.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace sealer::manifest {

namespace {

constexpr std::size_t kMaxFraction = 9;  // nanoseconds

struct Timestamp {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::string_view fraction;  // digits
    bool is_west = false;
    int zone_minutes = 0;  // their distance from UTC
};

// Takes pieces off the front of a text; once one is missing, all that follow are.
class Pieces {
  public:
    explicit Pieces(std::string_view text) : rest_(text) {}

    // A number of `least` to `most` digits that is at most `limit`.
    int number(std::size_t least, std::size_t most, int limit) {
        std::size_t count = 0;
        int value = 0;
        while (count < std::min(most, rest_.size()) && rest_[count] >= '0' && rest_[count] <= '9') {
            value = value * 10 + (rest_[count] - '0');
            ++count;
        }
        ok_ = ok_ && count >= least && value <= limit;
        rest_.remove_prefix(count);
        return value;
    }

    // Any one of `choices`.
    void one_of(std::string_view choices) {
        ok_ = ok_ && !rest_.empty() && choices.find(rest_[0]) != std::string_view::npos;
        rest_.remove_prefix(rest_.empty() ? 0 : 1);
    }

    // The digits behind a point, if there are any.
    std::string_view fraction() {
        if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',')) {
            return {};
        }
        const std::size_t end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
        const std::string_view digits = rest_.substr(1, end - 1);
        rest_.remove_prefix(end > 1 ? end : 0);
        return digits;
    }

    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
    [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Pieces pieces(text);
    Timestamp time;
    time.year = pieces.number(4, 4, 9999);
    pieces.one_of("-");
    time.month = pieces.number(1, 2, 12);
    pieces.one_of("-");
    time.day = pieces.number(1, 2, 31);
    const std::chrono::year_month_day date(std::chrono::year(time.year),
                                           std::chrono::month(static_cast<unsigned>(time.month)),
                                           std::chrono::day(static_cast<unsigned>(time.day)));
    if (!date.ok()) {
        return std::nullopt;
    }
    if (pieces.finished()) {
        return time;
    }
    const bool has_zone = pieces.peek() != ' ';
    pieces.one_of("Tt ");
    time.hour = pieces.number(1, 2, 23);
    pieces.one_of(":");
    time.minute = pieces.number(1, 2, 59);
    pieces.one_of(":");
    time.second = pieces.number(1, 2, 59);
    time.fraction = pieces.fraction();
    if (has_zone && pieces.peek() == 'Z') {
        pieces.one_of("Z");
    } else if (has_zone) {
        time.is_west = pieces.peek() == '-';
        pieces.one_of("+-");
        time.zone_minutes = pieces.number(2, 2, 24) * 60;
        pieces.one_of(":");
        time.zone_minutes += pieces.number(2, 2, 60);
    }
    return pieces.finished() ? std::optional(time) : std::nullopt;
}

std::string padded(int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

bool is_timestamp(std::string_view text) {
    return parse_timestamp(text).has_value();
}

Result<std::string> to_rfc3339(std::string_view text) {
    constexpr int kDay = 24 * 60;
    const std::optional<Timestamp> time = parse_timestamp(text);
    if (!time || time->zone_minutes >= kDay) {
        return fail(Code::kInvalid, "no point in time that JSON can hold");
    }
    std::string result = padded(time->year, 4) + "-" + padded(time->month, 2) + "-" +
                         padded(time->day, 2) + "T" + padded(time->hour, 2) + ":" +
                         padded(time->minute, 2) + ":" + padded(time->second, 2);
    const std::string_view fraction = time->fraction.substr(0, kMaxFraction);
    const std::size_t digits = fraction.find_last_not_of('0') + 1;  // none: wraps to 0
    if (digits > 0) {
        result.append(".").append(fraction.substr(0, digits));
    }
    if (time->zone_minutes == 0) {
        return result + "Z";
    }
    return result + (time->is_west ? "-" : "+") + padded(time->zone_minutes / 60, 2) + ":" +
           padded(time->zone_minutes % 60, 2);
}

}  // namespace sealer::manifest
