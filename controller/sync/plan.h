// SPDX-License-Identifier: Apache-2.0
// What a sync does next. Pure: all that an operation remembers comes in, so that any process can
// go on with what another one began.
// Source: Argo CD's documented phases, waves and hooks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "controller/sync/task.h"

namespace sealer::sync {

// What the cluster shows of a task's object.
struct Observed {
    enum class Progress { kRunning, kSucceeded, kFailed };
    bool exists = false;
    bool is_terminating = false;
    bool is_of_this_operation = false;  // a hook that this very operation made
    bool has_hook_finalizer = false;
    Progress progress = Progress::kSucceeded;
    std::string message;  // of its health
};

struct Subject {
    Task task;
    std::optional<Record> record;  // unset: not begun
    Observed live;
    Hook hook;                         // of a hook
    bool is_up_to_date = false;        // an apply that would change nothing
    bool awaits_confirmation = false;  // a prune that nobody has confirmed yet
};

struct Step {
    enum class Kind { kRun, kWait, kSucceed, kFail };
    Kind kind = Kind::kWait;
    std::string message;  // kWait: for what; kSucceed, kFail: the operation's last word
    // Indices of subjects. First of all these hooks lose the finalizer, then those are deleted.
    std::vector<std::size_t> release;
    std::vector<std::size_t> remove;
    std::vector<std::size_t> run;  // kRun: begun side by side, but for the order of kinds
};

// Whether ordinary objects have to be healthy: something comes after them, or that is asked for.
[[nodiscard]] bool is_health_decisive(const std::vector<Subject>& subjects, bool waits_for_health);

// How a running task's record goes on, by what is seen of its object; unset: it runs on. An
// ordinary object that is degraded has failed only where its health is decisive.
[[nodiscard]] std::optional<Record> settle(const Subject& subject, bool health_is_decisive);

// `subjects` in order, their records settled. One group, of one phase and wave, is begun after all
// before it are done: applied objects healthy, pruned ones gone, hooks complete. Whatever fails
// lets its group finish, and then leads to the SyncFail hooks. The last group's ordinary objects
// are waited for with `waits_for_health` alone.
[[nodiscard]] Step next_step(const std::vector<Subject>& subjects, bool waits_for_health);

}  // namespace sealer::sync
