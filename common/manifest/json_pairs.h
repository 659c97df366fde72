// SPDX-License-Identifier: Apache-2.0
// Characters beyond 16 bits in JSON, which YAML spells otherwise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sealer::manifest {

// `text`, if it is one JSON document, with YAML's escape ("\U0001f600") for each of JSON's pairs of
// surrogates ("\ud83d\ude00"). Unset for a text that has none, and for one that is no JSON: outside
// of JSON's strings the same letters are no escape.
// Sources: RFC 8259, 7; YAML 1.2, 5.7.
[[nodiscard]] std::optional<std::string> with_yaml_escapes(std::string_view text);

}  // namespace sealer::manifest
