// SPDX-License-Identifier: Apache-2.0
// How a string must be written in YAML, and in which order keys stand: as go-yaml 2 decides.
#pragma once

#include <string_view>

namespace sealer::manifest {

enum class ScalarStyle { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

struct ScalarForm {
    ScalarStyle style = ScalarStyle::kPlain;
    bool is_multiline = false;  // holds line breaks, whatever the style
};

// For valid UTF-8. `is_simple_key`: the text stands before a ':' on one line.
[[nodiscard]] ScalarForm choose_form(std::string_view text, bool is_simple_key);

// Whether a double-quoted scalar needs an escape for the code point (the quote and the backslash
// aside).
[[nodiscard]] bool needs_escape(char32_t code);

// Whether go-yaml sees a line break in the text: YAML 1.1 has more of them.
[[nodiscard]] bool holds_break(std::string_view text);

// The order of go-yaml's output: runs of digits by their value ("a2" before "a10"), other signs
// before letters.
[[nodiscard]] bool key_less(std::string_view a, std::string_view b);

}  // namespace sealer::manifest
