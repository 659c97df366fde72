// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/plan.h"

#include <gtest/gtest.h>

#include "common/base/text.h"

namespace sealer::sync {
namespace {

Subject subject(Task::Action action, std::string_view name, Phase phase = Phase::kSync,
                int wave = 0) {
    Subject made;
    made.task.action = action;
    made.task.phase = phase;
    made.task.wave = wave;
    made.task.key.kind = action == Task::Action::kHook ? "Job" : "ConfigMap";
    made.task.key.name = name;
    made.hook.deleted_before_creation = true;
    return made;
}
Subject apply(std::string_view name, int wave = 0) {
    return subject(Task::Action::kApply, name, Phase::kSync, wave);
}
Subject hook(std::string_view name, Phase phase, int wave = 0) {
    return subject(Task::Action::kHook, name, phase, wave);
}
Subject prune(std::string_view name, int wave = 0) {
    Subject made = subject(Task::Action::kPrune, name, Phase::kSync, wave);
    made.live.exists = true;
    return made;
}

Subject with(Subject some, Record::Status status, Record::State state, std::string message = "") {
    some.record = Record{status, state, std::move(message)};
    some.live.exists = status == Record::Status::kSynced;
    some.live.is_of_this_operation = true;
    return some;
}
Subject running(Subject some) {
    return with(std::move(some), Record::Status::kSynced, Record::State::kRunning);
}
Subject done(Subject some) {
    return with(std::move(some), Record::Status::kSynced, Record::State::kSucceeded);
}
Subject failed(Subject some, std::string why = "boom") {
    return with(std::move(some), Record::Status::kSynced, Record::State::kFailed, std::move(why));
}
Subject refused(Subject some, std::string why = "no") {
    return with(std::move(some), Record::Status::kSyncFailed, Record::State::kFailed,
                std::move(why));
}
Subject pruned(Subject some, bool is_still_there) {
    some = with(std::move(some), Record::Status::kPruned, Record::State::kSucceeded);
    some.live.exists = is_still_there;
    return some;
}
// Left by another operation.
Subject old(Subject some, bool is_terminating = false) {
    some.live.exists = true;
    some.live.is_terminating = is_terminating;
    return some;
}

// "run a b", "wait: for …", "succeed", "fail: …"; then "; release x", "; remove y".
std::string next(const std::vector<Subject>& subjects, bool waits_for_health = false) {
    const Step step = next_step(subjects, waits_for_health);
    const auto names = [&](const std::vector<std::size_t>& indices) {
        std::string text;
        for (const std::size_t i : indices) {
            text += " " + subjects[i].task.key.name;
        }
        return text;
    };
    std::string text;
    switch (step.kind) {
        case Step::Kind::kRun:
            text = "run" + names(step.run);
            break;
        case Step::Kind::kWait:
            text = "wait: " + step.message;
            break;
        case Step::Kind::kSucceed:
            text = "succeed";
            break;
        case Step::Kind::kFail:
            text = "fail: " + step.message;
            break;
    }
    text += step.release.empty() ? "" : "; release" + names(step.release);
    text += step.remove.empty() ? "" : "; remove" + names(step.remove);
    return text;
}

constexpr const char* kBoom =
    "fail: one or more synchronization tasks completed unsuccessfully, reason: boom";
constexpr const char* kNo = "fail: one or more objects failed to apply, reason: no";

TEST(NextStep, BeginsOneGroupAfterTheOther) {
    EXPECT_EQ(next({}), "succeed");
    EXPECT_EQ(next({apply("a"), apply("b")}), "run a b");
    EXPECT_EQ(next({apply("a"), apply("b", 1)}), "run a");
    EXPECT_EQ(next({running(apply("a")), apply("b", 1)}),
              "wait: waiting for healthy state of ConfigMap/a");
    EXPECT_EQ(next({running(apply("a")), running(apply("b")), running(apply("c")), apply("d", 1)}),
              "wait: waiting for healthy state of ConfigMap/a and 2 more resources");
    EXPECT_EQ(next({done(apply("a")), apply("b", 1), apply("c", 1), apply("d", 2)}), "run b c");
    EXPECT_EQ(next({hook("h", Phase::kPreSync), apply("a"), hook("p", Phase::kPostSync)}), "run h");
    EXPECT_EQ(next({done(hook("h", Phase::kPreSync)), apply("a"), hook("p", Phase::kPostSync)}),
              "run a");
}

TEST(NextStep, WaitsForTheLastGroupWhereAHookIsInIt) {
    EXPECT_EQ(next({running(apply("a"))}), "succeed");
    EXPECT_EQ(next({running(apply("a"))}, true), "wait: waiting for healthy state of ConfigMap/a");
    EXPECT_EQ(next({running(apply("a")), running(hook("h", Phase::kSync))}),
              "wait: waiting for completion of hook Job/h");
    EXPECT_EQ(next({done(apply("a")), running(hook("h", Phase::kPostSync)),
                    running(hook("i", Phase::kPostSync))}),
              "wait: waiting for completion of hook Job/h and 1 more hooks");
}

TEST(NextStep, SaysWhetherTheLastOfItWasWaitedFor) {
    const auto said = [](const std::vector<Subject>& subjects) {
        return next_step(subjects, false).message;
    };
    EXPECT_EQ(said({}), "successfully synced (no more tasks)");
    EXPECT_EQ(said({running(apply("a"))}), "successfully synced (all tasks run)");
    EXPECT_EQ(said({done(hook("h", Phase::kPreSync)), running(apply("a"))}),
              "successfully synced (all tasks run)");
    EXPECT_EQ(said({done(apply("a")), done(hook("h", Phase::kSync))}),
              "successfully synced (no more tasks)");
}

TEST(NextStep, GoesOnWhenWhatItPrunedIsGone) {
    EXPECT_EQ(next({prune("old"), apply("a")}), "run old a");
    EXPECT_EQ(next({pruned(prune("old"), true), apply("a", 1)}),
              "wait: waiting for deletion of ConfigMap/old");
    EXPECT_EQ(next({pruned(prune("old"), false), apply("a", 1)}), "run a");
    EXPECT_EQ(next({pruned(prune("old"), true)}), "succeed");
}

TEST(NextStep, NothingOfAGroupBeginsBeforeItsPruningIsConfirmed) {
    Subject unconfirmed = prune("old");
    unconfirmed.awaits_confirmation = true;
    EXPECT_EQ(next({unconfirmed, apply("a")}),
              "wait: waiting for pruning confirmation of ConfigMap/old");
    unconfirmed.task.wave = 1;
    EXPECT_EQ(next({apply("a"), unconfirmed}), "run a");
}

TEST(NextStep, ClearsOldHooksOutOfTheWay) {
    const Phase pre = Phase::kPreSync;
    EXPECT_EQ(next({old(hook("h", pre)), hook("i", pre)}), "run; remove h");
    EXPECT_EQ(next({old(hook("h", pre), true), hook("i", pre)}),
              "wait: waiting for deletion of hook Job/h");
    EXPECT_EQ(next({old(hook("h", Phase::kSync)), prune("p"), apply("a")}), "run p; remove h");
    // One whose policy does not say so is applied over.
    Subject kept = old(hook("h", pre));
    kept.hook.deleted_before_creation = false;
    EXPECT_EQ(next({kept}), "run h");
    // One that this operation made, in a process that could not record it.
    Subject found = old(hook("h", pre));
    found.live.is_of_this_operation = true;
    EXPECT_EQ(next({found}), "run h");
}

TEST(NextStep, WritesNothingToWhatIsBeingDeleted) {
    const Subject going = old(apply("a"), true);
    EXPECT_EQ(next({going, apply("b")}), "run b");
    EXPECT_EQ(next({going, done(apply("b"))}), "wait: waiting for deletion of ConfigMap/a");
    // When it is gone its place is filled before anything else: the group is under way.
    EXPECT_EQ(next({apply("a"), running(apply("b")), apply("c", 1)}), "run a");
    EXPECT_EQ(next({apply("a"), refused(apply("b"))}), "run a");
    EXPECT_EQ(next({going, refused(apply("b"))}), "wait: waiting for deletion of ConfigMap/a");
    Subject same = going;
    same.is_up_to_date = true;
    EXPECT_EQ(next({same}), "run a");
}

TEST(NextStep, FailureLetsTheGroupFinishAndEndsIt) {
    EXPECT_EQ(next({refused(apply("a")), running(apply("b")), apply("c", 1)}),
              "wait: waiting for healthy state of ConfigMap/b");
    EXPECT_EQ(next({refused(apply("a")), done(apply("b")), apply("c", 1)}), kNo);
    EXPECT_EQ(next({refused(apply("a")), prune("p")}), kNo) << "what is pruned does not come back";
    EXPECT_EQ(next({refused(apply("a")), running(apply("b")), prune("p", 1)}),
              "wait: waiting for healthy state of ConfigMap/b");
    EXPECT_EQ(next({failed(apply("a")), apply("c", 1)}), kBoom);
    EXPECT_EQ(next({failed(hook("h", Phase::kPreSync)), apply("c")}), kBoom);
    EXPECT_EQ(next({refused(apply("a"), "x"), refused(apply("b"), "x"), refused(apply("c"), "w")}),
              "fail: one or more objects failed to apply, reason: w, x");
}

TEST(NextStep, FailureRunsTheHooksForIt) {
    const Subject bad = failed(apply("a"));
    const Phase fail = Phase::kSyncFail;
    EXPECT_EQ(next({done(apply("a")), hook("alarm", fail)}), "succeed");
    EXPECT_EQ(next({bad, hook("alarm", fail), hook("later", fail, 1)}), "run alarm");
    EXPECT_EQ(next({bad, running(hook("alarm", fail)), hook("later", fail, 1)}),
              "wait: waiting for completion of hook Job/alarm");
    EXPECT_EQ(next({bad, done(hook("alarm", fail)), hook("later", fail, 1)}), "run later");
    EXPECT_EQ(next({bad, done(hook("alarm", fail))}), kBoom);
    EXPECT_EQ(next({bad, failed(hook("alarm", fail), "mute"), hook("later", fail, 1)}),
              std::string(kBoom) + "\none or more SyncFail hooks failed, reason: mute");
}

TEST(NextStep, HooksGoByTheirPolicy) {
    const auto policy = [](Subject some, bool on_success, bool on_failure) {
        some.hook.deleted_on_success = on_success;
        some.hook.deleted_on_failure = on_failure;
        return some;
    };
    const Subject hooked = done(hook("h", Phase::kPreSync));
    EXPECT_EQ(next({hooked, done(apply("a"))}), "succeed");
    EXPECT_EQ(next({policy(hooked, true, false), done(apply("a"))}), "succeed; remove h");
    EXPECT_EQ(next({policy(hooked, false, true), done(apply("a"))}), "succeed");
    EXPECT_EQ(next({policy(hooked, true, false), failed(apply("a"))}), kBoom);
    EXPECT_EQ(next({policy(hooked, false, true), failed(apply("a"))}),
              std::string(kBoom) + "; remove h");
    // The operation's end counts, not the hook's own.
    const Subject alarm = done(hook("x", Phase::kSyncFail));
    EXPECT_EQ(next({failed(apply("a")), policy(alarm, true, false)}), kBoom);
    EXPECT_EQ(next({failed(apply("a")), policy(alarm, false, true)}),
              std::string(kBoom) + "; remove x");
    // Not before the end, and not what the operation has not begun.
    EXPECT_EQ(next({policy(hooked, true, false), apply("a")}), "run a");
    EXPECT_EQ(next({failed(apply("a")), policy(old(hook("p", Phase::kPostSync)), false, true)}),
              kBoom);
}

TEST(NextStep, LetsFinishedHooksGo) {
    const auto held = [](Subject some) {
        some.live.has_hook_finalizer = true;
        return some;
    };
    EXPECT_EQ(next({held(done(hook("h", Phase::kPreSync))), apply("a")}), "run a; release h");
    EXPECT_EQ(next({held(running(hook("h", Phase::kPreSync))), apply("a")}),
              "wait: waiting for completion of hook Job/h");
}

TEST(Settle, FollowsTheObject) {
    const auto settled = [](Observed::Progress progress, bool exists = true) {
        Subject some = running(hook("h", Phase::kSync));
        some.live.exists = exists;
        some.live.progress = progress;
        some.live.message = "as it is";
        const std::optional<Record> record = settle(some, false);
        return record ? std::string(to_string(record->status)) + " " +
                            std::string(to_string(record->state)) + " " + record->message
                      : "-";
    };
    EXPECT_EQ(settled(Observed::Progress::kRunning), "-");
    EXPECT_EQ(settled(Observed::Progress::kSucceeded), "Synced Succeeded as it is");
    EXPECT_EQ(settled(Observed::Progress::kFailed), "Synced Failed as it is");
    EXPECT_EQ(settled(Observed::Progress::kRunning, false),
              "SyncFailed Error Resource Job/h is missing, it might have been deleted");
    EXPECT_FALSE(settle(done(apply("a")), true));
    EXPECT_FALSE(settle(apply("a"), true));
}

TEST(Settle, FailsADegradedObjectWhereSomethingWaitsForIt) {
    Subject degraded = running(apply("a"));
    degraded.live.exists = true;
    degraded.live.progress = Observed::Progress::kFailed;
    EXPECT_FALSE(settle(degraded, is_health_decisive({degraded, done(apply("b", 1))}, false)));
    EXPECT_TRUE(settle(degraded, is_health_decisive({degraded, apply("b", 1)}, false)));
    EXPECT_TRUE(settle(degraded, is_health_decisive({degraded}, true)));
    EXPECT_FALSE(
        settle(degraded, is_health_decisive({degraded, hook("h", Phase::kSyncFail)}, false)));
}

}  // namespace
}  // namespace sealer::sync
