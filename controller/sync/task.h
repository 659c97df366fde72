// SPDX-License-Identifier: Apache-2.0
// One thing that a sync does to one object, and what the operation has recorded about it.
// Source: Argo CD's status.operationState.syncResult.resources.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "controller/sync/hook.h"

namespace sealer::sync {

// Tells the tasks of an operation apart.
using TaskId = std::pair<manifest::ObjectKey, Phase>;

struct Task {
    enum class Action { kApply, kPrune, kHook };
    Action action = Action::kApply;
    Phase phase = Phase::kSync;
    int wave = 0;
    manifest::ObjectKey key;
    std::size_t index = 0;  // the caller's: which object it is

    [[nodiscard]] TaskId id() const { return {key, phase}; }
};

// What is known of a task that has begun.
struct Record {
    enum class Status { kSynced, kSyncFailed, kPruned, kPruneSkipped };
    enum class State { kRunning, kSucceeded, kFailed, kError, kTerminating };
    Status status = Status::kSynced;
    State state = State::kRunning;
    std::string message;
    friend bool operator==(const Record&, const Record&) = default;
};

[[nodiscard]] std::string_view to_string(Record::Status status);  // "Synced", …
[[nodiscard]] std::string_view to_string(Record::State state);    // "Running", …

// A task's row in the status, and back. Unset for a row that nobody writes.
[[nodiscard]] manifest::Value to_row(const Task& task, const Record& record,
                                     const manifest::GroupVersionKind& type);
[[nodiscard]] std::optional<std::pair<TaskId, Record>> parse_row(const manifest::Value& row);

// "apps/Deployment/web", as messages name objects.
[[nodiscard]] std::string reference(const manifest::ObjectKey& key);

}  // namespace sealer::sync
