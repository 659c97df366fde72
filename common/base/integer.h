// SPDX-License-Identifier: Apache-2.0
// Integers in texts.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace sealer {

// What all of `text` says in decimal digits, '-' before them if need be. Unset for anything else,
// and for what an Integer cannot hold.
template <std::integral Integer>
[[nodiscard]] std::optional<Integer> parse_integer(std::string_view text) {
    Integer value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

}  // namespace sealer
