// SPDX-License-Identifier: Apache-2.0
// Amounts such as "500m", "1.5Gi" and "1e3".
// Source: k8s.io/apimachinery, "resource.Quantity".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sealer::manifest {

// As the API server writes it back: no fraction, the largest suffix of the same family ("0.5" is
// "500m", "1024Mi" is "1Gi"); finer than nano is rounded up. Nothing for what is no quantity or
// beyond 10^19.
[[nodiscard]] std::optional<std::string> canonical_quantity(std::string_view text);

}  // namespace sealer::manifest
