// SPDX-License-Identifier: Apache-2.0
// Hooks in a sync that writes to a cluster; which one comes when is plan_test's.
#include "common/app/tracking.h"
#include "controller/app/sync_subjects.h"
#include "operation_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr const char* kSucceeded = "Succeeded: successfully synced (all tasks run)";
constexpr const char* kNoMore = "Succeeded: successfully synced (no more tasks)";
constexpr const char* kAwaited = "Running: waiting for completion of hook batch/Job/migrate";

std::string migrate(const std::string& policy = "") {
    return job("name: migrate",
               "argocd.argoproj.io/hook: PreSync" +
                   (policy.empty() ? "" : ", argocd.argoproj.io/hook-delete-policy: " + policy));
}

class HooksTest : public OperationTest {
  protected:
    [[nodiscard]] Value live(std::string_view text) {
        const Value object = yaml(text);
        return client_
            ->get(resource_of(object), manifest::namespace_of(object), manifest::name_of(object))
            .value_or(Value());
    }
    void end(const std::string& hook, const char* status) {
        patch(yaml(hook), status, "status");
        await_health(status == kComplete ? HealthStatus::kHealthy : HealthStatus::kDegraded, hook);
    }
};

TEST_F(HooksTest, AHookIsAwaitedAndThenLetGo) {
    const std::vector<std::string> git{migrate(), config_map("a")};
    EXPECT_EQ(advance(git), kAwaited);
    EXPECT_FALSE(exists(yaml(git[1])));
    EXPECT_TRUE(sync::has_hook_finalizer(live(git[0])));
    EXPECT_EQ(advance(git), kAwaited);
    end(git[0], kComplete);
    EXPECT_EQ(advance(git), kSucceeded);
    EXPECT_TRUE(exists(yaml(git[1])));
    EXPECT_FALSE(sync::has_hook_finalizer(live(git[0])));
    EXPECT_EQ(state_.get("syncResult", "resources")->as_array()[0].text("hookType"), "PreSync");
}

TEST_F(HooksTest, AFailedHookEndsTheSyncAndRunsTheHooksForIt) {
    const std::string alarm = job("name: alarm", "argocd.argoproj.io/hook: SyncFail");
    const std::vector<std::string> git{migrate(), config_map("a"), alarm};
    advance(git);
    end(git[0], kFailed);
    EXPECT_EQ(advance(git), "Running: waiting for completion of hook batch/Job/alarm");
    end(alarm, kComplete);
    EXPECT_EQ(advance(git),
              "Failed: one or more synchronization tasks completed unsuccessfully, reason: "
              "batch/Job/migrate is failed: no database");
    EXPECT_FALSE(exists(yaml(git[1])));
}

TEST_F(HooksTest, WhoeverGoesOnFindsTheHookThatRunsAlready) {
    const std::vector<std::string> git{migrate(), config_map("a")};
    const Value before = state_;
    advance(git);
    const std::string uid(manifest::uid_of(live(git[0])));
    state_ = before;  // of a process that was killed before it could write the new one
    EXPECT_EQ(advance(git), kAwaited);
    EXPECT_EQ(manifest::uid_of(live(git[0])), uid);
}

TEST_F(HooksTest, TheNextOperationRunsItAnew) {
    const std::vector<std::string> git{migrate()};
    advance(git);
    const std::string uid(manifest::uid_of(live(git[0])));
    end(git[0], kComplete);
    EXPECT_EQ(advance(git), kNoMore);
    begin("{sync: {revision: next}}", "decade");
    const std::string first = advance(git);
    if (first != kAwaited) {
        EXPECT_EQ(first, "Running: waiting for deletion of hook batch/Job/migrate");
        eventually([&] { return advance(git) == kAwaited; });
    }
    EXPECT_NE(manifest::uid_of(live(git[0])), uid);
}

TEST_F(HooksTest, IsDeletedWhereItsPolicySaysSo) {
    const std::vector<std::string> git{migrate("HookSucceeded"), config_map("a")};
    advance(git);
    end(git[0], kComplete);
    EXPECT_EQ(advance(git), kSucceeded);
    eventually([&] { return !exists(yaml(git[0])); });
}

