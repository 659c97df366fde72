// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/value.h"
#include "controller/app/health.h"

namespace sealer::app {

// The health of a Pod: one that should run for good is judged by its containers, one that should
// end by its phase.
[[nodiscard]] Health pod_health(const manifest::Value& live);

}  // namespace sealer::app
