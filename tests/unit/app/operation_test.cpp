// SPDX-License-Identifier: Apache-2.0
#include "controller/app/operation.h"

#include "common/manifest/json.h"
#include "operation_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr const char* kStuck =
    "{status: {observedGeneration: 1, conditions: [{type: Progressing, status: 'False', reason: "
    "ProgressDeadlineExceeded, message: stuck}]}}";

TEST_F(OperationTest, AWaveWaitsUntilTheOneBeforeIsHealthy) {
    const std::vector<std::string> git{kDeployment, config_map("after", 1)};
    EXPECT_EQ(advance(git), "Running: waiting for healthy state of apps/Deployment/web");
    EXPECT_FALSE(exists(yaml(git[1])));
    patch(yaml(kDeployment), kRolledOut, "status");
    await_health(HealthStatus::kHealthy);
    EXPECT_EQ(advance(git), "Succeeded: successfully synced (all tasks run)");
    EXPECT_TRUE(exists(yaml(git[1])));
}

TEST_F(OperationTest, WithWaitHealthyTheLastWaveIsWaitedForToo) {
    spec_.wait_healthy = true;
    EXPECT_EQ(advance({kDeployment}), "Running: waiting for healthy state of apps/Deployment/web");
    patch(yaml(kDeployment), kRolledOut, "status");
    await_health(HealthStatus::kHealthy);
    EXPECT_EQ(advance({kDeployment}), "Succeeded: successfully synced (all tasks run)");
}

TEST_F(OperationTest, PruningMoreThanTheBudgetAllowsIsHeld) {
    const Value old = leave_behind(config_map("old"));
    spec_.deletion_budget = {0, std::nullopt};
    begin("{sync: {prune: true}, initiatedBy: {automated: true}}");
    const std::string held = "Running: waiting for pruning confirmation of ConfigMap/old";
    EXPECT_EQ(advance({}), held);
    approved_ = "1969-12-31T23:59:59Z";
    EXPECT_EQ(advance({}), held);
    EXPECT_TRUE(exists(old));
    approved_ = "1970-01-01T00:00:00Z";
    advance({});
    EXPECT_EQ(row("old"), "Pruned: pruned");
}

TEST_F(OperationTest, PruningThatSomebodyAskedForIsNotHeld) {
    leave_behind(config_map("old"));
    spec_.deletion_budget = {0, std::nullopt};
    advance({});
    EXPECT_EQ(row("old"), "Pruned: pruned");
}

TEST_F(OperationTest, TheLastWaveIsNotWaitedFor) {
    EXPECT_EQ(advance({config_map("before", -1), kDeployment}),
              "Succeeded: successfully synced (all tasks run)");
}

TEST_F(OperationTest, NorDoesItFailForBeingDegraded) {
    advance({kDeployment});
    patch(yaml(kDeployment), kStuck, "status");
    await_health(HealthStatus::kDegraded);
    begin("{sync: {}}");
    EXPECT_EQ(advance({kDeployment, config_map("mended")}),
              "Succeeded: successfully synced (all tasks run)");
    EXPECT_EQ(row("web"), "Synced: deployment.apps/web unchanged");
    spec_.wait_healthy = true;
    begin("{sync: {}}");
    EXPECT_TRUE(advance({kDeployment}).starts_with("Failed: "));
}

TEST_F(OperationTest, ADegradedWaveEndsIt) {
    const std::vector<std::string> git{kDeployment, config_map("after", 1)};
    advance(git);
    patch(yaml(kDeployment), kStuck, "status");
    await_health(HealthStatus::kDegraded);
    const std::string outcome = advance(git);
    EXPECT_TRUE(outcome.starts_with("Failed: ")) << outcome;
    EXPECT_NE(outcome.find("apps/Deployment/web is degraded"), std::string::npos) << outcome;
    EXPECT_FALSE(exists(yaml(git[1])));
}