// Of one type, under one delete policy: what is left of it after a sync that has run it.
class HookPolicyTest : public HooksTest {
  protected:
    void expect(const std::string& type, const std::string& policy, bool ends_well) {
        SCOPED_TRACE(type + " " + policy + (ends_well ? " well" : " badly"));
        const std::string hook = job("name: hook-" + std::to_string(++count_),
                                     "argocd.argoproj.io/hook: " + type +
                                         ", argocd.argoproj.io/hook-delete-policy: " + policy);
        // Hooks for failures need one.
        const bool succeeds = ends_well && type != "SyncFail";
        const std::vector<std::string> git{
            hook, config_map(type == "SyncFail" ? "Not_A_Name" : "a"), config_map("later", 1)};
        begin("{sync: {}}");
        EXPECT_TRUE(advance(git).starts_with("Running: waiting for completion of hook batch/Job/"));
        end(hook, ends_well ? kComplete : kFailed);
        EXPECT_TRUE(advance(git).starts_with(succeeds ? "Succeeded: " : "Failed: "));
        const bool goes = policy == (succeeds ? "HookSucceeded" : "HookFailed");
        const Value left = live(hook);
        EXPECT_EQ(goes, left.is_null() || left.get("metadata", "deletionTimestamp") != nullptr);
        EXPECT_FALSE(sync::has_hook_finalizer(left));
    }

  private:
    int count_ = 0;
};

TEST_F(HookPolicyTest, IsAboutTheWholeOperationWhateverTheType) {
    for (const char* type : {"PreSync", "Sync", "PostSync", "SyncFail"}) {
        for (const char* policy : {"BeforeHookCreation", "HookSucceeded", "HookFailed"}) {
            expect(type, policy, true);
            expect(type, policy, false);
        }
    }
}

TEST_F(HooksTest, MayHaveItsNameGenerated) {
    const std::vector<std::string> git{
        job("generateName: Migrate-", "argocd.argoproj.io/hook: PreSync")};
    const std::string name = "migrate-c0ffee-presync-0";
    EXPECT_EQ(advance(git), "Running: waiting for completion of hook batch/Job/" + name);
    const std::string made = job("name: " + name, "");
    EXPECT_EQ(manifest::annotation(live(made), kTrackingId), "shop:batch/Job:default/" + name);
    end(made, kComplete);
    EXPECT_EQ(advance(git), kNoMore);
}

TEST_F(HooksTest, IsNoDifferenceAndIsNotPruned) {
    const std::vector<std::string> git{migrate()};
    advance(git);
    end(git[0], kComplete);
    EXPECT_EQ(advance(git), kNoMore);
    begin("{sync: {prune: true}}");
    Comparer comparer(*live_, *writer_, pool_);
    Verdicts verdicts;
    auto comparison = comparer.compare(basis({}), verdicts);
    ASSERT_TRUE(comparison);
    EXPECT_TRUE(comparison->items.empty());
    ASSERT_EQ(comparison->hooks.size(), 1U);
    EXPECT_EQ(advance({}), kNoMore);
    EXPECT_TRUE(exists(yaml(git[0])));
}

TEST_F(HooksTest, DoNotRunInASelectiveOrPlainSync) {
    for (const char* operation : {"{sync: {syncStrategy: {apply: {}}}}",
                                  "{sync: {resources: [{kind: ConfigMap, name: a}]}}"}) {
        SCOPED_TRACE(operation);
        begin(operation);
        EXPECT_EQ(advance({migrate(), config_map("a")}), kSucceeded);
        EXPECT_FALSE(exists(yaml(migrate())));
    }
}

