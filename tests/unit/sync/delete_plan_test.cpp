// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/delete_plan.h"

#include <gtest/gtest.h>

namespace sealer::sync {
namespace {

using Progress = Observed::Progress;

Subject missing(std::string_view name, int wave = 0) {
    Subject made;
    made.task.action = Task::Action::kHook;
    made.task.wave = wave;
    made.task.key.kind = "Job";
    made.task.key.name = name;
    made.hook.deleted_before_creation = true;
    return made;
}
Subject there(std::string_view name, Progress progress, int wave = 0) {
    Subject made = missing(name, wave);
    made.live.exists = true;
    made.live.is_of_this_operation = true;
    made.live.progress = progress;
    made.live.message = progress == Progress::kFailed ? "boom" : "";
    return made;
}
Subject of_others(std::string_view name) {
    Subject made = there(name, Progress::kSucceeded);
    made.live.is_of_this_operation = false;
    return made;
}
Subject leaving(Subject some) {
    some.live.is_terminating = true;
    return some;
}

// "complete", "create a b", "remove a", "failed: …"; "" waits.
std::string next_deletion(const std::vector<Subject>& hooks) {
    const DeleteStep step = next_delete_step(hooks);
    std::string text = step.is_complete ? "complete" : "";
    for (const std::size_t i : step.create) {
        text += "create " + hooks[i].task.key.name + ";";
    }
    for (const std::size_t i : step.remove) {
        text += "remove " + hooks[i].task.key.name + ";";
    }
    return text + (step.failures.empty() ? "" : "failed: " + step.failures);
}

TEST(NextDeleteStep, RunsTheHooksWaveByWave) {
    EXPECT_EQ(next_deletion({}), "complete");
    EXPECT_EQ(next_deletion({missing("a"), missing("b"), missing("later", 1)}),
              "create a;create b;");
    EXPECT_EQ(next_deletion({there("a", Progress::kRunning), missing("b"), missing("later", 1)}),
              "create b;");
    EXPECT_EQ(next_deletion({there("a", Progress::kRunning), missing("later", 1)}), "");
    EXPECT_EQ(next_deletion({there("a", Progress::kSucceeded), missing("later", 1)}),
              "create later;");
    EXPECT_EQ(next_deletion({missing("later", 1), missing("first", -1)}), "create first;");
    EXPECT_EQ(
        next_deletion({there("a", Progress::kSucceeded), there("b", Progress::kSucceeded, 1)}),
        "complete");
}

TEST(NextDeleteStep, WhatFailedGoes) {
    EXPECT_EQ(next_deletion({there("a", Progress::kFailed), missing("later", 1)}),
              "remove a;failed: boom");
    EXPECT_EQ(next_deletion({leaving(there("a", Progress::kRunning))}),
              "remove a;failed: Job/a was deleted before its end");
    // Held by its finalizer until its result has been seen.
    EXPECT_EQ(next_deletion({leaving(there("a", Progress::kSucceeded))}), "complete");
}

TEST(NextDeleteStep, WhatOthersLeftIsNoResultOfThisDeletion) {
    EXPECT_EQ(next_deletion({of_others("a")}), "remove a;");
    Subject kept = of_others("a");
    kept.hook.deleted_before_creation = false;
    EXPECT_EQ(next_deletion({kept}), "create a;");
    EXPECT_EQ(next_deletion({leaving(kept)}), "remove a;");
}

}  // namespace
}  // namespace sealer::sync
