// SPDX-License-Identifier: Apache-2.0
// What kustomize cannot write: it turns objects into JSON and reads that as YAML 1.1, which refuses
// some characters that JSON does not escape, and line breaks in keys.
// Source: YAML 1.1, 5.1 (printable characters); go-yaml's reader.
#pragma once

#include <string_view>

#include "common/manifest/value.h"

namespace sealer::manifest {

inline constexpr std::string_view kControlCharacters = "control characters are not allowed";

// Whether the text may stand in JSON that a reader of YAML 1.1 takes.
[[nodiscard]] bool fits_json_in_yaml(std::string_view text, bool is_key);

// The same for all texts and keys within `value`.
[[nodiscard]] bool fits_json_in_yaml(const Value& value);

}  // namespace sealer::manifest
