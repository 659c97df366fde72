// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/quantity.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "common/base/integer.h"

namespace sealer::manifest {
namespace {

// Holds 10^19 in billionths with room to spare.
__extension__ using Wide = unsigned __int128;

constexpr Wide kNano = 1'000'000'000;
constexpr Wide kLimit = kNano * 10'000'000'000'000'000'000U;
constexpr std::string_view kDecimalSuffixes[] = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
constexpr std::string_view kBinarySuffixes[] = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

enum class Family { kDecimal, kBinary, kExponent };

struct Suffix {
    Family family = Family::kDecimal;
    int power = 0;  // of ten, or of 1024
};

std::optional<Suffix> parse_suffix(std::string_view text) {
    for (int i = 0; i < static_cast<int>(std::size(kDecimalSuffixes)); ++i) {
        if (text == kDecimalSuffixes[i]) {
            return Suffix{Family::kDecimal, 3 * (i - 3)};
        }
    }
    for (int i = 1; i < static_cast<int>(std::size(kBinarySuffixes)); ++i) {
        if (text == kBinarySuffixes[i]) {
            return Suffix{Family::kBinary, i};
        }
    }
    if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) {
        return std::nullopt;
    }
    text.remove_prefix(text[1] == '+' ? 2 : 1);
    const auto power = parse_integer<int>(text);
    return power && *power >= -30 && *power <= 30 ? std::optional(Suffix{Family::kExponent, *power})
                                                  : std::nullopt;
}

// `digits` with the decimal point `fraction` places from the right, times the suffix, in
// billionths.
std::optional<Wide> scale(std::string_view digits, int fraction, Suffix suffix) {
    Wide value = 0;
    for (const char c : digits) {
        value = value * 10 + static_cast<unsigned>(c - '0');
        if (value > kLimit) {
            return std::nullopt;
        }
    }
    int power = 9 - fraction;
    if (suffix.family == Family::kBinary) {
        for (int i = 0; i < suffix.power; ++i) {
            value *= 1024;
            if (value > kLimit) {
                return std::nullopt;
            }
        }
    } else {
        power += suffix.power;
    }
    for (; power > 0 && value != 0; --power) {
        value *= 10;
        if (value > kLimit) {
            return std::nullopt;
        }
    }
    bool is_inexact = false;
    for (; power < 0; ++power) {
        is_inexact |= value % 10 != 0;
        value /= 10;
    }
    return value + (is_inexact ? 1 : 0);
}

std::string in_decimal(Wide value, Family family) {
    std::size_t suffix = 0;
    while (value % 1000 == 0 && suffix + 1 < std::size(kDecimalSuffixes)) {
        value /= 1000;
        ++suffix;
    }
    std::string digits;
    for (; value != 0; value /= 10) {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    }
    if (family == Family::kExponent) {
        const int power = 3 * (static_cast<int>(suffix) - 3);
        return power == 0 ? digits : digits + "e" + std::to_string(power);
    }
    return digits.append(kDecimalSuffixes[suffix]);
}

std::string in_binary(Wide value) {
    auto units = static_cast<std::uint64_t>((value + kNano - 1) / kNano);
    std::size_t suffix = 0;
    while (units % 1024 == 0 && suffix + 1 < std::size(kBinarySuffixes)) {
        units /= 1024;
        ++suffix;
    }
    return std::to_string(units).append(kBinarySuffixes[suffix]);
}

}  // namespace

std::optional<std::string> canonical_quantity(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    std::string digits(text.substr(0, end));
    int fraction = 0;
    if (const std::size_t point = digits.find('.'); point != std::string::npos) {
        fraction = static_cast<int>(std::min<std::size_t>(digits.size() - point - 1, 1000));
        digits.erase(point, 1);
    }
    const auto suffix = parse_suffix(text.substr(end));
    if (digits.empty() || digits.size() > 1000 || digits.find('.') != std::string::npos ||
        !suffix) {
        return std::nullopt;
    }
    const auto value = scale(digits, fraction, *suffix);
    if (!value) {
        return std::nullopt;
    }
    if (*value == 0) {
        return "0";
    }
    const bool is_binary = suffix->family == Family::kBinary && *value >= 1024 * kNano;
    return (is_negative ? "-" : "") +
           (is_binary ? in_binary(*value) : in_decimal(*value, suffix->family));
}

}  // namespace sealer::manifest
