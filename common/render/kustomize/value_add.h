// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/result.h"
#include "common/render/kustomize/decoder.h"
#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// The ValueAddTransformer plug-in: puts one text into fields of the resources it selects, whole or
// as a step of the path that stands there.
[[nodiscard]] Status run_value_add(Layer& layer, Decoder& config);

}  // namespace sealer::kustomize
