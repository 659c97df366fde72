// SPDX-License-Identifier: Apache-2.0
#include "common/template/print_verb.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

void pad(const std::string& text, const Directive& directive, Sink& sink, bool zeros = false) {
    const auto size = static_cast<std::int64_t>(runes_of(text).size());
    const std::int64_t missing = directive.width.value_or(0) - size;
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(missing, 0));
    if (directive.minus) {
        sink.append(text);
        sink.append(count, ' ');
        return;
    }
    const bool is_signed = zeros && !text.empty() && (text[0] == '-' || text[0] == '+');
    sink.append(is_signed ? text.substr(0, 1) : "");
    sink.append(count, zeros ? '0' : ' ');
    sink.append(is_signed ? std::string_view(text).substr(1) : std::string_view(text));
}

// "%!d(string=hi)": what a verb that does not fit becomes.
void print_misfit(const Value& value, const Directive& directive, Sink& sink) {
    sink.append("%!" + encode_rune(directive.verb) + "(");
    if (value.is_nil()) {
        sink.append("<nil>");
    } else {
        sink.append(type_name(value.type()));
        sink.append("=");
        print_value(value, sink);
    }
    sink.append(")");
}

std::string hex_of(std::string_view text, const Directive& directive) {
    const std::string_view all = directive.is("x") ? "0123456789abcdef" : "0123456789ABCDEF";
    const std::string prefix = !directive.sharp ? "" : directive.is("x") ? "0x" : "0X";
    std::string hex = text.empty() ? "" : prefix;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (directive.space && i > 0) {
            hex += " " + prefix;
        }
        const auto byte = static_cast<unsigned char>(text[i]);
        hex += {all[byte >> 4U], all[byte & 0xfU]};
    }
    return hex;
}

void print_text(std::string_view text, const Value& value, const Directive& directive, Sink& sink) {
    if (directive.is("xX")) {
        const auto limit = static_cast<std::size_t>(
            std::min<std::int64_t>(directive.precision.value_or(kMaxWidth), kMaxWidth));
        // Digits are more than the text; a text this long would not fit either.
        return text.size() > kMaxWidth
                   ? sink.append(std::string::npos, ' ')
                   : pad(hex_of(text.substr(0, limit), directive), directive, sink);
    }
    std::string shortened(text);
    if (directive.precision) {
        const std::u32string runes = runes_of(text);
        if (static_cast<std::int64_t>(runes.size()) > *directive.precision) {
            shortened = text_of(std::u32string_view(runes).substr(
                0, static_cast<std::size_t>(*directive.precision)));
        }
    }
    if (directive.is("q") || (directive.is("v") && directive.sharp)) {
        const bool raw = directive.sharp && directive.is("q") &&
                         shortened.find_first_of("`\n\t") == std::string::npos;
        return pad(raw ? "`" + shortened + "`" : quote(shortened, directive.plus), directive, sink);
    }
    if (directive.is("sv")) {
        return pad(shortened, directive, sink, directive.zero);
    }
    print_misfit(value, directive, sink);
}

std::string digits_of(std::uint64_t number, int base, bool upper) {
    std::array<char, 65> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, base);
    std::string digits(text.data(), end);
    if (upper) {
        std::ranges::transform(digits, digits.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        });
    }
    return digits;
}

int base_of(const Directive& directive) {
    return directive.is("xX") ? 16 : directive.is("oO") ? 8 : directive.is("b") ? 2 : 10;
}

std::string base_prefix(const Directive& directive) {
    if (directive.is("O")) {
        return "0o";
    }
    if (!directive.sharp) {
        return "";
    }
    return directive.is("x")   ? "0x"
           : directive.is("X") ? "0X"
           : directive.is("o") ? "0"
           : directive.is("b") ? "0b"
                               : "";
}

void print_integer(const Value& value, const Directive& directive, Sink& sink) {
    const std::int64_t number = value.as_integer();
    if (directive.is("c")) {
        return pad(encode_rune(number), directive, sink);
    }
    if (directive.is("q")) {
        return pad(quote_rune(number, directive.plus), directive, sink);
    }
    if (directive.is("U")) {
        std::string digits = digits_of(static_cast<std::uint64_t>(number), 16, true);
        digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
        return pad("U+" + digits, directive, sink);
    }
    if (!directive.is("vdxXobO")) {
        return print_misfit(value, directive, sink);
    }
    const std::uint64_t size =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    std::string digits = digits_of(size, base_of(directive), directive.is("X"));
    if (directive.precision) {
        const auto least = static_cast<std::size_t>(*directive.precision);
        digits = number == 0 && least == 0 ? "" : digits;
        digits.insert(0, digits.size() < least ? least - digits.size() : 0, '0');
    }
    const std::string sign = number < 0 ? "-" : directive.plus ? "+" : directive.space ? " " : "";
    pad(sign + base_prefix(directive) + digits, directive, sink,
        directive.zero && !directive.precision);
}

