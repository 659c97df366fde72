// SPDX-License-Identifier: Apache-2.0
// What is done once, when all has been gathered and transformed.
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// Hashes, references, variables, order, and what `buildMetadata` asks for. `top` is the layer of
// the kustomization that was asked for; `last` and `next` are null where nothing is remembered.
[[nodiscard]] Status finish(Layer& top, const FinishMemory* last, FinishMemory* next);

// Whether the kustomization's `buildMetadata` names the option.
[[nodiscard]] bool asks_for(const Kustomization& file, std::string_view option);

}  // namespace sealer::kustomize
