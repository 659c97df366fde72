// SPDX-License-Identifier: Apache-2.0
// SealedSecrets that a kustomization moves away from what they were sealed for.
// Source: Sealed Secrets' scopes.
#pragma once

#include <string>
#include <vector>

#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

// A warning for each SealedSecret whose name or namespace is not the one in its file while its
// scope binds it to that: no controller will be able to open it.
[[nodiscard]] std::vector<std::string> warn_of_moved_sealed_secrets(const Resources& resources);

}  // namespace sealer::kustomize
