// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_style.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdint>
#include <cwctype>

#include <locale.h>

#include "common/base/text.h"
#include "common/manifest/utf8.h"
#include "common/manifest/yaml_scalar.h"

namespace sealer::manifest {

namespace {

// Beyond ASCII by glibc's tables; without them every code point is one.
bool is_letter(char32_t code) {
    static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (code < 0x80) {
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    }
    return kLocale == nullptr || iswalpha_l(static_cast<wint_t>(code), kLocale) != 0;
}

// The code point that the byte at `at` belongs to, which differs from another text's there.
char32_t rune_around(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) {
        --at;
    }
    return first_rune(text.substr(at)).code;
}

bool is_blank_at(std::string_view text, std::size_t at) {
    return at >= text.size() || text[at] == ' ' || text[at] == '\t' || text[at] == '\n';
}

bool starts_as_indicator(std::string_view text) {
    if (text.starts_with("---") || text.starts_with("...")) {
        return true;
    }
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text[0]) != std::string_view::npos) {
        return true;
    }
    return std::string_view("?:-").find(text[0]) != std::string_view::npos && is_blank_at(text, 1);
}

// ": " and " #", which end a plain scalar.
bool holds_indicator(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if ((text[i] == ':' && is_blank_at(text, i + 1)) ||
            (text[i] == '#' && is_blank_at(text, i - 1))) {
            return true;
        }
    }
    return false;
}

bool holds_escape(std::string_view text) {
    const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };  // as most are
    while (true) {
        const auto* const at = std::ranges::find_if_not(text, is_plain);
        text.remove_prefix(static_cast<std::size_t>(at - text.begin()));
        if (text.empty()) {
            return false;
        }
        const Rune rune = first_rune(text);
        if (rune.code != '\n' && needs_escape(rune.code)) {
            return true;
        }
        text.remove_prefix(rune.size);
    }
}

// A run of digits as go-yaml takes its value: modulo 2^64, and signed.
std::int64_t run_value(std::string_view digits, bool continues_number) {
    std::uint64_t value = continues_number ? 1 : 0;
    for (const char c : digits) {
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return static_cast<std::int64_t>(value);
}

std::string_view leading_digits(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

// Whether the digits before `at` make a number, so that a zero there is no leading one.
bool ends_in_number(std::string_view text, std::size_t at) {
    while (at > 0 && is_digit(text[at - 1])) {
        if (text[--at] != '0') {
            return true;
        }
    }
    return false;
}

}  // namespace

// Beyond go-yaml: NEL, LS and PS, which it takes for line breaks and YAML 1.2 does not, are always
// escaped.
bool needs_escape(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0xFEFF || code == 0xFFFE || code == 0xFFFF || code > 0xFFFF;
}

bool holds_break(std::string_view text) {
    constexpr std::array<std::string_view, 3> kWide = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    return text.find_first_of("\n\r") != std::string_view::npos ||
           std::ranges::any_of(kWide, [text](std::string_view w) {
               return text.find(w) != std::string_view::npos;
           });
}

ScalarForm choose_form(std::string_view text, bool is_simple_key) {
    // go-yaml leaves the key << plain, which makes a merge of it.
    if (plain_means_other(text) || (is_simple_key && text == "<<")) {
        const bool is_multiline = text.find('\n') != std::string_view::npos;
        return {.style = ScalarStyle::kDoubleQuoted, .is_multiline = is_multiline};
    }
    ScalarForm form;
    form.is_multiline = text.find('\n') != std::string_view::npos;
    const bool space_before_break = text.find(" \n") != std::string_view::npos;
    if (holds_escape(text) || space_before_break) {
        form.style = ScalarStyle::kDoubleQuoted;
    } else if (form.is_multiline) {
        form.style = text.ends_with(' ') || is_simple_key ? ScalarStyle::kDoubleQuoted
                                                          : ScalarStyle::kLiteral;
    } else if (starts_as_indicator(text) || holds_indicator(text) || text.starts_with(' ') ||
               text.ends_with(' ')) {
        form.style = ScalarStyle::kSingleQuoted;
    }
    return form;
}

bool key_less(std::string_view a, std::string_view b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_a == a.end() || in_b == b.end()) {
        return a.size() < b.size();
    }
    const auto at = static_cast<std::size_t>(in_a - a.begin());
    const char32_t rune_a = rune_around(a, at);
    const char32_t rune_b = rune_around(b, at);
    if (is_letter(rune_a) || is_letter(rune_b)) {
        const bool both = is_letter(rune_a) && is_letter(rune_b);
        return both ? rune_a < rune_b : is_letter(rune_b);
    }
    const bool continues_number = (*in_a == '0' || *in_b == '0') && ends_in_number(a, at);
    const std::string_view run_a = leading_digits(a.substr(at));
    const std::string_view run_b = leading_digits(b.substr(at));
    const std::int64_t value_a = run_value(run_a, continues_number);
    const std::int64_t value_b = run_value(run_b, continues_number);
    if (value_a != value_b) {
        return value_a < value_b;
    }
    return run_a.size() != run_b.size() ? run_a.size() < run_b.size() : rune_a < rune_b;
}

}  // namespace sealer::manifest
