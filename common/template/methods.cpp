// SPDX-License-Identifier: Apache-2.0
// What can be asked of a time, a version and a certificate: {{ now.Year }}, {{ $cert.Key }}.
#include <algorithm>
#include <array>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<Value> number(std::int64_t value) {
    return Value::integer(value);
}

CivilTime civil(const Call& call) {
    return civil_time(call[0].as_time());
}

constexpr auto kTimeMethods = std::to_array<Function>({
    {"Day", "", [](const Call& call) { return number(civil(call).day); }},
    {"Format", "s",
     [](const Call& call) { return call.give(format_go_time(call[0].as_time(), call.text(1))); }},
    {"Hour", "", [](const Call& call) { return number(civil(call).hour); }},
    {"IsZero", "",
     [](const Call& call) {
         const Time& time = call[0].as_time();
         return Result<Value>(Value::boolean(time.seconds == kZeroTime && time.nanoseconds == 0));
     }},
    {"Minute", "", [](const Call& call) { return number(civil(call).minute); }},
    {"Month", "", [](const Call& call) { return call.give(month_name(civil(call).month)); }},
    {"Nanosecond", "", [](const Call& call) { return number(call[0].as_time().nanoseconds); }},
    {"Second", "", [](const Call& call) { return number(civil(call).second); }},
    {"String", "", [](const Call& call) { return call.give(time_text(call[0].as_time())); }},
    {"UTC", "",
     [](const Call& call) {
         Time time = call[0].as_time();
         time.offset = 0;
         time.zone = "UTC";
         return call.arena.time(std::move(time));
     }},
    {"Unix", "",
     [](const Call& call) { return Result<Value>(Value::int64(call[0].as_time().seconds)); }},
    {"Weekday", "", [](const Call& call) { return call.give(weekday_name(civil(call).weekday)); }},
    {"Year", "", [](const Call& call) { return number(civil(call).year); }},
    {"YearDay", "", [](const Call& call) { return number(civil(call).year_day); }},
});

Result<Value> part(std::uint64_t value) {
    return Value::int64(static_cast<std::int64_t>(value));
}

constexpr auto kVersionMethods = std::to_array<Function>({
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
    } else if (type == Type::kVersion) {
        methods = kVersionMethods;
    } else if (type == Type::kCertificate) {
        methods = kCertificateFields;
    }
    const auto found = std::ranges::find(methods, name, &Function::name);
    return found == methods.end() ? nullptr : &*found;
}

}  // namespace sealer::tmpl
