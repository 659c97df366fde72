// SPDX-License-Identifier: Apache-2.0
#include "common/template/literal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

#include "common/manifest/utf8.h"

namespace sealer::tmpl {
namespace {

struct Escape {
    char letter;
    char meaning;
};
constexpr std::array<Escape, 8> kEscapes = {{{'a', '\a'},
                                             {'b', '\b'},
                                             {'f', '\f'},
                                             {'n', '\n'},
                                             {'r', '\r'},
                                             {'t', '\t'},
                                             {'v', '\v'},
                                             {'\\', '\\'}}};

// "\\u00e9": `prefix` and at least `width` digits.
std::string hex(std::string_view prefix, std::uint32_t code, std::size_t width) {
    constexpr int kBase = 16;
    std::array<char, 8> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), code, kBase);
    const std::string digits(text.data(), end);
    return std::string(prefix) +
           std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

void append_quoted(std::string& out, char32_t rune, char delimiter, bool ascii) {
    if (rune == static_cast<char32_t>(delimiter)) {
        out += {'\\', delimiter};
        return;
    }
    for (const Escape& escape : kEscapes) {
        if (rune == static_cast<char32_t>(escape.meaning)) {
            out += {'\\', escape.letter};
            return;
        }
    }
    if (rune < 0x80 ? is_printable(rune) : !ascii && is_printable(rune)) {
        out += encode_rune(rune);
    } else if (rune < 0x80) {
        out += hex("\\x", rune, 2);
    } else {
        out += rune < 0x10000 ? hex("\\u", rune, 4) : hex("\\U", rune, 8);
    }
}

int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    const char lower = static_cast<char>(digit | 0x20);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

tl::unexpected<Error> invalid_syntax() {
    return fail(Code::kInvalid, "invalid syntax");
}

// Takes `count` digits of `base` off `text`.
Result<std::uint32_t> take_code(std::string_view& text, std::size_t count, int base) {
    if (text.size() < count) {
        return invalid_syntax();
    }
    std::uint32_t code = 0;
    for (const char digit : text.substr(0, count)) {
        const int value = digit_value(digit);
        if (value >= base) {
            return invalid_syntax();
        }
        code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(value);
    }
    text.remove_prefix(count);
    return code;
}

// Appends what an escape, without its backslash, stands for.
Status take_escape(std::string_view& text, char delimiter, std::string& out) {
    if (text.empty()) {
        return invalid_syntax();
    }
    const char letter = text.front();
    for (const Escape& escape : kEscapes) {
        if (letter == escape.letter) {
            text.remove_prefix(1);
            out += escape.meaning;
            return {};
        }
    }
    if (letter == delimiter) {
        text.remove_prefix(1);
        out += delimiter;
        return {};
    }
    const bool octal = letter >= '0' && letter <= '7';
    if (octal || letter == 'x') {
        text.remove_prefix(octal ? 0 : 1);
        TRY_ASSIGN(const std::uint32_t byte, take_code(text, octal ? 3 : 2, octal ? 8 : 16));
        if (byte > 0xff) {
            return invalid_syntax();
        }
        out += static_cast<char>(byte);
        return {};
    }
    if (letter == 'u' || letter == 'U') {
        text.remove_prefix(1);
        TRY_ASSIGN(const std::uint32_t code, take_code(text, letter == 'u' ? 4 : 8, 16));
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            return invalid_syntax();
        }
        out += encode_rune(code);
        return {};
    }
    return invalid_syntax();
}

// The same of what may be an escape or not.
Status take_character(std::string_view& text, char delimiter, std::string& out) {
    const char c = text.front();
    if (c == '\n' || c == delimiter) {
        return invalid_syntax();
    }
    text.remove_prefix(1);
    if (c == '\\') {
        return take_escape(text, delimiter, out);
    }
    out += c;
    return {};
}

// "1_000" -> "1000" where each _ stands between digits, or after a prefix.
std::optional<std::string> without_underscores(std::string_view digits, bool after_prefix) {
    std::string plain;
    bool digit_before = after_prefix;
    for (const char c : digits) {
        if (c == '_' && !digit_before) {
            return std::nullopt;
        }
        digit_before = c != '_';
        if (digit_before) {
            plain += c;
        }
    }
    return digit_before ? std::optional(plain) : std::nullopt;
}

