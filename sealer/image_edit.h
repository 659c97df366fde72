// SPDX-License-Identifier: Apache-2.0
// The `images` of a kustomization.yaml, changed in place.
// Source of the rules: kustomize's `edit set image` (reference: image-updater.md 11).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/render/kustomize/kustomization.h"

namespace sealer::cli {

// The kustomization with these rules (see kustomize::parse_image), all else as it was, byte for
// byte. Entries of that name say just this afterwards, where "*" keeps what they said; new entries
// are last, in the order given; of several rules for one name the last counts. kInvalid.
[[nodiscard]] Result<std::string> set_images(std::string_view kustomization,
                                             const std::vector<kustomize::ImageRule>& settings);

}  // namespace sealer::cli
