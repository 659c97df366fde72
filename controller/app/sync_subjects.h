// SPDX-License-Identifier: Apache-2.0
// What a sync is about: the tasks of one operation, with what is recorded and seen of each. Pure
// but for the look at live objects, which is handed in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/app/application.h"
#include "common/manifest/value.h"
#include "controller/app/approval.h"
#include "controller/app/comparison.h"
#include "controller/sync/plan.h"

namespace sealer::app {

// On a hook: which operation made it.
constexpr std::string_view kOperation = "sealer.dev/operation";

// A task's object.
struct SyncObject {
    manifest::GroupVersionKind type;
    Item* item = nullptr;            // compared with Git: all but hooks and the namespace
    const Target* target = nullptr;  // null: it is pruned, or the namespace
    manifest::Value own;             // of a hook or the namespace: what is written
    bool is_judged = true;           // whether its health counts
};

struct SyncSubjects {
    std::vector<SyncObject> objects;      // by Task::index
    std::vector<sync::Subject> subjects;  // in order
};

struct SyncRequest {
    const Spec& spec;
    const manifest::ObjectKey& self;
    const Mark& mark;
    const manifest::Value& state;  // status.operationState
    const Approval& approval;
    bool holds_pruning = false;    // it would delete more than may be without a question
    bool needs_namespace = false;  // CreateNamespace=true has something to do
};

// The subjects point into `comparison`. Of a selective operation just what it selects; hooks run in
// none that is selective or has the strategy `apply`.
[[nodiscard]] SyncSubjects make_sync_subjects(const SyncRequest& request, Comparison& comparison);

// The object as far as it is known, null if it is not there; one that `must_be_there` is asked for
// before it is called missing.
using FindLive = std::function<Result<kube::ObjectPtr>(
    const manifest::GroupVersionKind&, const manifest::ObjectKey&, bool must_be_there)>;

// Looks at the cluster again: what is there of each object, and which running task has come to its
// end (see sync::settle). The indices of the subjects whose records changed.
[[nodiscard]] Result<std::vector<std::size_t>> observe(SyncSubjects& sync,
                                                       const std::string& operation_id,
                                                       const FindLive& find_live,
                                                       bool waits_for_health);

// What is seen of a task's object, null if it is not there. A hook is the operation's own if it
// bears `operation_id`.
[[nodiscard]] sync::Observed look_at(const sync::Task& task, const manifest::Value* live,
                                     const std::string& operation_id);

// A hook as an operation runs it: held by the finalizer, marked as the operation's, and, where it
// has `generateName` alone, of that `name`.
[[nodiscard]] manifest::Value make_hook(const Target& hook, const std::string& name,
                                        const Mark& mark, const std::string& operation_id);

// Tells operations, and tries of one, apart.
[[nodiscard]] std::string operation_id(const manifest::Value& state);

// Whether the operation is for some resources alone.
[[nodiscard]] bool is_selective(const manifest::Value& operation);

// Whether it is, or was asked to leave hooks out.
[[nodiscard]] bool skips_hooks(const manifest::Value& operation);

}  // namespace sealer::app
