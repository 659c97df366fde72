// SPDX-License-Identifier: Apache-2.0
#include <clocale>
#include <cwctype>

#include <locale.h>

#include "common/manifest/utf8.h"
#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

// glibc's tables of Unicode, whatever the process's own locale; null where the system lacks them,
// and then ASCII alone has classes.
locale_t unicode() {
    static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return kLocale;
}

bool is_ascii(char32_t rune) {
    return rune < 0x80;
}

template <class Classify>
bool has_class(char32_t rune, Classify classify) {
    return unicode() != nullptr && classify(static_cast<wint_t>(rune), unicode()) != 0;
}

}  // namespace

bool is_digit(char32_t rune) {
    return rune >= U'0' && rune <= U'9';
}

bool is_letter(char32_t rune) {
    if (is_ascii(rune)) {
        return (rune >= U'a' && rune <= U'z') || (rune >= U'A' && rune <= U'Z');
    }
    return has_class(rune, iswalpha_l);
}

bool is_space(char32_t rune) {
    constexpr std::u32string_view kWide = U"\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000";
    return rune == U' ' || (rune >= U'\t' && rune <= U'\r') || (rune >= 0x2000 && rune <= 0x200a) ||
           kWide.find(rune) != std::u32string_view::npos;
}

bool is_upper(char32_t rune) {
    return is_ascii(rune) ? rune >= U'A' && rune <= U'Z' : has_class(rune, iswupper_l);
}

bool is_lower(char32_t rune) {
    return is_ascii(rune) ? rune >= U'a' && rune <= U'z' : has_class(rune, iswlower_l);
}

bool is_printable(char32_t rune) {
    if (is_ascii(rune)) {
        return rune >= 0x20 && rune < 0x7f;
    }
    const bool formats = rune == 0xad || (rune >= 0x200b && rune <= 0x200f) ||
                         (rune >= 0x202a && rune <= 0x202e) || (rune >= 0x2060 && rune <= 0x206f) ||
                         rune == 0xfeff;
    return !is_space(rune) && !formats && has_class(rune, iswprint_l);
}

char32_t to_upper(char32_t rune) {
    if (is_ascii(rune)) {
        return is_lower(rune) ? rune - 32 : rune;
    }
    return unicode() == nullptr ? rune : towupper_l(static_cast<wint_t>(rune), unicode());
}

char32_t to_lower(char32_t rune) {
    if (is_ascii(rune)) {
        return is_upper(rune) ? rune + 32 : rune;
    }
    return unicode() == nullptr ? rune : towlower_l(static_cast<wint_t>(rune), unicode());
}

std::u32string runes_of(std::string_view text) {
    std::u32string runes;
    runes.reserve(text.size());
    while (!text.empty()) {
        const manifest::Rune rune = manifest::first_rune(text);
        runes.push_back(rune.valid ? rune.code : U'\ufffd');
        text.remove_prefix(rune.size);
    }
    return runes;
}

std::string text_of(std::u32string_view runes) {
    std::string text;
    text.reserve(runes.size());
    for (const char32_t rune : runes) {
        text += encode_rune(rune);
    }
    return text;
}

std::string encode_rune(std::int64_t rune) {
    const bool surrogate = rune >= 0xd800 && rune < 0xe000;
    const auto code =
        rune < 0 || rune > 0x10ffff || surrogate ? 0xfffdU : static_cast<std::uint32_t>(rune);
    const auto tail = [code](unsigned shift) {
        return static_cast<char>(0x80U | ((code >> shift) & 0x3fU));
    };
    if (code < 0x80) {
        return {static_cast<char>(code)};
    }
    if (code < 0x800) {
        return {static_cast<char>(0xc0U | (code >> 6U)), tail(0)};
    }
    if (code < 0x10000) {
        return {static_cast<char>(0xe0U | (code >> 12U)), tail(6), tail(0)};
    }
    return {static_cast<char>(0xf0U | (code >> 18U)), tail(12), tail(6), tail(0)};
}

}  // namespace sealer::tmpl
