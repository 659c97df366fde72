// SPDX-License-Identifier: Apache-2.0
// Small text functions that the standard library of C++20 lacks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sealer {

// The pieces between separators; "" gives one empty piece, as strings.Split in Go.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// The pieces without white space at their ends, each once and none that is empty, in their order.
[[nodiscard]] std::vector<std::string_view> list_entries(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
// Of ASCII.
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(std::string_view bytes);
// %XX for all but RFC 3986's unreserved characters: for one path segment or query value.
[[nodiscard]] std::string percent_encode(std::string_view text);
// Undoes percent_encode; a malformed escape is kept as it stands. `plus_is_space` for query
// strings.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space = false);
// Levenshtein's: how many bytes must be changed, added or removed to make one the other. Takes time
// by the product of the two lengths.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms).
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace sealer
