// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sealer {

// The CustomResourceDefinitions of crds/, as YAML documents: standalone mode installs them by
// itself.
[[nodiscard]] std::string_view embedded_crds();

}  // namespace sealer
