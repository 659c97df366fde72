// SPDX-License-Identifier: Apache-2.0
// Why an Application does not get on, and since when: the condition SyncWaiting. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/application.h"
#include "common/base/time.h"
#include "common/manifest/value.h"
#include "controller/app/comparison.h"
#include "controller/app/status.h"

namespace sealer::app {

constexpr std::string_view kSyncWaiting = "SyncWaiting";

// "<for what>: <how that is>". Its time stays while the first part does.
[[nodiscard]] Condition waiting(std::string for_what, const std::string& how_it_is);

// What a sync that is under way waits for, by status.operationState: its own words, with what is
// known of the objects in question. Unset for one that has ended, or waits for nothing.
[[nodiscard]] std::optional<Condition> describe_waiting(const manifest::Value& state,
                                                        const Spec& spec,
                                                        const Comparison& comparison);

// What to do about a deletion that must be confirmed.
[[nodiscard]] std::string how_to_approve();

// What the deletion of an Application waits for: these objects of its own, not none.
[[nodiscard]] Condition describe_deletion(const std::vector<kube::ObjectPtr>& leaving);

// That somebody else keeps changing what was put right: the next repair comes at `next`.
[[nodiscard]] Condition describe_repair(WallTime next);

// Since when an Application waits, by its status.
[[nodiscard]] std::optional<WallTime> waiting_since(const manifest::Value& application);

// Whether pruning what Git does not want would be more than the Application's budget allows.
[[nodiscard]] bool exceeds_budget(const Spec& spec, const Comparison& comparison);

}  // namespace sealer::app
