// SPDX-License-Identifier: Apache-2.0
// A short way for the block style that manifests are written in: many times as fast as a parser
// that knows all of YAML.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/manifest/yaml.h"

namespace sealer::manifest {

// The same documents that the whole parser would find; nothing where the text is wrong or has
// anything but block mappings and sequences, scalars and flow collections on one line, and literal
// block scalars: then it is the whole parser's to read, or to refuse. `text` is valid UTF-8 without
// control characters.
[[nodiscard]] std::optional<std::vector<Document>> parse_block_yaml(std::string_view text,
                                                                    const YamlOptions& options);

}  // namespace sealer::manifest
