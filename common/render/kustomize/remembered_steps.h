// SPDX-License-Identifier: Apache-2.0
// The steps of a kustomization, taken only for what has changed since the last render.
#pragma once

#include "common/base/result.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// Whether what `resources` brought is called as it was, so that ids are known not to come twice.
[[nodiscard]] bool is_gathered_as_before(const Layer& layer);

// run_generators and run_transformers, if need be.
[[nodiscard]] Status generate_changed(Layer& layer);
[[nodiscard]] Status transform_changed(Layer& layer);

// The one of the build's configurations that is equal to `config`.
[[nodiscard]] ConfigPtr shared_config(Build& build, const TransformerConfig& config);

}  // namespace sealer::kustomize
