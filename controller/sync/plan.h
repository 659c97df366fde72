// SPDX-License-Identifier: Apache-2.0
// In which order a sync writes: waves, kinds, and pruning in reverse. Pure.
// Source: Argo CD's documented sync order (phases are one here: there are no hooks yet).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::sync {

// Annotation argocd.argoproj.io/sync-wave, else helm.sh/hook-weight, else 0; what is no decimal
// number counts as absent.
[[nodiscard]] int wave_of(const manifest::Value& object);

// The place of a kind in the order of creation: Namespaces first, unknown kinds last. The kind's
// name alone counts, whatever its group.
[[nodiscard]] std::size_t kind_order(std::string_view kind);

struct Task {
    enum class Action { kApply, kPrune };
    Action action = Action::kApply;
    manifest::ObjectKey key;
    int wave = 0;
    std::size_t index = 0;  // the caller's: which object it is
};

// What is written side by side: nothing in it waits for anything else in it.
using Batch = std::vector<Task>;

// What is written before anything is waited for.
struct Wave {
    int number = 0;
    std::vector<Batch> batches;  // one after the other; pruning comes last
};

struct PlanInput {
    const manifest::Value* object = nullptr;  // desired, or live for a prune
    manifest::ObjectKey key;
    std::size_t index = 0;
};

// Waves by rising number. Inside a wave kinds in their order, equal kinds side by side by name. A
// Namespace that would come after an object in it, and a CRD after an object of its kind, move
// before it. Pruning goes through its own waves in reverse, and through kinds in reverse; with
// `prune_last` it makes a wave of its own at the end.
[[nodiscard]] std::vector<Wave> plan(const std::vector<PlanInput>& apply,
                                     const std::vector<PlanInput>& prune, bool prune_last);

}  // namespace sealer::sync
