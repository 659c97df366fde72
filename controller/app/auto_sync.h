// SPDX-License-Identifier: Apache-2.0
// Whether an Application syncs by itself now, later or not. Pure.
//
// As Argo CD decides, but for two things: a failed sync is tried again for ever (unless
// Spec::retry_limit says else), with capped backoff and always on the newest commit; and the first
// few repairs of drift come at once, only what then still comes back is waited with.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "common/app/application.h"
#include "common/base/time.h"
#include "common/manifest/value.h"
#include "controller/app/comparison.h"
#include "controller/app/settings.h"
#include "controller/app/source_status.h"

namespace sealer::app {

struct AutoSync {
    enum class Action { kNothing, kStart, kWait } action = Action::kNothing;
    std::chrono::milliseconds wait{0};  // of kWait
    std::string refusal;                // for a SyncError condition; empty: none
    int heal_attempts = 0;              // of kStart: repairs in a row, this one included
    int failures = 0;                   // of kStart: failed tries of these commits so far
};

// Whether there is nothing that an automatic sync would do.
[[nodiscard]] bool is_settled(const Spec& spec, const Comparison& comparison);

// Between repairs in a row.
struct Healing {
    int at_once = 5;  // so many; what then still comes back, another controller fights for
    Retry pauses{std::chrono::seconds(2), 3, std::chrono::seconds(300)};
};
// controller.self.heal.*: where any of them is set, all are as Argo CD has them.
[[nodiscard]] Healing healing_of(const Settings& settings);

// Whether a difference comes from Git, where that is not seen by the last operation's revisions.
enum class News {
    kUnknown,
    kNone,         // these commits have been in place before: it is drift
    kRemoteBases,  // so they have, but bases in other repositories have moved on since
};

// What a repair is about, as operation.sync.resources: all that is not in sync. Such a selection
// runs no hooks.
[[nodiscard]] manifest::Value selection_to_repair(const Comparison& comparison);

struct Situation {
    const Comparison& comparison;
    const Commits& commits;                 // that it is about
    const manifest::Value* last = nullptr;  // status.operationState, null if there was none
    News news = News::kUnknown;
    Healing healing;
};
[[nodiscard]] AutoSync decide_auto_sync(const Spec& spec, const Situation& situation, WallTime now);

}  // namespace sealer::app
