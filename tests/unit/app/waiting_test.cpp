// SPDX-License-Identifier: Apache-2.0
#include "controller/app/waiting.h"

#include <gmock/gmock.h>

#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;

Item awaited_item(const manifest::ObjectKey& key, const std::string& live,
                  std::optional<Health> health) {
    Item made;
    made.key = key;
    made.live = std::make_shared<const Value>(yaml(live));
    made.health = std::move(health);
    return made;
}

class WaitingTest : public testing::Test {
  protected:
    // "topic | message"
    std::string describe(const std::string& state) {
        const auto condition = describe_waiting(yaml(state), spec_, comparison_);
        if (!condition) {
            return "";
        }
        EXPECT_EQ(condition->type, "SyncWaiting");
        return condition->topic + " | " + condition->message;
    }

    Spec spec_;
    Comparison comparison_;
};

TEST_F(WaitingTest, WhoHasEndedOrDoesNotWaitIsLeftAlone) {
    EXPECT_EQ(describe("{phase: Succeeded, message: successfully synced}"), "");
    EXPECT_EQ(describe("{phase: Failed, message: no}"), "");
    EXPECT_EQ(describe("{phase: Running, message: ''}"), "");
}

TEST_F(WaitingTest, TellsTheHealthOfWhatItWaitsFor) {
    comparison_.items = {
        awaited_item({"apps", "Deployment", "web", "done"}, "{}", Health{}),
        awaited_item({"apps", "Deployment", "web", "front"}, "{}",
                     Health{HealthStatus::kProgressing, "0 of 2"}),
        awaited_item({"apps", "Deployment", "web", "other"}, "{}",
                     Health{HealthStatus::kProgressing, "not begun"}),
    };
    comparison_.hooks = {awaited_item({"batch", "Job", "web", "migrate"}, "{}",
                                      Health{HealthStatus::kSuspended, ""})};
    const std::string rows =
        "syncResult: {resources: [{group: apps, kind: Deployment, namespace: web, name: done, "
        "status: Synced, hookPhase: Running, syncPhase: Sync}, {group: apps, kind: Deployment, "
        "namespace: web, name: front, status: Synced, hookPhase: Running, syncPhase: Sync}, "
        "{group: apps, kind: Deployment, namespace: web, name: other, status: Synced, hookPhase: "
        "Succeeded, syncPhase: Sync}, {group: batch, kind: Job, namespace: web, name: migrate, "
        "status: Synced, hookPhase: Running, syncPhase: PreSync, hookType: PreSync}]}";
    EXPECT_EQ(describe("{phase: Running, message: waiting for x, " + rows + "}"),
              "waiting for x | waiting for x: apps/Deployment/front is Progressing: 0 of 2; "
              "batch/Job/migrate is Suspended");
}

TEST_F(WaitingTest, TellsWhatKeepsWhatIsBeingDeleted) {
    comparison_.items = {
        awaited_item({"", "ConfigMap", "web", "here"}, "{}", std::nullopt),
        awaited_item({"", "ConfigMap", "web", "old"},
                     "{apiVersion: v1, kind: ConfigMap, metadata: {name: old, deletionTimestamp: "
                     "'2026-01-01T00:00:00Z', finalizers: [example.com/a, example.com/b]}}",
                     std::nullopt)};
    EXPECT_EQ(describe("{phase: Running, message: waiting for deletion of ConfigMap/old}"),
              "waiting for deletion of ConfigMap/old | waiting for deletion of ConfigMap/old: "
              "ConfigMap/old was deleted at 2026-01-01T00:00:00Z, kept by example.com/a, "
              "example.com/b");
}

TEST_F(WaitingTest, TellsHowToConfirmAndHowMuchWouldGo) {
    const std::string state =
        "{phase: Running, message: waiting for pruning confirmation of ConfigMap/a}";
    const std::string topic = "waiting for pruning confirmation of ConfigMap/a";
    const std::string how =
        "to approve, annotate the Application with argocd.argoproj.io/deletion-approved, the time "
        "now";
    EXPECT_EQ(describe(state), topic + " | " + topic + ": " + how);
    for (int i = 0; i < 12; ++i) {
        comparison_.items.push_back(
            awaited_item({"", "ConfigMap", "web", std::to_string(i)}, "{}", std::nullopt));
    }
    comparison_.items.push_back(awaited_item(
        {"", "ConfigMap", "web", "kept"},
        "{metadata: {annotations: {argocd.argoproj.io/sync-options: Prune=false}}}", std::nullopt));
    EXPECT_EQ(describe(state),
              topic + " | " + topic +
                  ": 12 of 13 objects would be deleted, more than sealer.dev/deletion-budget "
                  "allows (10 objects and 50%); " +
                  how);
    EXPECT_TRUE(exceeds_budget(spec_, comparison_));
    spec_.prune_consent = Consent::kNo;
    EXPECT_FALSE(exceeds_budget(spec_, comparison_));
}

TEST_F(WaitingTest, TellsThatItWillTryAgain) {
    EXPECT_EQ(describe("{phase: Running, retryCount: 2, finishedAt: '2026-01-01T00:00:00Z', "
                       "message: broken}"),
              "waiting to try again after try 2 | waiting to try again after try 2: broken");
}

TEST(DescribeDeletion, TellsWhatKeepsTheObjectsThatAreLeft) {
    const auto object = [](const std::string& rest) {
        return std::make_shared<const Value>(
            yaml("{apiVersion: v1, kind: ConfigMap, metadata: {" + rest + "}}"));
    };
    const auto untouched = object("name: a");
    const auto kept = object(
        "name: b, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [example.com/busy]");
    EXPECT_EQ(describe_deletion({untouched}).message, "waiting for deletion of ConfigMap/a");
    const Condition both = describe_deletion({untouched, kept});
    EXPECT_EQ(both.topic, "waiting for deletion of ConfigMap/a and 1 more resources");
    EXPECT_EQ(both.message, both.topic +
                                ": ConfigMap/b was deleted at 2026-01-01T00:00:00Z, kept by "
                                "example.com/busy");
}

TEST(DescribeRepair, KeepsItsTopicFromOneToTheNext) {
    const Condition first = describe_repair(parse_time("2026-01-01T00:00:00Z").value());
    const Condition second = describe_repair(parse_time("2026-01-01T00:00:09Z").value());
    EXPECT_EQ(first.topic, second.topic);
    EXPECT_THAT(second.message, testing::HasSubstr("2026-01-01T00:00:09Z"));
}

TEST(WaitingSince, IsTheTimeOfItsCondition) {
    EXPECT_FALSE(waiting_since(yaml("{status: {conditions: [{type: SyncError}]}}")));
    EXPECT_EQ(waiting_since(yaml("{status: {conditions: [{type: SyncWaiting, lastTransitionTime: "
                                 "'2026-01-01T00:00:00Z'}]}}")),
              parse_time("2026-01-01T00:00:00Z").value());
}

}  // namespace
}  // namespace sealer::app
