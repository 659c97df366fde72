// SPDX-License-Identifier: Apache-2.0
// What the GitOps half tells whoever counts.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "common/base/time.h"
#include "common/kube/informer.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Each is called on a thread of the controller's and must not block.
struct Observer {
    // An Application came, changed, or is no concern of this replica's any more (no `after`).
    std::function<void(const kube::Change&)> on_application = [](const kube::Change&) {};
    // One look at it was taken.
    std::function<void(const manifest::Value& application, Clock::duration took)> on_look =
        [](const manifest::Value&, Clock::duration) {};
    // A try of a synchronisation has ended as its operationState says.
    std::function<void(const manifest::Value& application, const manifest::Value& state)> on_sync =
        [](const manifest::Value&, const manifest::Value&) {};
    // So many objects in its namespace are no Application's; unset where nobody wants to know.
    std::function<void(const manifest::Value& application, std::optional<std::size_t> count)>
        on_orphans = [](const manifest::Value&, std::optional<std::size_t>) {};
    // A Git server has said what a branch or tag points to, or failed to.
    std::function<void(Clock::duration took)> on_git_request = [](Clock::duration) {};
};

}  // namespace sealer::app