TEST_F(HooksTest, ADryRunLeavesThemAlone) {
    const std::vector<std::string> git{migrate("HookSucceeded"), config_map("a"),
                                       config_map("later", 1)};
    begin("{sync: {}}");
    advance({migrate(), git[1]});
    const std::string uid(manifest::uid_of(live(git[0])));
    begin("{sync: {prune: true, dryRun: true}}", "decade");
    EXPECT_TRUE(advance(git).starts_with("Succeeded: "));
    EXPECT_EQ(row("migrate"), "Synced: job.batch/migrate serverside-applied (server dry run)");
    EXPECT_EQ(manifest::uid_of(live(git[0])), uid);
    EXPECT_TRUE(sync::has_hook_finalizer(live(git[0])));
}

TEST_F(HooksTest, TerminationDeletesWhatRuns) {
    const std::vector<std::string> git{migrate(), config_map("a")};
    advance(git);
    state_["phase"] = "Terminating";
    EXPECT_EQ(advance(git), "Failed: Operation terminated");
    EXPECT_EQ(row("migrate"), "Synced: Terminated");
    eventually([&] { return !exists(yaml(git[0])); });
}

TEST_F(HooksTest, TerminationTakesWhatHasGoneAsDone) {
    const std::vector<std::string> git{migrate(), config_map("a")};
    advance(git);
    const Value gone = live(git[0]);
    EXPECT_TRUE(writer_->remove_finalizer(resource_of(gone), gone, sync::kHookFinalizer));
    EXPECT_TRUE(client_->remove(resource_of(gone), "default", "migrate"));
    eventually([&] { return !live_->get(manifest::type_of(gone), manifest::key_of(gone)); });
    state_["phase"] = "Terminating";
    EXPECT_EQ(advance(git), "Failed: Operation terminated");
    EXPECT_EQ(row("migrate"), "Synced: Terminated");
    EXPECT_EQ(state_.get("syncResult", "resources")->as_array()[0].text("hookPhase"), "Succeeded");
}

TEST_F(HooksTest, WhatADifferentOperationLeftHeldIsLetGo) {
    const std::vector<std::string> git{migrate(), config_map("a")};
    advance(git);
    begin("{sync: {}}", "decade");
    EXPECT_EQ(advance({config_map("a")}), kSucceeded);
    EXPECT_FALSE(sync::has_hook_finalizer(live(git[0])));
}

TEST_F(HooksTest, LettingOneGoLeavesItsSuccessorAlone) {
    const std::vector<std::string> git{migrate()};
    advance(git);
    Value gone = live(git[0]);
    gone["metadata"]["uid"] = "of the one before";
    EXPECT_TRUE(writer_->remove_finalizer(resource_of(gone), gone, sync::kHookFinalizer));
    EXPECT_TRUE(sync::has_hook_finalizer(live(git[0])));
}

TEST_F(OperationTest, PruningWaitsForItsConfirmation) {
    const Value old = leave_behind(config_map("old", 0, "Prune=confirm"));
    EXPECT_EQ(advance({}), "Running: waiting for pruning confirmation of ConfigMap/old");
    approved_ = "1969-12-31T23:59:59Z";
    EXPECT_EQ(advance({}), "Running: waiting for pruning confirmation of ConfigMap/old");
    approved_ = "1970-01-01T00:00:00Z";
    advance({});
    EXPECT_EQ(row("old"), "Pruned: pruned");
}

TEST_F(OperationTest, TheNamespaceGetsItsMetadata) {
    create("{apiVersion: v1, kind: Namespace, metadata: {name: new, labels: {team: other}}}");
    spec_.namespace_ = "new";
    spec_.create_namespace = true;
    spec_.namespace_labels = yaml("{pod-security.kubernetes.io/enforce: baseline}");
    EXPECT_EQ(advance({config_map("a")}), "Succeeded: successfully synced (all tasks run)");
    const auto live = client_->get(kube::namespaces(), "", "new");
    ASSERT_TRUE(live);
    EXPECT_EQ(manifest::label(*live, "pod-security.kubernetes.io/enforce"), "baseline");
    EXPECT_EQ(manifest::label(*live, "team"), "other");
}

}  // namespace
}  // namespace sealer::app