TEST_F(OperationTest, AWaveWaitsUntilWhatWasPrunedIsGone) {
    const Value old = leave_behind(config_map("old", 1));
    patch(old, "{metadata: {finalizers: [example.com/busy]}}");
    EXPECT_EQ(advance({config_map("later", 2)}), "Running: waiting for deletion of ConfigMap/old");
    EXPECT_FALSE(exists(yaml(config_map("later"))));
    patch(old, "{metadata: {finalizers: null}}");
    eventually([&] { return !live_->get(manifest::type_of(old), manifest::key_of(old)); });
    EXPECT_EQ(advance({config_map("later", 2)}), "Succeeded: successfully synced (all tasks run)");
}

TEST_F(OperationTest, PrunesWhatItMay) {
    struct Case {
        const char* description;
        const char* operation;
        bool application_allows;
        const char* object_options;
        const char* expected;
    };
    for (const Case& c : {
             Case{"asked for", "{sync: {prune: true}}", true, "", "Pruned: pruned"},
             Case{"not asked for", "{sync: {}}", true, "",
                  "PruneSkipped: ignored (requires pruning)"},
             Case{"the object says no", "{sync: {prune: true}}", true, "Prune=false",
                  "PruneSkipped: ignored (no prune)"},
             Case{"the Application says no", "{sync: {prune: true}}", false, "",
                  "PruneSkipped: ignored (no prune)"},
             Case{"the object says yes after all", "{sync: {prune: true}}", false, "Prune=true",
                  "Pruned: pruned"},
             Case{"dry run", "{sync: {prune: true, dryRun: true}}", true, "",
                  "Pruned: pruned (dry run)"},
         }) {
        SCOPED_TRACE(c.description);
        spec_.prune_consent = Consent::kYes;
        const Value old = leave_behind(config_map("old", 0, c.object_options));
        begin(c.operation);
        spec_.prune_consent = c.application_allows ? Consent::kYes : Consent::kNo;
        advance({});
        EXPECT_EQ(row("old"), c.expected);
        if (std::string_view(c.expected) == "Pruned: pruned") {
            // In the foreground: the garbage collector takes the object away.
            eventually([&] { return !exists(old); });
        } else {
            EXPECT_TRUE(exists(old));
            EXPECT_TRUE(client_->remove(resource_of(old), "default", "old"));
        }
        eventually([&] { return live_->owned("shop").empty(); });
        begin("{sync: {prune: true}}");
    }
}

TEST_F(OperationTest, ADryRunWritesNothing) {
    begin("{sync: {dryRun: true}}");
    const std::vector<std::string> git{config_map("a"), config_map("b", 1)};
    EXPECT_EQ(advance(git), "Succeeded: successfully synced (all tasks run)");
    EXPECT_EQ(row("a"), "Synced: configmap/a serverside-applied (server dry run)");
    EXPECT_FALSE(exists(yaml(git[0])));
}

TEST_F(OperationTest, WritesJustTheSelected) {
    begin("{sync: {resources: [{group: '', kind: ConfigMap, name: b}]}}");
    const std::vector<std::string> git{config_map("a"), config_map("b")};
    EXPECT_EQ(advance(git), "Succeeded: successfully synced (all tasks run)");
    EXPECT_FALSE(exists(yaml(git[0])));
    EXPECT_TRUE(exists(yaml(git[1])));
}

TEST_F(OperationTest, OneFailureEndsItAfterItsWave) {
    const std::vector<std::string> git{config_map("Not_A_Name"), config_map("beside"),
                                       config_map("after", 1)};
    const std::string outcome = advance(git);
    EXPECT_TRUE(outcome.starts_with("Failed: one or more objects failed to apply")) << outcome;
    EXPECT_TRUE(row("Not_A_Name").starts_with("SyncFailed: ConfigMap/Not_A_Name: "));
    EXPECT_TRUE(exists(yaml(git[1])));
    EXPECT_FALSE(exists(yaml(git[2])));
}

