// SPDX-License-Identifier: Apache-2.0
// What differs between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::git {

// The hunks of a unified diff, three lines of context around each, without the lines that name
// files; empty for texts that are the same. Texts of at most 1 GiB.
[[nodiscard]] Result<std::string> line_diff(std::string_view before, std::string_view after);

}  // namespace sealer::git
