// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/delete_plan.h"

#include <algorithm>
#include <limits>
#include <set>

#include "common/base/text.h"

namespace sealer::sync {
namespace {

using Progress = Observed::Progress;

bool has_succeeded(const Subject& hook) {
    return hook.live.exists && hook.live.is_of_this_operation &&
           hook.live.progress == Progress::kSucceeded;
}

// Deleted by others before its end counts as well: held by its finalizer, it would stay for ever.
bool has_hook_failed(const Subject& hook) {
    return hook.live.exists && hook.live.is_of_this_operation && !has_succeeded(hook) &&
           (hook.live.progress == Progress::kFailed || hook.live.is_terminating);
}

bool is_in_the_way(const Subject& hook) {
    return hook.live.exists && !hook.live.is_of_this_operation &&
           (hook.hook.deleted_before_creation || hook.live.is_terminating);
}

bool is_missing(const Subject& hook) {
    return !is_in_the_way(hook) && !(hook.live.exists && hook.live.is_of_this_operation);
}

}  // namespace

DeleteStep next_delete_step(const std::vector<Subject>& hooks) {
    int wave = std::numeric_limits<int>::max();
    for (const Subject& hook : hooks) {
        wave = has_succeeded(hook) ? wave : std::min(wave, hook.task.wave);
    }
    DeleteStep step;
    step.is_complete = std::ranges::all_of(hooks, has_succeeded);
    std::set<std::string> failures;
    for (std::size_t i = 0; i < hooks.size(); ++i) {
        const Subject& hook = hooks[i];
        if (hook.task.wave != wave) {
            continue;
        }
        if (has_hook_failed(hook)) {
            failures.insert(hook.live.message.empty()
                                ? reference(hook.task.key) + " was deleted before its end"
                                : hook.live.message);
        }
        if (has_hook_failed(hook) || is_in_the_way(hook)) {
            step.remove.push_back(i);
        } else if (is_missing(hook)) {
            step.create.push_back(i);
        }
    }
    step.failures = join({failures.begin(), failures.end()}, ", ");
    return step;
}

}  // namespace sealer::sync
