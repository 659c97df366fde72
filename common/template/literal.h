// SPDX-License-Identifier: Apache-2.0
// Go's spelling of strings and numbers, both ways (https://go.dev/ref/spec#Lexical_elements,
// package strconv).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/template/node.h"

namespace sealer::tmpl {

// `text` in double quotes, as Go's %q; `ascii` escapes all else, as %+q.
[[nodiscard]] std::string quote(std::string_view text, bool ascii = false);
// In single quotes: a character constant, as %q of an integer.
[[nodiscard]] std::string quote_rune(std::int64_t rune, bool ascii = false);
// What "…", `…` or '…' stands for; kInvalid "invalid syntax".
[[nodiscard]] Result<std::string> unquote(std::string_view literal);

// strconv.ParseInt: base 0 goes by the prefix (0x, 0o, 0b, 0) and allows digits to be parted by _.
// Nothing where the text is no number, or none that int64 holds.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text, int base);
// strconv.ParseFloat, likewise.
[[nodiscard]] std::optional<double> parse_float(std::string_view text);
// A number or a character constant of a template; kInvalid in Go's words.
[[nodiscard]] Result<NumberForms> parse_number(std::string_view literal);

// UTF-8 of a code point; of U+FFFD for what is none.
[[nodiscard]] std::string encode_rune(std::int64_t rune);

// Unicode's classes, for one code point.
[[nodiscard]] bool is_letter(char32_t rune);
[[nodiscard]] bool is_digit(char32_t rune);
[[nodiscard]] bool is_space(char32_t rune);
[[nodiscard]] bool is_upper(char32_t rune);
[[nodiscard]] bool is_lower(char32_t rune);
[[nodiscard]] bool is_printable(char32_t rune);
[[nodiscard]] char32_t to_upper(char32_t rune);
[[nodiscard]] char32_t to_lower(char32_t rune);
// Every code point of `text` by itself; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::u32string runes_of(std::string_view text);
[[nodiscard]] std::string text_of(std::u32string_view runes);

}  // namespace sealer::tmpl
