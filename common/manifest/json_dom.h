// SPDX-License-Identifier: Apache-2.0
// What the readers of JSON in this folder share: simdjson's tree of a text, without simdjson's
// header.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace simdjson::dom {
class element;
class parser;
}  // namespace simdjson::dom

namespace sealer::manifest {

constexpr std::size_t kMaxJsonBytes = std::size_t{64} << 20;

// The bytes after a text that simdjson may read.
constexpr std::size_t kJsonPadding = 64;

// The root of `text`, which kJsonPadding readable bytes follow; it lives in `parser`. Integers
// beyond 64 bits are floats, as in Go. Errors as parse_json.
[[nodiscard]] Result<simdjson::dom::element> parse_dom(simdjson::dom::parser& parser,
                                                       std::string_view text);

// Wipes `parser`'s copies of the strings of the text that it last parsed.
void wipe_strings(simdjson::dom::parser& parser);

[[nodiscard]] Value to_value(const simdjson::dom::element& element);

}  // namespace sealer::manifest
