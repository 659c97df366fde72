// SPDX-License-Identifier: Apache-2.0
// What can be asked of a time, a duration, a version and a certificate: {{ now.Year }}, {{
// $cert.Key }}.
#include <algorithm>
#include <array>
#include <compare>
#include <utility>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<Value> number(std::int64_t value) {
    return Value::integer(value);
}

Result<Value> truth(bool value) {
    return Value::boolean(value);
}

// As Go's Compare.
Result<Value> sign(std::strong_ordering order) {
    return number(std::is_lt(order) ? -1 : std::is_gt(order) ? 1 : 0);
}

CivilTime civil(const Call& call) {
    return civil_time(call[0].as_time());
}

std::strong_ordering order(const Call& call) {
    return compare(call[0].as_time(), call[1].as_time());
}

// Since 1970, in units of which a second has so many; around as in Go where it does not fit.
Result<Value> since_epoch(const Call& call, std::uint64_t units) {
    const Time& time = call[0].as_time();
    const auto fraction = static_cast<std::uint64_t>(time.nanoseconds) / (1'000'000'000 / units);
    return Value::int64(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(time.seconds) * units + fraction));
}

Result<Value> utc(const Call& call) {
    return call.arena.time(in_utc(call[0].as_time()));
}

constexpr auto kTimeMethods = std::to_array<Function>({
    {"Add", "n",
     [](const Call& call) {
         return call.arena.time(moved(call[0].as_time(), call[1].as_duration()));
     }},
    {"AddDate", "iii",
     [](const Call& call) -> Result<Value> {
         TRY_ASSIGN(Time time,
                    moved(call[0].as_time(), call.integer(1), call.integer(2), call.integer(3)));
         return call.arena.time(std::move(time));
     }},
    {"After", "t", [](const Call& call) { return truth(std::is_gt(order(call))); }},
    {"Before", "t", [](const Call& call) { return truth(std::is_lt(order(call))); }},
    {"Compare", "t", [](const Call& call) { return sign(order(call)); }},
    {"Day", "", [](const Call& call) { return number(civil(call).day); }},
    {"Equal", "t", [](const Call& call) { return truth(std::is_eq(order(call))); }},
    {"Format", "s",
     [](const Call& call) { return call.give(format_go_time(call[0].as_time(), call.text(1))); }},
    {"Hour", "", [](const Call& call) { return number(civil(call).hour); }},
    {"IsZero", "",
     [](const Call& call) {
         const Time& time = call[0].as_time();
         return truth(time.seconds == kZeroTime && time.nanoseconds == 0);
     }},
    {"Local", "", utc},
    {"Minute", "", [](const Call& call) { return number(civil(call).minute); }},
    {"Month", "", [](const Call& call) { return call.give(month_name(civil(call).month)); }},
    {"Nanosecond", "", [](const Call& call) { return number(call[0].as_time().nanoseconds); }},
    {"Second", "", [](const Call& call) { return number(civil(call).second); }},
    {"String", "", [](const Call& call) { return call.give(time_text(call[0].as_time())); }},
    {"Sub", "t",
     [](const Call& call) {
         return Result<Value>(Value::duration(difference(call[0].as_time(), call[1].as_time())));
     }},
    {"UTC", "", utc},
    {"Unix", "", [](const Call& call) { return since_epoch(call, 1); }},
    {"UnixMicro", "", [](const Call& call) { return since_epoch(call, 1'000'000); }},
    {"UnixMilli", "", [](const Call& call) { return since_epoch(call, 1'000); }},
    {"UnixNano", "", [](const Call& call) { return since_epoch(call, 1'000'000'000); }},
    {"Weekday", "", [](const Call& call) { return call.give(weekday_name(civil(call).weekday)); }},
    {"Year", "", [](const Call& call) { return number(civil(call).year); }},
    {"YearDay", "", [](const Call& call) { return number(civil(call).year_day); }},
});

// In units of so many nanoseconds, with a fraction.
Result<Value> in_units(const Call& call, std::int64_t unit) {
    const std::int64_t whole = call[0].as_integer() / unit;
    const std::int64_t rest = call[0].as_integer() % unit;
    return Value::number(static_cast<double>(whole) +
                         static_cast<double>(rest) / static_cast<double>(unit));
}

Result<Value> whole_length(const Call& call, std::int64_t unit) {
    return Value::int64(call[0].as_integer() / unit);
}

constexpr auto kDurationMethods = std::to_array<Function>({
    {"Hours", "", [](const Call& call) { return in_units(call, 3'600'000'000'000); }},
    {"Microseconds", "", [](const Call& call) { return whole_length(call, 1'000); }},
    {"Milliseconds", "", [](const Call& call) { return whole_length(call, 1'000'000); }},
    {"Minutes", "", [](const Call& call) { return in_units(call, 60'000'000'000); }},
    {"Nanoseconds", "", [](const Call& call) { return whole_length(call, 1); }},
    {"Seconds", "", [](const Call& call) { return in_units(call, 1'000'000'000); }},
    {"String", "",
     [](const Call& call) { return call.give(duration_text(call[0].as_duration())); }},
});

Result<Value> part(std::uint64_t value) {
    return Value::int64(static_cast<std::int64_t>(value));
}

std::strong_ordering precedence(const Call& call) {
    return compare(call[0].as_version(), call[1].as_version());
}

constexpr auto kVersionMethods = std::to_array<Function>({
    {"Compare", "r", [](const Call& call) { return sign(precedence(call)); }},
    {"Equal", "r", [](const Call& call) { return truth(std::is_eq(precedence(call))); }},
    {"GreaterThan", "r", [](const Call& call) { return truth(std::is_gt(precedence(call))); }},
    {"GreaterThanEqual", "r",
     [](const Call& call) { return truth(std::is_gteq(precedence(call))); }},
    {"LessThan", "r", [](const Call& call) { return truth(std::is_lt(precedence(call))); }},
    {"LessThanEqual", "r", [](const Call& call) { return truth(std::is_lteq(precedence(call))); }},
    {"Major", "", [](const Call& call) { return part(call[0].as_version().major); }},
    {"Metadata", "", [](const Call& call) { return call.give(call[0].as_version().metadata); }},
    {"Minor", "", [](const Call& call) { return part(call[0].as_version().minor); }},
    {"Original", "", [](const Call& call) { return call.give(call[0].as_version().original); }},
    {"Patch", "", [](const Call& call) { return part(call[0].as_version().patch); }},
    {"Prerelease", "", [](const Call& call) { return call.give(call[0].as_version().prerelease); }},
    {"String", "", [](const Call& call) { return call.give(call[0].as_version().text()); }},
});

constexpr auto kCertificateFields = std::to_array<Function>({
    {"Cert", "",
     [](const Call& call) { return Result<Value>(Value::text(call[0].as_certificate().cert)); }},
    {"Key", "",
     [](const Call& call) { return Result<Value>(Value::text(call[0].as_certificate().key)); }},
});

}  // namespace

const Function* find_method(Type type, std::string_view name) {
    std::span<const Function> methods;
    if (type == Type::kTime) {
        methods = kTimeMethods;
    } else if (type == Type::kDuration) {
        methods = kDurationMethods;
    } else if (type == Type::kVersion) {
        methods = kVersionMethods;
    } else if (type == Type::kCertificate) {
        methods = kCertificateFields;
    }
    const auto found = std::ranges::find(methods, name, &Function::name);
    return found == methods.end() ? nullptr : &*found;
}

}  // namespace sealer::tmpl
