// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_forecast.h"

namespace sealer::cli {

// What an Application's spec ignores, and `config`, the ConfigMap argocd-cm (null: there is none),
// for all of them. kInvalid for rules that the controller refuses, too. Pure.
[[nodiscard]] Result<Tolerance> tolerance_of(const manifest::Value& application,
                                             const manifest::Value& config);

}  // namespace sealer::cli
