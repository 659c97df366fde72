// SPDX-License-Identifier: Apache-2.0
// UTF-8 read one code point at a time, for readers and writers of text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sealer::manifest {

// What a text may begin with that is not part of it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Rune {
    char32_t code = 0;
    std::size_t size = 0;  // bytes; 1 for a byte that is no UTF-8
    bool valid = false;
};

// The first code point of `text`, which is not empty.
[[nodiscard]] Rune first_rune(std::string_view text);

// `text` with U+FFFD in place of each byte that is no UTF-8, as Go writes strings.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace sealer::manifest
