// SPDX-License-Identifier: Apache-2.0
#include "common/template/value.h"

#include <array>
#include <limits>

#include "common/template/literal.h"
#include "common/template/print.h"

namespace sealer::tmpl {
namespace {

struct Names {
    std::string_view type;
    std::string_view kind;
};

// In the order of Type.
constexpr std::array<Names, 16> kNames = {{
    {"<nil>", "invalid"},
    {"bool", "bool"},
    {"int", "int"},
    {"int64", "int64"},
    {"uint8", "uint8"},
    {"time.Duration", "int64"},
    {"float64", "float64"},
    {"string", "string"},
    {"[]interface {}", "slice"},
    {"[]string", "slice"},
    {"[]int", "slice"},
    {"map[string]interface {}", "map"},
    {"map[string]string", "map"},
    {"time.Time", "struct"},
    {"*semver.Version", "ptr"},
    {"sprig.certificate", "struct"},
}};

// "12.00" -> "12": what is whole counts as an integer.
std::string_view without_zero_decimals(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos ||
        text.find_first_not_of('0', dot + 1) != std::string_view::npos || dot + 1 == text.size()) {
        return text;
    }
    return text.substr(0, dot);
}

}  // namespace

std::string_view type_name(Type type) {
    return kNames.at(static_cast<std::size_t>(type)).type;
}

std::string_view kind_name(Type type) {
    return kNames.at(static_cast<std::size_t>(type)).kind;
}

bool is_true(const Value& value) {
    switch (value.type()) {
        case Type::kNil:
            return false;
        case Type::kBool:
            return value.as_bool();
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
        case Type::kDuration:
            return value.as_integer() != 0;
        case Type::kFloat64:
            return value.as_number() != 0;
        case Type::kString:
            return !value.as_text().empty();
        case Type::kList:
        case Type::kStringList:
        case Type::kIntList:
            return !value.as_list().empty();
        case Type::kDict:
        case Type::kStringDict:
            return !value.as_dict().empty();
        case Type::kTime:
        case Type::kVersion:
        case Type::kCertificate:
            return true;
    }
    return false;
}

std::string shown(const Value& value) {
    if (!value.is_constant()) {
        return "(a computed value, which is not shown)";
    }
    Sink sink(1U << 12U);
    print_value(value, sink);
    return sink.take();
}

std::int64_t to_int64(const Value& value) {
    switch (value.type()) {
        case Type::kBool:
            return value.as_bool() ? 1 : 0;
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
        case Type::kDuration:
            return value.as_integer();
        case Type::kFloat64: {
            constexpr double kBound = 9223372036854775808.0;
            const double number = value.as_number();
            return number >= -kBound && number < kBound ? static_cast<std::int64_t>(number)
                                                        : std::numeric_limits<std::int64_t>::min();
        }
        case Type::kString:
            return parse_integer(without_zero_decimals(value.as_text()), 0).value_or(0);
        default:
            return 0;
    }
}

double to_float64(const Value& value) {
    switch (value.type()) {
        case Type::kFloat64:
            return value.as_number();
        case Type::kString:
            return parse_float(value.as_text()).value_or(0);
        default:
            return static_cast<double>(to_int64(value));
    }
}

}  // namespace sealer::tmpl
