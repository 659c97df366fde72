// SPDX-License-Identifier: Apache-2.0
// The waves that an operation prunes in. They are gone through in reverse, for which all of them
// must be known: by those that are left alone, late ones would move up once the first are gone, to
// what is applied before them. So an operation notes them before it prunes anything. Pure.
#pragma once

#include <set>

#include "common/manifest/value.h"
#include "controller/app/comparison.h"

namespace sealer::app {

// Those that are noted in status.operationState; none where there is nothing to put in order.
[[nodiscard]] std::set<int> prune_waves(const manifest::Value& state);

// Adds to them those of what is to be pruned now.
void note_prune_waves(manifest::Value& state, const Comparison& comparison);

}  // namespace sealer::app
