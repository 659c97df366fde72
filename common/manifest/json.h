// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) in and out, in the dialect of Kubernetes' clients and servers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

constexpr std::size_t kMaxDepth = 500;

// One JSON document of at most 64 MiB, nested at most kMaxDepth deep; of a duplicate key the last
// value counts, as in Go. kInvalid with the byte offset otherwise; the message quotes nothing of
// the text.
[[nodiscard]] Result<Value> parse_json(std::string_view text);

struct JsonStyle {
    int indent = 0;  // spaces a level; 0 writes one line without blanks
    bool sort_keys = false;
    bool escape_html = false;  // < > & as \u003c…, as Go's encoding/json does by default
    bool signed_zero = true;   // -0.0 as "-0", as Go does
};

// Numbers as Go's encoding/json prints them (1e+21, 0.1, 5); U+2028 and U+2029 escaped; invalid
// UTF-8 replaced.
[[nodiscard]] std::string write_json(const Value& value, JsonStyle style = {});

// Same value, same text: sorted keys, no blanks. What digests are made of.
[[nodiscard]] inline std::string canonical_json(const Value& value) {
    return write_json(value, JsonStyle{.sort_keys = true, .signed_zero = false});
}

}  // namespace sealer::manifest
