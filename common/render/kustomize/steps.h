// SPDX-License-Identifier: Apache-2.0
// What a kustomization does to its resources, step by step.
#pragma once

#include "common/base/result.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// The entries of configMapGenerator, then those of secretGenerator.
[[nodiscard]] Status run_generators(Layer& layer);

// The fields that change resources, in kustomize's order (the table in steps.cpp), all but the
// plug-ins of `transformers`.
[[nodiscard]] Status run_transformers(Layer& layer);

// The parts of it that plug-in configurations use too: texts read from where an entry says.
[[nodiscard]] Status run_patch(Layer& layer, const Patch& patch, const std::string& where);
[[nodiscard]] Status run_json6902_patch(Layer& layer, const Patch& patch, const std::string& where);
// Each entry is a path or the text itself.
[[nodiscard]] Status run_merge_patches(Layer& layer, const std::vector<std::string>& entries,
                                       const std::string& where);
[[nodiscard]] Status run_replacement(Layer& layer, const Replacement& replacement,
                                     const std::string& where);

}  // namespace sealer::kustomize
