// SPDX-License-Identifier: Apache-2.0
// From the text of a file to resources.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/render/budget.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

// The objects in a YAML or JSON text, Lists expanded, each with `file` and its line. Each has a
// kind and a name. kInvalid names the file, the line and what is wrong.
[[nodiscard]] Result<Resources> parse_resources(std::string_view text, const std::string& file,
                                                render::Budget& budget);

}  // namespace sealer::kustomize
