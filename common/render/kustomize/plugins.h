// SPDX-License-Identifier: Apache-2.0
// Built-in generators and transformers that are configured by objects of their own, in
// `generators`, `transformers` and `validators`. Source: kustomize's builtin plug-ins.
#pragma once

#include "common/base/result.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// Adds what the object describes to the layer's resources. kInvalid for an unknown kind, and for
// what is not built in: nothing is ever executed.
[[nodiscard]] Status run_generator_plugin(Layer& layer, const Resource& config);

// Changes the layer's resources as the object describes. kInvalid likewise.
[[nodiscard]] Status run_transformer_plugin(Layer& layer, const Resource& config);

}  // namespace sealer::kustomize
