// SPDX-License-Identifier: Apache-2.0
// Sprig: dates.
#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "common/base/time.h"
#include "common/template/functions.h"
#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

constexpr std::string_view kHtmlDate = "2006-01-02";

Time now_of(const Call& call) {
    return Time::of(call.budget.host().wall_clock());
}

// A time, or seconds since 1970; anything else counts as now.
Time time_of(const Call& call, const Value& value) {
    if (value.type() == Type::kTime) {
        return value.as_time();
    }
    if (value.type() == Type::kInt || value.type() == Type::kInt64) {
        constexpr std::int64_t kFar = std::int64_t{1} << 50U;
        return Time{.seconds = std::clamp(value.as_integer(), -kFar, kFar)};
    }
    return now_of(call);
}

Result<Value> give_date(const Call& call, std::string_view layout, const Value& date,
                        std::string_view zone) {
    TRY_ASSIGN(const Time time, in_zone(time_of(call, date), zone));
    return call.give(format_go_time(time, layout));
}

Result<Value> date(const Call& call) {
    return give_date(call, call.text(0), call[1], "Local");
}

Result<Value> date_in_zone(const Call& call) {
    return give_date(call, call.text(0), call[1], call.text(2));
}

Result<Value> html_date(const Call& call) {
    return give_date(call, kHtmlDate, call[0], "Local");
}

Result<Value> html_date_in_zone(const Call& call) {
    return give_date(call, kHtmlDate, call[0], call.text(1));
}

Result<Value> now(const Call& call) {
    return call.arena.time(now_of(call));
}

Result<Value> must_date_modify(const Call& call) {
    const auto by = parse_duration(call.text(0));
    if (!by) {
        return fail(Code::kInvalid, "time: invalid duration: " + shown(call[0]));
    }
    return call.arena.time(moved(call[1].as_time(), *by));
}

Result<Value> date_modify(const Call& call) {
    const auto by = parse_duration(call.text(0)).value_or(std::chrono::nanoseconds(0));
    return call.arena.time(moved(call[1].as_time(), by));
}

Result<Value> must_to_date(const Call& call) {
    TRY_ASSIGN(Time time, parse_go_time(call.text(0), call.text(1)));
    return call.arena.time(std::move(time));
}

Result<Value> to_date(const Call& call) {
    return call.arena.time(
        parse_go_time(call.text(0), call.text(1)).value_or(Time{.seconds = kZeroTime}));
}

Result<Value> unix_epoch(const Call& call) {
    return call.give(std::to_string(call[0].as_time().seconds));
}

Result<Value> ago(const Call& call) {
    return call.give(duration_text(std::chrono::round<std::chrono::seconds>(
        difference(now_of(call), time_of(call, call[0])))));
}

Result<Value> duration(const Call& call) {
    std::int64_t seconds = 0;
    if (call[0].is_text()) {
        seconds = parse_integer(call[0].as_text(), 10).value_or(0);
    } else if (call[0].type() == Type::kInt64) {
        seconds = call[0].as_integer();
    }
    std::int64_t count = 0;
    if (__builtin_mul_overflow(seconds, std::int64_t{1'000'000'000}, &count)) {
        return fail(Code::kInvalid, "the duration is too long");
    }
    return call.give(duration_text(std::chrono::nanoseconds(count)));
}

// The largest unit that fits: 2d, 3h.
Result<Value> duration_round(const Call& call) {
    std::chrono::nanoseconds length(0);
    if (call[0].is_text()) {
        length = parse_duration(call[0].as_text()).value_or(length);
    } else if (call[0].type() == Type::kInt64) {
        length = std::chrono::nanoseconds(call[0].as_integer());
    } else if (call[0].type() == Type::kTime) {
        length = difference(now_of(call), call[0].as_time());
    }
    struct Unit {
        std::uint64_t seconds;
        std::string_view name;
    };
    constexpr std::array<Unit, 6> kUnits = {
        {{31'536'000, "y"}, {2'592'000, "mo"}, {86'400, "d"}, {3'600, "h"}, {60, "m"}, {1, "s"}}};
    const std::int64_t count = length.count();
    const std::uint64_t size =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    for (const Unit& unit : kUnits) {
        const std::uint64_t nanoseconds = unit.seconds * 1'000'000'000;
        if (size > nanoseconds) {
            return call.give(std::to_string(size / nanoseconds) + std::string(unit.name));
        }
    }
    return Value::text("0s");
}

constexpr auto kDateFunctions = std::to_array<Function>({
    {"ago", "v", ago},
    {"date", "sv", date},
    {"dateInZone", "svs", date_in_zone},
    {"dateModify", "st", date_modify},
    {"date_in_zone", "svs", date_in_zone},
    {"date_modify", "st", date_modify},
    {"duration", "v", duration},
    {"durationRound", "v", duration_round},
    {"htmlDate", "v", html_date},
    {"htmlDateInZone", "vs", html_date_in_zone},
    {"mustDateModify", "st", must_date_modify},
    {"mustToDate", "ss", must_to_date},
    {"must_date_modify", "st", must_date_modify},
    {"now", "", now},
    {"toDate", "ss", to_date},
    {"unixEpoch", "t", unix_epoch},
});

}  // namespace

std::span<const Function> date_functions() {
    return kDateFunctions;
}

}  // namespace sealer::tmpl
