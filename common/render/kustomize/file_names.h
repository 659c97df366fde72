// SPDX-License-Identifier: Apache-2.0
// What a kustomization's file is called (source: kustomize's konfig package).
#pragma once

#include <array>
#include <string_view>

namespace sealer::kustomize {

// In the order in which they are looked for; a directory has at most one.
inline constexpr std::array<std::string_view, 3> kFileNames{"kustomization.yaml",
                                                            "kustomization.yml", "Kustomization"};

}  // namespace sealer::kustomize
