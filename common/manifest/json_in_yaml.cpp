// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_in_yaml.h"

#include <algorithm>

#include "common/manifest/utf8.h"

namespace sealer::manifest {

bool fits_json_in_yaml(std::string_view text, bool is_key) {
    constexpr char32_t kNextLine = 0x85;
    const auto is_harmless = [](char c) { return c >= 0 && c < 0x7F; };
    const auto rest = std::ranges::find_if_not(text, is_harmless);
    text.remove_prefix(static_cast<std::size_t>(rest - text.begin()));
    while (!text.empty()) {
        const char32_t code = first_rune(text).code;
        const bool is_control = code >= 0x7F && code < 0xA0 && code != kNextLine;
        if (is_control || code == 0xFFFE || code == 0xFFFF || (is_key && code == kNextLine)) {
            return false;
        }
        text.remove_prefix(first_rune(text).size);
    }
    return true;
}

bool fits_json_in_yaml(const Value& value) {
    if (value.is_string()) {
        return fits_json_in_yaml(value.as_string(), false);
    }
    return std::ranges::all_of(elements(&value),
                               [](const Value& element) { return fits_json_in_yaml(element); }) &&
           std::ranges::all_of(members(&value), [](const Member& member) {
               return fits_json_in_yaml(member.key, true) && fits_json_in_yaml(member.value);
           });
}

}  // namespace sealer::manifest
