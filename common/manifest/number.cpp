// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "common/base/check.h"

namespace sealer::manifest {

namespace {

// A number as 0.DIGITS * 10^point.
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

// The shortest digits that read back as `number`, without trailing zeros ("0" for zero).
Decimal shortest(double number) {
    CHECK(std::isfinite(number));
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.begin(), buffer.end(), std::abs(number), std::chars_format::scientific)
            .ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t exponent_at = text.find('e');

    Decimal decimal;
    decimal.negative = std::signbit(number);
    decimal.digits = text.substr(0, 1);
    if (exponent_at > 2) {
        decimal.digits += text.substr(2, exponent_at - 2);
    }
    const std::size_t exponent_digits =
        text[exponent_at + 1] == '+' ? exponent_at + 2 : exponent_at + 1;
    std::from_chars(text.data() + exponent_digits, end, decimal.point);
    ++decimal.point;
    return decimal;
}

std::string positional(const Decimal& decimal) {
    const std::string& digits = decimal.digits;
    const auto zeros = [](int count) { return std::string(static_cast<std::size_t>(count), '0'); };
    std::string text = decimal.negative ? "-" : "";
    if (decimal.point <= 0) {
        return text + "0." + zeros(-decimal.point) + digits;
    }
    const int missing = decimal.point - static_cast<int>(digits.size());
    if (missing >= 0) {
        return text + digits + zeros(missing);
    }
    const auto point = static_cast<std::size_t>(decimal.point);
    return text + digits.substr(0, point) + "." + digits.substr(point);
}

std::string scientific(const Decimal& decimal, std::size_t least_exponent_digits) {
    std::string text = decimal.negative ? "-" : "";
    text += decimal.digits[0];
    if (decimal.digits.size() > 1) {
        text += "." + decimal.digits.substr(1);
    }
    const int exponent = decimal.point - 1;
    const std::string digits = std::to_string(std::abs(exponent));
    text += exponent < 0 ? "e-" : "e+";
    if (digits.size() < least_exponent_digits) {
        text.append(least_exponent_digits - digits.size(), '0');
    }
    return text + digits;
}

}  // namespace

std::string json_number(const Value& number) {
    std::array<char, 24> buffer{};
    const auto text = [&buffer](std::to_chars_result result) {
        return std::string(buffer.data(), result.ptr);
    };
    switch (number.kind()) {
        case Value::Kind::kInt:
            return text(std::to_chars(buffer.begin(), buffer.end(), number.as_int()));
        case Value::Kind::kUint:
            return text(std::to_chars(buffer.begin(), buffer.end(), number.as_uint()));
        default: {
            const Decimal decimal = shortest(number.as_double());
            const bool exponent =
                number.as_double() != 0 && (decimal.point < -5 || decimal.point > 21);
            return exponent ? scientific(decimal, 1) : positional(decimal);
        }
    }
}

std::string go_general(double number) {
    const Decimal decimal = shortest(number);
    const bool exponent = number != 0 && (decimal.point < -3 || decimal.point > 6);
    return exponent ? scientific(decimal, 2) : positional(decimal);
}

}  // namespace sealer::manifest
