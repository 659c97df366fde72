// SPDX-License-Identifier: Apache-2.0
// A sync under way: one call does as much as can be done without waiting. Everything it must
// remember between calls stands in status.operationState and in the cluster, so that a restart of
// the controller goes on where it stopped.
#pragma once

#include <string>
#include <string_view>

#include "common/app/application.h"
#include "common/base/time.h"
#include "common/manifest/value.h"
#include "controller/app/comparison.h"
#include "controller/app/source_status.h"
#include "controller/app/task_runner.h"

namespace sealer::app {

// A new status.operationState for `operation`.
[[nodiscard]] manifest::Value start_operation(const manifest::Value& operation,
                                              const Sources& sources, const Commits& commits,
                                              WallTime now);
// "Succeeded", "Failed", "Error" end an operation.
void finish_operation(manifest::Value& state, std::string_view phase, std::string message,
                      WallTime now);
[[nodiscard]] bool is_complete(const manifest::Value& state);

// Whose sync it is.
struct SyncOwner {
    const Spec& spec;
    manifest::ObjectKey self;  // the Application, which may be among its own objects
    std::string instance;
    Boundary boundary;
    std::string deletion_approved;  // the Application's annotation
};

// Takes `state` as far as it goes: to its end, or to what it waits for ("waiting for healthy state
// of …"), which a change of a live object resolves. An error: something that is no task of its
// own, such as a finished hook's deletion, is to be tried again. `state` must stand in the cluster
// already where hooks run or it notes something, so that whoever goes on after this process knows
// them.
[[nodiscard]] Status advance_operation(const SyncCluster& cluster, const SyncOwner& owner,
                                       Comparison& comparison, manifest::Value& state,
                                       WallTime now);

// Ends it as failed: hooks that run are deleted, ordinary objects left as they are.
[[nodiscard]] Status terminate_operation(const SyncCluster& cluster, const SyncOwner& owner,
                                         Comparison& comparison, manifest::Value& state,
                                         std::string message, WallTime now);

}  // namespace sealer::app
