// SPDX-License-Identifier: Apache-2.0
// A kustomization's resources: its bases, files, generators and components, transformed.
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// The place that an entry of a kustomization at `from` means.
[[nodiscard]] Result<Place> open(Build& build, const Place& from, const std::string& entry);

// Reads the kustomization of a place, unless it is what `known` (may be null) holds.
[[nodiscard]] Status load(Build& build, const Place& place, const LayerMemory* known,
                          LayerMemory& into);

// `openapi`: the whole render's types change with it. The first one counts, the top's before all.
[[nodiscard]] Status load_schemas(Layer& layer);

// Gathers in the layer's accumulator what its kustomization describes, all but what is done once
// for the whole render (finish.h).
[[nodiscard]] Status accumulate(Layer& layer);

}  // namespace sealer::kustomize