// As strconv.FormatFloat with a precision.
std::string with_precision(double number, char verb, std::int64_t precision) {
    constexpr std::int64_t kMost = 4000;  // beyond, there are zeros
    std::array<char, 4400> text{};
    const char lower = static_cast<char>(verb | 0x20);
    const auto format = lower == 'e'   ? std::chars_format::scientific
                        : lower == 'f' ? std::chars_format::fixed
                                       : std::chars_format::general;
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, format,
                                            static_cast<int>(std::min(precision, kMost)));
    std::string digits(text.data(), end);
    if (verb != lower) {
        std::ranges::replace(digits, 'e', 'E');
    }
    return digits;
}

void print_float(const Value& value, const Directive& directive, Sink& sink) {
    const double number = value.as_number();
    if (!directive.is("vgGeEfF")) {
        return print_misfit(value, directive, sink);
    }
    std::string text;
    const char verb = static_cast<char>(directive.verb == U'v' ? U'g' : directive.verb);
    if (!std::isfinite(number)) {
        text = float_text(number);
        text = text.starts_with('+') && !directive.plus ? text.substr(1) : text;
        text = std::isinf(number) && number > 0 && directive.is("v") ? "+Inf" : text;
    } else if (directive.is("vgG") && !directive.precision) {
        text = float_text(number);
        if (verb == 'G') {
            std::ranges::replace(text, 'e', 'E');
        }
    } else {
        constexpr std::int64_t kDefault = 6;
        text = with_precision(number, verb, directive.precision.value_or(kDefault));
    }
    if (!text.starts_with('-') && !text.starts_with('+')) {
        text.insert(0, directive.plus ? "+" : directive.space ? " " : "");
    }
    pad(text, directive, sink, directive.zero && std::isfinite(number));
}

void print_list_by(const Value& value, const Directive& directive, Sink& sink, int depth) {
    sink.append("[");
    bool first = true;
    for (const Value& item : value.as_list()) {
        sink.append(first ? "" : " ");
        print_by(item, directive, sink, depth + 1);
        first = false;
    }
    sink.append("]");
}

void print_dict_by(const Value& value, const Directive& directive, Sink& sink, int depth) {
    sink.append("map[");
    bool first = true;
    for (const auto& [key, item] : value.as_dict()) {
        sink.append(first ? "" : " ");
        print_text(key, Value::text(key), directive, sink);
        sink.append(":");
        print_by(item, directive, sink, depth + 1);
        first = false;
    }
    sink.append("]");
}

}  // namespace

void print_by(const Value& value, const Directive& directive, Sink& sink, int depth) {
    if (depth > kMaxValueDepth) {
        sink.append(std::string::npos, ' ');
    }
    if (sink.full()) {
        return;
    }
    if (directive.is("T")) {
        return pad(std::string(type_name(value.type())), directive, sink);
    }
    switch (value.type()) {
        case Type::kBool:
            return directive.is("vt") ? pad(value.as_bool() ? "true" : "false", directive, sink)
                                      : print_misfit(value, directive, sink);
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
            return print_integer(value, directive, sink);
        case Type::kDuration:
            if (!directive.is("vsqxX")) {
                return print_integer(value, directive, sink);
            }
            break;
        case Type::kFloat64:
            return print_float(value, directive, sink);
        case Type::kString:
            return print_text(value.as_text(), value, directive, sink);
        case Type::kList:
        case Type::kStringList:
        case Type::kIntList:
            return print_list_by(value, directive, sink, depth);
        case Type::kDict:
        case Type::kStringDict:
            return print_dict_by(value, directive, sink, depth);
        case Type::kNil:
            return directive.is("v") ? pad("<nil>", directive, sink)
                                     : print_misfit(value, directive, sink);
        default:
            break;
    }
    Sink text(kMaxWidth);
    print_value(value, text);
    print_text(text.text(), value, directive, sink);
}

}  // namespace sealer::tmpl
