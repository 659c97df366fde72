// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "common/manifest/value.h"

namespace sealer::standalone {

// What a printer column's JSONPath finds: ".spec.a", "['a.b']", "[0]", "[*]",
// "[?(@.type==\"Ready\")]", with `\.` for a dot within a key. A path that is not understood finds
// nothing. The results point into `root`.
[[nodiscard]] std::vector<const manifest::Value*> find_json_path(const manifest::Value& root,
                                                                 std::string_view path);

}  // namespace sealer::standalone