TEST_F(OperationTest, NothingBeginsWhereAKindIsMissing) {
    const auto widget = [](const std::string& options) {
        return "{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w, annotations: "
               "{argocd.argoproj.io/sync-options: '" +
               options + "', argocd.argoproj.io/sync-wave: '1'}}}";
    };
    const std::string said =
        "The Kubernetes API could not find acme.io/Widget for requested resource default/w. Make "
        "sure the CustomResourceDefinition is installed";
    EXPECT_EQ(advance({widget(""), config_map("a")}),
              "Failed: one or more synchronization tasks are not valid: " + said);
    EXPECT_EQ(row("w"), "SyncFailed: " + said);
    EXPECT_FALSE(exists(yaml(config_map("a"))));

    // Something in an earlier wave may bring it.
    begin("{sync: {}}");
    EXPECT_EQ(advance({widget("SkipDryRunOnMissingResource=true"), config_map("a")}),
              "Failed: one or more objects failed to apply, reason: " + said);
    EXPECT_TRUE(exists(yaml(config_map("a"))));
    begin("{sync: {}}");
    spec_.skips_missing_kinds = true;
    EXPECT_EQ(advance({widget(""), config_map("a")}),
              "Failed: one or more objects failed to apply, reason: " + said);
    begin("{sync: {dryRun: true}}");
    EXPECT_TRUE(advance({widget(""), config_map("a")}).starts_with("Succeeded: "));
    EXPECT_EQ(row("w"), "Synced: widget.acme.io/w not checked: its kind would come with this sync");
}

TEST_F(OperationTest, AServerThatIsAwayIsNoFailure) {
    ASSERT_TRUE(discovery_->find(manifest::type_of(yaml(config_map("a")))));
    server_.reset();
    EXPECT_FALSE(try_to_advance({config_map("a")}));
    EXPECT_EQ(state_.text("phase"), "Running");
    EXPECT_EQ(row("a"), "");
}

TEST_F(OperationTest, LeavesOutWhatIsInSyncWhereAskedTo) {
    const std::vector<std::string> git{kDeployment, config_map("a", 1)};
    advance({kDeployment});
    spec_.out_of_sync_only = true;
    begin("{sync: {}}");
    await_health(HealthStatus::kProgressing);
    EXPECT_EQ(advance(git), "Succeeded: successfully synced (all tasks run)");
    EXPECT_EQ(row("web"), "");
    EXPECT_EQ(row("a"), "Synced: configmap/a serverside-applied");
    begin("{sync: {}}");
    EXPECT_EQ(advance(git), "Succeeded: successfully synced (no more tasks)");
}

TEST_F(OperationTest, AnObjectOfAnotherApplicationIsTakenUnlessThatIsForbidden) {
    const Value object = create(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, annotations: "
        "{argocd.argoproj.io/tracking-id: 'other:/ConfigMap:default/a'}}}");
    eventually(
        [&] { return live_->get(manifest::type_of(object), manifest::key_of(object)) != nullptr; });
    spec_.fails_on_shared = true;
    EXPECT_EQ(advance({config_map("a")}),
              "Failed: Shared resource found: ConfigMap/a is part of applications shop and other");
    spec_.fails_on_shared = false;
    begin("{sync: {}}");
    EXPECT_EQ(advance({config_map("a")}), "Succeeded: successfully synced (all tasks run)");
}

