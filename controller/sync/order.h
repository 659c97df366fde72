// SPDX-License-Identifier: Apache-2.0
// In which order a sync does things: phases, waves, kinds, and pruning in reverse. Pure.
// Source: Argo CD's documented sync order.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "common/manifest/value.h"
#include "controller/sync/task.h"

namespace sealer::sync {

// Annotation argocd.argoproj.io/sync-wave, else helm.sh/hook-weight, else 0; what is no decimal
// number counts as absent.
[[nodiscard]] int wave_of(const manifest::Value& object);

// The place of a kind in the order of creation: Namespaces first, unknown kinds last. The kind's
// name alone counts, whatever its group.
[[nodiscard]] std::size_t kind_order(std::string_view kind);

// Where pruning stands among the waves.
struct PruneOrder {
    std::set<int> waves;   // in which there was something to prune before, beside that of the tasks
    bool is_last = false;  // all of it makes a wave behind the others
};

// Puts tasks, which come with the wave that their object says, in order: phases, waves by rising
// number, kinds in their order, names. A Namespace that would come after an object in it, and a CRD
// after an object of its kind, move before it, into its phase and wave. Pruning goes through its
// own waves in reverse. `object_of` gives the object of an applied task.
void put_in_order(std::vector<Task>& tasks, PruneOrder pruning,
                  const std::function<const manifest::Value&(const Task&)>& object_of);

// The longest runs of equal kinds, in order: nothing in one waits for anything else in it.
[[nodiscard]] std::vector<std::vector<Task>> batches_of(const std::vector<Task>& tasks);

}  // namespace sealer::sync
