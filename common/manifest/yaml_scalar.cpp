// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <system_error>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/manifest/number.h"
#include "common/manifest/utf8.h"
#include "common/manifest/yaml_timestamp.h"

namespace sealer::manifest {

namespace {

constexpr std::string_view kPlain = "?";
constexpr std::string_view kQuoted = "!";
constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";
constexpr std::string_view kStringTag = "tag:yaml.org,2002:str";

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<Value> resolve_word(std::string_view text, YamlTyping typing) {
    static constexpr std::size_t kBoth = 3;  // so many words mean the same to everyone
    static constexpr std::array<std::string_view, 11> kTrue = {
        "true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"};
    static constexpr std::array<std::string_view, 11> kFalse = {
        "false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF"};
    static constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
    static constexpr std::array<std::string_view, 3> kNan = {".nan", ".NaN", ".NAN"};
    static constexpr std::array<std::string_view, 3> kInfinity = {".inf", ".Inf", ".INF"};
    if (text.size() > 5) {
        return std::nullopt;
    }
    if (is_one_of(text, kNull)) {
        return Value();
    }
    const std::size_t words = typing == YamlTyping::kKustomize ? kBoth : kTrue.size();
    if (is_one_of(text, std::span(kTrue).first(words))) {
        return Value(true);
    }
    if (is_one_of(text, std::span(kFalse).first(words))) {
        return Value(false);
    }
    if (is_one_of(text, kNan)) {
        return Value(std::numeric_limits<double>::quiet_NaN());
    }
    const bool negative = text.starts_with('-');
    if (is_one_of(text.substr(negative || text.starts_with('+') ? 1 : 0), kInfinity)) {
        const double infinity = std::numeric_limits<double>::infinity();
        return Value(negative ? -infinity : infinity);
    }
    return std::nullopt;
}

std::string without_underscores(std::string_view text) {
    std::string out(text);
    std::erase(out, '_');
    return out;
}

// Whether underscores stand between digits only.
bool parts_digits(std::string_view text) {
    for (std::size_t at = text.find('_'); at != std::string_view::npos;
         at = text.find('_', at + 1)) {
        if (at == 0 || at + 1 == text.size() || !is_digit(text[at - 1]) ||
            !is_digit(text[at + 1])) {
            return false;
        }
    }
    return true;
}

struct Digits {
    std::string_view digits;
    int base = 10;
};

// 0x1F, 0b101, 0o17, 017, 15: as Go's strconv with base 0.
Digits split_base(std::string_view text) {
    if (text.size() < 2 || text[0] != '0') {
        return {.digits = text, .base = 10};
    }
    switch (text[1]) {
        case 'x':
        case 'X':
            return {.digits = text.substr(2), .base = 16};
        case 'b':
        case 'B':
            return {.digits = text.substr(2), .base = 2};
        case 'o':
        case 'O':
            return {.digits = text.substr(2), .base = 8};
        default:
            return {.digits = text.substr(1), .base = 8};
    }
}

// In the range of int64 or uint64; a sign of its own only for int64.
std::optional<Value> parse_integer(std::string_view text) {
    const bool negative = text.starts_with('-');
    const bool has_sign = negative || text.starts_with('+');
    const Digits number = split_base(text.substr(has_sign ? 1 : 0));
    std::uint64_t magnitude = 0;
    const char* end = number.digits.data() + number.digits.size();
    const auto parsed = std::from_chars(number.digits.data(), end, magnitude, number.base);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
        return std::nullopt;
    }
    constexpr std::uint64_t kLowest = std::uint64_t{1} << 63U;
    if (negative) {
        return magnitude > kLowest ? std::nullopt
                                   : std::optional(Value(static_cast<std::int64_t>(-magnitude)));
    }
    return has_sign && magnitude >= kLowest ? std::nullopt : std::optional(Value(magnitude));
}

std::size_t count_digits(std::string_view text) {
    return std::min(text.find_first_not_of("0123456789"), text.size());
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?, within a double's range.
std::optional<Value> parse_float(std::string_view text) {
    const bool negative = text.starts_with('-');
    std::string_view rest = text.substr(negative || text.starts_with('+') ? 1 : 0);
    const std::string_view magnitude = rest;
    const std::size_t whole = count_digits(rest);
    rest.remove_prefix(whole);
    if (rest.starts_with('.')) {
        const std::size_t fraction = count_digits(rest.substr(1));
        if (whole + fraction == 0) {
            return std::nullopt;
        }
        rest.remove_prefix(1 + fraction);
    } else if (whole == 0) {
        return std::nullopt;
    }
    const bool has_exponent = rest.starts_with('e') || rest.starts_with('E');
    if (has_exponent) {
        rest.remove_prefix(1);
        rest.remove_prefix(rest.starts_with('-') || rest.starts_with('+') ? 1 : 0);
        if (rest.empty() || count_digits(rest) != rest.size()) {
            return std::nullopt;
        }
    } else if (!rest.empty()) {
        return std::nullopt;
    }
    double number = 0;
    const auto error =
        std::from_chars(magnitude.data(), magnitude.data() + magnitude.size(), number).ec;
    if (error == std::errc::result_out_of_range) {
        // Too small counts as zero, too large is no number.
        const bool tiny = magnitude.find("e-") != std::string_view::npos ||
                          magnitude.find("E-") != std::string_view::npos;
        return tiny ? std::optional(Value(0.0)) : std::nullopt;
    }
    return Value(negative ? -number : number);
}

bool is_base60(std::string_view text) {
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    const std::size_t first = std::min(text.find_first_not_of("0123456789_"), text.size());
    if (first == 0 || !is_digit(text[0]) || first == text.size() || text[first] != ':') {
        return false;
    }
    text.remove_prefix(first);
    while (text.starts_with(':')) {
        const std::size_t digits = count_digits(text.substr(1));
        if (digits == 0 || digits > 2 || (digits == 2 && text[1] > '5')) {
            return false;
        }
        text.remove_prefix(1 + digits);
    }
    return text.empty() ||
           (text[0] == '.' && text.find_first_not_of("0123456789_", 1) == std::string_view::npos);
}

Result<Value> mismatch(std::string_view type) {
    return fail(Code::kInvalid, "the scalar is no " + std::string(type) + ", as its tag says");
}

// What a plain scalar is other than a string; nothing for strings and points in time.
std::optional<Value> resolve_plain(std::string_view text, YamlTyping typing) {
    if (auto word = resolve_word(text, typing)) {
        return word;
    }
    const char first = text[0];
    if (first == '.' && !parts_digits(text)) {
        return std::nullopt;
    }
    if (!is_digit(first) && first != '-' && first != '+' && first != '.') {
        return std::nullopt;
    }
    const std::string plain = without_underscores(text);
    if (auto number = parse_integer(plain)) {
        return number;
    }
    return parse_float(plain);
}

Result<Value> resolve_timestamp(std::string_view text, YamlTyping typing) {
    if (typing == YamlTyping::kKustomize) {
        return to_rfc3339(text);
    }
    return Value(text);
}

// `type` is the tag without its prefix.
Result<Value> resolve_tagged(std::string_view type, std::string_view text, YamlTyping typing) {
    if (type == "binary") {
        auto bytes = crypto::base64_decode(text);
        return bytes ? Result<Value>(Value(valid_utf8(*bytes))) : mismatch("base64");
    }
    if (type == "timestamp") {
        return is_timestamp(text) ? resolve_timestamp(text, typing) : mismatch(type);
    }
    Value value = resolve_plain(text, typing).value_or(Value(text));
    if (type == "float" && value.is_number()) {
        return value;
    }
    if ((type == "null" && !value.is_null()) || (type == "bool" && !value.is_bool()) ||
        (type == "int" && !value.is_integer()) || type == "float") {
        return mismatch(type);
    }
    return type == "null" || type == "bool" || type == "int" ? value : Value(text);
}

}  // namespace

Result<Value> resolve_scalar(std::string_view tag, std::string_view text, YamlTyping typing) {
    if (tag == kPlain) {
        if (auto value = resolve_plain(text, typing)) {
            return *std::move(value);
        }
        return is_timestamp(text) ? resolve_timestamp(text, typing) : Value(text);
    }
    return tag.starts_with(kTagPrefix) ? resolve_tagged(tag.substr(kTagPrefix.size()), text, typing)
                                       : Value(text);
}

Result<std::string> resolve_key(std::string_view tag, std::string_view text, bool is_top,
                                YamlTyping typing) {
    if (tag == kQuoted) {
        return std::string(text);
    }
    TRY_ASSIGN(const Value value, resolve_scalar(tag, text, typing));
    if (typing == YamlTyping::kKubernetes || value.is_null()) {
        return as_key(value);
    }
    const bool is_string =
        tag == kPlain ? value.is_string() && !is_timestamp(text) : tag == kStringTag;
    if (is_string || is_top) {
        return std::string(text);
    }
    return fail(Code::kInvalid, "keys must be strings: put quotes around it");
}

Result<Value> as_json_value(Value scalar) {
    if (scalar.kind() != Value::Kind::kDouble) {
        return scalar;
    }
    if (!std::isfinite(scalar.as_double())) {
        return fail(Code::kInvalid, "infinity and NaN have no place in JSON");
    }
    return parse_integer(json_number(scalar)).value_or(scalar);
}

Result<std::string> as_key(const Value& scalar) {
    switch (scalar.kind()) {
        case Value::Kind::kString:
            return scalar.as_string();
        case Value::Kind::kBool:
            return std::string(scalar.as_bool() ? "true" : "false");
        case Value::Kind::kInt:
        case Value::Kind::kUint:
            return json_number(scalar);
        case Value::Kind::kDouble:
            if (std::isfinite(scalar.as_double())) {
                return json_number(scalar);
            }
            return fail(Code::kInvalid, "infinity and NaN cannot be keys");
        default:
            return fail(Code::kInvalid, "a key must be a string, a number or a bool");
    }
}

bool plain_means_other(std::string_view text) {
    return resolve_plain(text, YamlTyping::kKubernetes).has_value() || is_timestamp(text) ||
           is_base60(text);
}

}  // namespace sealer::manifest
