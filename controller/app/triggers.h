// SPDX-License-Identifier: Apache-2.0
// What has an Application looked at, and how far the look goes. Pure.
// Source: Argo CD's refresh levels. What it tells apart as "nothing", "recent" and "latest" is one
// here: a look takes answers of Git's that are younger than the interval, and what did not change
// costs next to nothing. Left are two more: Git is asked, and all is made afresh.
#pragma once

#include <chrono>

#include "common/kube/informer.h"
#include "common/manifest/value.h"
#include "controller/app/settings.h"

namespace sealer::app {

// How often Git is asked, and all is made afresh, without anybody's request.
struct Polling {
    // As good as never.
    static constexpr std::chrono::milliseconds kNever = std::chrono::hours(24 * 365 * 100);

    std::chrono::milliseconds interval = kNever;
    std::chrono::milliseconds jitter{0};  // at most so much later, so that not all ask at once
    std::chrono::milliseconds afresh = kNever;
};

// timeout.reconciliation, its jitter (a twentieth of it where that is not set), and
// timeout.hard.reconciliation; "0" is never. `interval` counts where the settings name none.
[[nodiscard]] Polling polling_of(const Settings& settings, std::chrono::milliseconds interval);

// Whether a change of an Application asks for a look: most are our own writes of the status.
[[nodiscard]] bool asks_for_look(const kube::Change& change);

// By the annotation skip-reconcile.
[[nodiscard]] bool is_left_alone(const manifest::Value& application);

// Whether the source, or one of several, is another one than its status is about.
[[nodiscard]] bool has_new_source(const manifest::Value& application);

}  // namespace sealer::app
