// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/limits.h"

namespace sealer::render {

// Adds to `total` about what an object takes as YAML: lines of a text are indented, so that deep in
// an object little text becomes much. kInvalid beyond the limit on memory.
[[nodiscard]] Status add_text_size(const manifest::Value& object, const Limits& limits,
                                   std::size_t& total);

}  // namespace sealer::render
