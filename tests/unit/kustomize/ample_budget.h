// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "common/render/budget.h"

namespace sealer::kustomize {

// For tests that are about something else than limits.
inline render::Budget& ample_budget() {
    static render::Budget budget({.max_time = std::chrono::hours(1)});
    return budget;
}

}  // namespace sealer::kustomize
