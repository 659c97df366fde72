// SPDX-License-Identifier: Apache-2.0
// Where yaml-cpp reads scalars wrong.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::manifest {

// `text` as it should have been read. `source` begins with the scalar, in quotes or a block scalar.
// kInvalid for quotes that are not closed, which yaml-cpp can miss.
[[nodiscard]] Result<std::string> repair_scalar(std::string_view source, const std::string& text);

// Whether the double-quoted scalar that `source` begins with has "\/" in it.
[[nodiscard]] bool holds_slash_escape(std::string_view source);

}  // namespace sealer::manifest