// Takes the prefix that says the base off `digits`.
int take_base(std::string_view& digits) {
    if (digits.size() < 2 || digits.front() != '0') {
        return 10;
    }
    const char letter = static_cast<char>(digits[1] | 0x20);
    const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    digits.remove_prefix(base == 0 ? 1 : 2);
    return base == 0 ? 8 : base;
}

}  // namespace

std::string quote(std::string_view text, bool ascii) {
    std::string quoted = "\"";
    while (!text.empty()) {
        const manifest::Rune rune = manifest::first_rune(text);
        if (rune.valid) {
            append_quoted(quoted, rune.code, '"', ascii);
        } else {
            quoted += hex("\\x", static_cast<unsigned char>(text.front()), 2);
        }
        text.remove_prefix(rune.size);
    }
    return quoted + '"';
}

std::string quote_rune(std::int64_t rune, bool ascii) {
    const std::string encoded = encode_rune(rune);
    std::string quoted = "'";
    append_quoted(quoted, manifest::first_rune(encoded).code, '\'', ascii);
    return quoted + "'";
}

Result<std::string> unquote(std::string_view literal) {
    if (literal.size() < 2 || literal.front() != literal.back()) {
        return invalid_syntax();
    }
    const char delimiter = literal.front();
    std::string_view text = literal.substr(1, literal.size() - 2);
    std::string out;
    if (delimiter == '`') {
        std::ranges::remove_copy(text, std::back_inserter(out), '\r');
        return out;
    }
    while (!text.empty()) {
        TRY(take_character(text, delimiter, out));
    }
    return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text, int base) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    std::string digits(text);
    if (base == 0) {
        const std::size_t before = text.size();
        base = take_base(text);
        auto plain = without_underscores(text, text.size() != before);
        if (!plain) {
            return std::nullopt;
        }
        digits = *std::move(plain);
    }
    std::uint64_t magnitude = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
    const std::uint64_t bound = std::uint64_t{1} << 63U;
    if (error != std::errc() || end != digits.data() + digits.size() ||
        magnitude > (negative ? bound : bound - 1)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
}

std::optional<double> parse_float(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
    if (is_hex) {
        text.remove_prefix(2);
        if (text.find_first_of("pP") == std::string_view::npos) {
            return std::nullopt;
        }
    }
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number,
                        is_hex ? std::chars_format::hex : std::chars_format::general);
    if (error != std::errc() || end != text.data() + text.size() || text.starts_with('-') ||
        text.find('(') != std::string_view::npos) {
        return std::nullopt;
    }
    return negative ? -number : number;
}

Result<NumberForms> parse_number(std::string_view literal) {
    NumberForms forms;
    if (literal.starts_with('\'')) {
        const auto text = unquote(literal);
        const std::u32string runes = text ? runes_of(*text) : std::u32string();
        if (runes.size() != 1) {
            return fail(Code::kInvalid, "malformed character constant: " + std::string(literal));
        }
        forms = {.is_integer = true,
                 .is_float = true,
                 .integer = runes.front(),
                 .number = static_cast<double>(runes.front())};
        return forms;
    }
    if (literal.ends_with('i')) {
        return fail(Code::kInvalid, "complex numbers are not supported: " + std::string(literal));
    }
    const bool looks_like_float = literal.find_first_of(".pP") != std::string_view::npos ||
                                  (!literal.starts_with("0x") && !literal.starts_with("0X") &&
                                   literal.find_first_of("eE") != std::string_view::npos);
    if (const auto integer = parse_integer(literal, 0); integer) {
        return NumberForms{.is_integer = true,
                           .is_float = true,
                           .integer = *integer,
                           .number = static_cast<double>(*integer)};
    }
    const auto number = parse_float(literal);
    if (!number) {
        return fail(Code::kInvalid, "illegal number syntax: " + quote(literal));
    }
    if (!looks_like_float) {
        return fail(Code::kInvalid, "integer overflow: " + quote(literal));
    }
    forms = {.is_float = true, .float_is_meant = true, .number = *number};
    if (std::abs(*number) < 9.2e18 && std::trunc(*number) == *number) {
        forms.is_integer = true;
        forms.integer = static_cast<std::int64_t>(*number);
    }
    return forms;
}

}  // namespace sealer::tmpl
