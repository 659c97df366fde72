// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/utf8.h"

#include <array>

namespace sealer::manifest {

Rune first_rune(std::string_view text) {
    constexpr char32_t kReplacement = 0xFFFD;
    constexpr Rune kBroken{.code = kReplacement, .size = 1, .valid = false};
    // Below these a sequence of that many bytes is overlong.
    constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};

    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return {.code = lead, .size = 1, .valid = true};
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC0 || lead > 0xF4 || text.size() < size) {
        return kBroken;
    }
    char32_t code = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return kBroken;
        }
        code = code << 6 | (byte(i) & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < kLeast.at(size) || code > 0x10FFFF || surrogate) {
        return kBroken;
    }
    return {.code = code, .size = size, .valid = true};
}

std::string valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Rune rune = first_rune(text);
        out += rune.valid ? text.substr(0, rune.size) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(rune.size);
    }
    return out;
}

}  // namespace sealer::manifest
