// SPDX-License-Identifier: Apache-2.0
// Waiting for an Application to change, and showing how it does.
#pragma once

#include <functional>

#include "common/base/time.h"
#include "common/kube/informer.h"
#include "sealer/app_client.h"
#include "sealer/world.h"

namespace sealer::cli {

struct FollowOptions {
    Clock::time_point deadline = Clock::time_point::max();
    bool silent = false;  // show nothing
};

struct Followed {
    kube::ObjectPtr application;  // as it was last; null: there is none
    bool in_time = false;         // it was as it should be before the deadline
    std::string watch_error;      // what kept us from seeing changes in the end, if anything did
};

// Until `is_done`, which gets null when there is no such Application (any more). On a terminal a
// picture that changes in place, and is gone at the end; else a line on stdout for each change.
[[nodiscard]] Result<Followed> follow(
    const World& world, const AppClient& client, const AppName& name, const FollowOptions& options,
    const std::function<bool(const manifest::Value* application)>& is_done);

// `timeout` from now; without end where it is 0.
[[nodiscard]] Clock::time_point deadline_after(std::chrono::milliseconds timeout);

}  // namespace sealer::cli
