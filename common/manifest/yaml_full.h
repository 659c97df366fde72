// SPDX-License-Identifier: Apache-2.0
// All of YAML: yaml-cpp's event parser in front of YamlBuilder.
#pragma once

#include <string_view>
#include <vector>

#include "common/manifest/yaml.h"

namespace sealer::manifest {

// As parse_yaml, for valid UTF-8 without control characters and byte order mark. What yaml-cpp lets
// pass and YAML does not is refused here.
[[nodiscard]] Result<std::vector<Document>> parse_full_yaml(std::string_view text,
                                                            const YamlOptions& options);

}  // namespace sealer::manifest
