// SPDX-License-Identifier: Apache-2.0
// The parts of an image's name.
// Source of the rules: kustomize's image package.
#pragma once

#include <string>
#include <string_view>

namespace sealer::kustomize {

struct ImageReference {
    std::string name;
    std::string tag;     // empty: none
    std::string digest;  // "sha256:…"; empty: none
};

// The tag begins at the first colon behind the first slash; the digest at the "@".
[[nodiscard]] ImageReference split_image(std::string_view image);

}  // namespace sealer::kustomize
