// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/render/kustomize/transformer_config.h"

namespace sealer::kustomize {

// What TransformerConfig::builtin() is made from: rows in the order of kustomize's own table.
[[nodiscard]] TransformerConfig default_config();

}  // namespace sealer::kustomize
