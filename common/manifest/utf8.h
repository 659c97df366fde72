// SPDX-License-Identifier: Apache-2.0
// UTF-8 read one code point at a time, for the writers of this folder.
#pragma once

#include <cstddef>
#include <string_view>

namespace sealer::manifest {

struct Rune {
    char32_t code = 0;
    std::size_t size = 0;  // bytes; 1 for a byte that is no UTF-8
    bool valid = false;
};

// The first code point of `text`, which is not empty.
[[nodiscard]] Rune first_rune(std::string_view text);

}  // namespace sealer::manifest
