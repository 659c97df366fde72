// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_pairs.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdio>

#include "common/manifest/json.h"

namespace sealer::manifest {
namespace {

constexpr std::size_t kEscape = 6;  // "\ud83d"

// The 16 bits that `text` begins with the escape of; 0 for none.
unsigned unit_at(std::string_view text) {
    unsigned unit = 0;
    if (text.starts_with("\\u") && text.size() >= kEscape) {
        std::from_chars(text.data() + 2, text.data() + kEscape, unit, 16);
    }
    return unit;
}

std::string yaml_escape(unsigned high, unsigned low) {
    std::array<char, 11> escape{};
    const int size = std::snprintf(escape.data(), escape.size(), "\\U%08x",
                                   0x10000U + ((high - 0xD800U) << 10U) + (low - 0xDC00U));
    return {escape.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<std::string> with_yaml_escapes(std::string_view text) {
    const bool may_have_pairs =
        text.find("\\ud") != std::string_view::npos || text.find("\\uD") != std::string_view::npos;
    if (!may_have_pairs || !parse_json(text)) {
        return std::nullopt;
    }
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const unsigned high = unit_at(text);
        const bool is_pair = high >= 0xD800 && high < 0xDC00;  // else it would be no JSON
        const std::size_t size = is_pair ? 2 * kEscape : text[0] == '\\' ? 2 : 1;
        if (is_pair) {
            result += yaml_escape(high, unit_at(text.substr(kEscape)));
        } else {
            result += text.substr(0, size);
        }
        text.remove_prefix(size);
    }
    return result;
}

}  // namespace sealer::manifest
