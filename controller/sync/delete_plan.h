// SPDX-License-Identifier: Apache-2.0
// What the deletion of an Application does next about its hooks. Pure: all that is remembered is
// in the hooks themselves, so that any process can go on.
// Source: Argo CD's documented PreDelete and PostDelete hooks.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "controller/sync/plan.h"

namespace sealer::sync {

struct DeleteStep {
    bool is_complete = false;         // all have succeeded
    std::string failures;             // of those that have failed; empty: none has
    std::vector<std::size_t> create;  // indices of hooks
    std::vector<std::size_t> remove;  // failed, or left by others and in the way
};

// The hooks of one stage, in any order. A wave begins when all of the one before it have
// succeeded; one that has failed goes, so that it can be made anew.
[[nodiscard]] DeleteStep next_delete_step(const std::vector<Subject>& hooks);

}  // namespace sealer::sync