TEST_F(OperationTest, WhatCannotBeChangedIsMadeAnewWhereItMay) {
    const auto job = [](const std::string& image) {
        return "{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: default}, spec: "
               "{template: {spec: {restartPolicy: Never, containers: [{name: a, image: " +
               image + "}]}}}}";
    };
    const auto deployment = [](const std::string& label, const std::string& options) {
        Value object = yaml(kDeployment);
        object["spec"]["selector"]["matchLabels"]["app"] = label;
        object["spec"]["template"]["metadata"]["labels"]["app"] = label;
        manifest::set_annotation(object, kSyncOptions, options);
        return manifest::canonical_json(object);
    };
    const auto binding = [](const std::string& role) {
        return "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, "
               "namespace: default}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, "
               "name: " +
               role + "}}";
    };
    const auto sealed = [](const std::string& value) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: s, namespace: default}, "
               "immutable: true, data: {a: " +
               value + "}}";
    };
    const auto claim = [](const std::string& mode) {
        return "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: "
               "default, annotations: {argocd.argoproj.io/sync-options: Force=true}}, spec: "
               "{accessModes: [" +
               mode + "], resources: {requests: {storage: 1Gi}}}}";
    };
    struct Case {
        const char* description;
        std::string before;
        std::string after;
        bool is_made_anew;
    };
    for (const Case& c : {
             Case{"a Job", job("a"), job("b"), true},
             Case{"a Job that could not be made", job("a"), job("''"), false},
             Case{"a RoleBinding", binding("a"), binding("b"), true},
             Case{"an immutable ConfigMap", sealed("a"), sealed("b"), true},
             Case{"a claim, whatever it says", claim("ReadWriteOnce"), claim("ReadWriteMany"),
                  false},
             Case{"a Deployment", deployment("a", ""), deployment("b", ""), false},
             Case{"a Deployment that says so", deployment("a", ""), deployment("b", "Force=true"),
                  true},
         }) {
        SCOPED_TRACE(c.description);
        begin("{sync: {}}");
        // What the case before has left may have to go first.
        eventually([&] { return !advance({c.before}).starts_with("Running"); });
        ASSERT_EQ(state_.text("phase"), "Succeeded") << state_.text("message");
        const Value object = yaml(c.before);
        const auto uid = [&] {
            const auto live =
                client_->get(resource_of(object), "default", manifest::name_of(object));
            return live ? std::string(manifest::uid_of(*live)) : "";
        };
        const std::string old = uid();
        eventually([&] {
            return live_->get(manifest::type_of(object), manifest::key_of(object)) != nullptr;
        });
        begin("{sync: {}}");
        eventually(
            [&] { return !advance({c.after}).starts_with("Running: waiting for deletion"); });
        EXPECT_EQ(state_.text("phase"), c.is_made_anew ? "Succeeded" : "Failed")
            << state_.text("message");
        EXPECT_EQ(uid() != old, c.is_made_anew);
    }
}

TEST_F(OperationTest, ReplacesWhereAskedTo) {
    const Value object = create(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {by: "
        "others}}");
    eventually(
        [&] { return live_->get(manifest::type_of(object), manifest::key_of(object)) != nullptr; });
    EXPECT_TRUE(advance({config_map("a")}).starts_with("Succeeded"));
    const auto data = [&] {
        const auto live = client_->get(resource_of(object), "default", "a");
        return live ? std::string(live->text("data", "by")) : "gone";
    };
    EXPECT_EQ(data(), "others");
    begin("{sync: {}}");
    EXPECT_TRUE(advance({config_map("a", 0, "Replace=true")}).starts_with("Succeeded"));
    EXPECT_EQ(row("a"), "Synced: configmap/a replaced");
    EXPECT_EQ(data(), "");
}

TEST_F(OperationTest, ValidatesUnlessAskedNotTo) {
    const auto with = [](const std::string& options) {
        Value object = yaml(kDeployment);
        object["spec"]["template"]["spec"]["nonsense"] = "x";
        manifest::set_annotation(object, kSyncOptions, options);
        return manifest::canonical_json(object);
    };
    advance({with("Replace=true")});
    EXPECT_TRUE(row("web").starts_with("SyncFailed: apps/Deployment/web: ")) << row("web");
    begin("{sync: {}}");
    advance({with("Replace=true,Validate=false")});
    EXPECT_EQ(row("web"), "Synced: deployment.apps/web replaced");
}

TEST_F(OperationTest, MakesTheNamespaceWhereAsked) {
    spec_.namespace_ = "new";
    const Value namespace_ = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: new}}");
    advance({config_map("a")});
    EXPECT_FALSE(exists(namespace_));
    spec_.create_namespace = true;
    begin("{sync: {}}");
    EXPECT_EQ(advance({config_map("a")}), "Succeeded: successfully synced (all tasks run)");
    EXPECT_TRUE(exists(namespace_));
    // It is not the Application's, and does not go with it.
    const auto live = client_->get(kube::namespaces(), "", "new");
    ASSERT_TRUE(live);
    EXPECT_EQ(manifest::annotation(*live, kTrackingId), "");
    EXPECT_EQ(row("new"), "Synced: namespace/new serverside-applied");
}

TEST_F(OperationTest, CanBeTerminated) {
    state_["phase"] = "Terminating";
    EXPECT_EQ(advance({config_map("a")}), "Failed: Operation terminated");
    EXPECT_FALSE(exists(yaml(config_map("a"))));
}

}  // namespace
}  // namespace sealer::app
