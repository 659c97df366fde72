// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_runner.h"
#include "common/manifest/json.h"
#include "sealer/app_await.h"
#include "values.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::HasSubstr;

ResourceSelection select(const std::vector<std::string>& texts) {
    ResourceSelection selection;
    for (const std::string& text : texts) {
        EXPECT_TRUE(selection.add(text)) << text;
    }
    return selection;
}

TEST(ResourceSelection, TakesPatternsAndExceptions) {
    const manifest::ObjectKey web{"apps", "Deployment", "shop", "web"};
    const manifest::ObjectKey service{"", "Service", "shop", "web"};
    struct Case {
        std::vector<std::string> texts;
        bool web;
        bool service;
    };
    for (const Case& c : {
             Case{{}, true, true},
             Case{{"apps:Deployment:web"}, true, false},
             Case{{"apps:Deployment:shop/web"}, true, false},
             Case{{"apps:Deployment:other/web"}, false, false},
             Case{{":Service:web"}, false, true},
             Case{{"*:*:w*"}, true, true},
             Case{{"!apps:Deployment:web"}, false, true},
             Case{{"*:*:*", "!:Service:*"}, true, false},
         }) {
        const ResourceSelection selection = select(c.texts);
        EXPECT_EQ(selection.selects(web), c.web) << testing::PrintToString(c.texts);
        EXPECT_EQ(selection.selects(service), c.service) << testing::PrintToString(c.texts);
    }
    ResourceSelection selection;
    for (const char* wrong :
         {"", "web", "Deployment:web", "apps::web", "apps:Deployment:", "a:b:c:d"}) {
        EXPECT_FALSE(selection.add(wrong)) << wrong;
    }
}

const Value& application() {
    static const Value kApplication = yaml(R"(
metadata: {name: shop, namespace: argocd}
spec:
  source: {repoURL: r, path: new}
  syncPolicy: {syncOptions: [CreateNamespace=true], retry: {limit: 2}}
status:
  resources:
  - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web}
  - {version: v1, kind: Namespace, name: shop}
  history:
  - {id: 1, revision: aaa, source: {repoURL: r, path: old}}
  - {id: 2, revision: bbb, source: {repoURL: r, path: new}}
)");
    return kApplication;
}

TEST(SyncOperation, HoldsWhatWasAskedFor) {
    struct Case {
        SyncRequest request;
        std::string expected;
    };
    SyncRequest all{.revisions = {.revision = "v2"},
                    .prune = true,
                    .dry_run = true,
                    .force = true,
                    .skips_hooks = true,
                    .options = {"Replace=true", "CreateNamespace=true"},
                    .info = {"why=because"},
                    .retry = RetryRequest{.limit = -1, .refresh = true},
                    .username = "eve"};
    SyncRequest some{.resources = select({"*:*:web", ":Namespace:shop"}), .username = "eve"};
    SyncRequest labelled{.chosen = {{"", "ConfigMap", "", "a"}}, .username = "eve"};
    for (
        const Case& c : {
            Case{
                {.username = "eve"},
                R"({"sync": {"syncStrategy": {"hook": {}}, "syncOptions": ["CreateNamespace=true"]},
                      "initiatedBy": {"username": "eve"}, "retry": {"limit": 2}})"},
            Case{all,
                 R"({"sync": {"revision": "v2", "prune": true, "dryRun": true,
                      "syncStrategy": {"apply": {"force": true}},
                      "syncOptions": ["CreateNamespace=true", "Replace=true"]},
                      "info": [{"name": "why", "value": "because"}],
                      "retry": {"limit": -1, "refresh": true,
                        "backoff": {"duration": "5s", "factor": 2, "maxDuration": "3m"}},
                      "initiatedBy": {"username": "eve"}})"},
            Case{some,
                 R"({"sync": {"syncStrategy": {"hook": {}}, "syncOptions": ["CreateNamespace=true"],
                      "resources": [{"group": "apps", "kind": "Deployment", "namespace": "shop",
                        "name": "web"}, {"kind": "Namespace", "name": "shop"}]},
                      "initiatedBy": {"username": "eve"}, "retry": {"limit": 2}})"},
            Case{labelled,
                 R"({"sync": {"syncStrategy": {"hook": {}}, "syncOptions": ["CreateNamespace=true"],
                      "resources": [{"kind": "ConfigMap", "name": "a"}]},
                      "initiatedBy": {"username": "eve"}, "retry": {"limit": 2}})"},
        }) {
        const auto operation = make_sync_operation(c.request, application());
        ASSERT_TRUE(operation);
        EXPECT_EQ(manifest::canonical_json(*operation), manifest::canonical_json(yaml(c.expected)));
    }
}

TEST(LabelSelection, TakesWhatHasAnyOfThem) {
    LabelSelection selection;
    EXPECT_FALSE(selection.add("tier"));
    EXPECT_FALSE(selection.add("=web"));
    EXPECT_TRUE(selection.empty());
    ASSERT_TRUE(selection.add("tier=web"));
    ASSERT_TRUE(selection.add("example.com/team="));
    EXPECT_TRUE(selection.selects(yaml("metadata: {labels: {tier: web, other: x}}")));
    EXPECT_TRUE(selection.selects(yaml("metadata: {labels: {example.com/team: ''}}")));
    EXPECT_FALSE(selection.selects(yaml("metadata: {labels: {tier: db}}")));
    EXPECT_FALSE(selection.selects(yaml("metadata: {}")));
}

TEST(ForeignFlags, AreTakenOrSayWhyNot) {
    const Ran local = run_cli({"app", "sync", "shop", "--local", "deploy", "--core"});
    EXPECT_EQ(local.exit_code, 2);
    EXPECT_THAT(local.err, HasSubstr("takes what is in Git, and nothing else"));
    EXPECT_THAT(run_cli({"app", "get", "shop", "--show-params"}).err, HasSubstr("Helm"));
    EXPECT_THAT(run_cli({"app", "wait", "shop", "--hydrated"}).err, HasSubstr("no hydrator"));
    EXPECT_EQ(run_cli({"app", "diff", "shop", "--core", "--server-side-diff"}).exit_code, 20);
}

TEST(SyncOperation, IsRefusedWhereItWouldDoNothing) {
    EXPECT_THAT(
        make_sync_operation({.resources = select({":Secret:x"})}, application()).error().message,
        HasSubstr("selects none"));
    EXPECT_FALSE(make_sync_operation({.info = {"x"}}, application()));
}

TEST(Rollback, TakesTheLastButOneOrTheOneThatIsNamed) {
    EXPECT_EQ(find_history(application(), std::nullopt)->integer_or(0, "id"), 1);
    EXPECT_EQ(find_history(application(), 2)->integer_or(0, "id"), 2);
    EXPECT_EQ(find_history(application(), 7).error().code, Code::kNotFound);
    EXPECT_EQ(find_history(yaml("status: {history: [{id: 1}]}"), std::nullopt).error().code,
              Code::kNotFound);
}

TEST(Rollback, TakesTheSourceWhereItWasAnotherOne) {
    const auto json = [](std::int64_t id) {
        return manifest::canonical_json(*make_rollback_operation({.prune = true, .username = "eve"},
                                                                 application(),
                                                                 *find_history(application(), id))
                                             .get("sync"));
    };
    EXPECT_EQ(json(1), R"({"prune":true,"revision":"aaa","source":{"path":"old","repoURL":"r"},)"
                       R"("syncOptions":["CreateNamespace=true"],"syncStrategy":{"apply":{}}})");
    EXPECT_EQ(json(2), R"({"prune":true,"revision":"bbb","syncOptions":["CreateNamespace=true"],)"
                       R"("syncStrategy":{"apply":{}}})");
}

TEST(PatchToBegin, DisturbsNobody) {
    EXPECT_TRUE(patch_to_begin(Value(), application()));
    for (const char* busy : {"operation: {sync: {}}", "status: {operationState: {phase: Running}}",
                             "metadata: {deletionTimestamp: now}"}) {
        EXPECT_EQ(patch_to_begin(Value(), yaml(busy)).error().code, Code::kConflict) << busy;
    }
}

TEST(PatchToTerminate, DependsOnHowFarTheOperationIs) {
    for (const auto& [text, expected] :
         {std::pair{"status: {operationState: {phase: Running}}",
                    R"({"status":{"operationState":{"phase":"Terminating"}}})"},
          {"status: {operationState: {phase: Terminating}}", "null"},
          {"operation: {sync: {}}", R"({"operation":null})"}}) {
        EXPECT_EQ(manifest::write_json(patch_to_terminate(yaml(text)).value()), expected);
    }
    EXPECT_EQ(patch_to_terminate(application()).error().code, Code::kNotFound);
}

TEST(Awaits, WhatWasAskedFor) {
    const Awaited standard{.sync = true, .operation = true, .health = true};
    const auto state = [](const char* sync, const char* health, const char* more = "") {
        return yaml("{status: {sync: {status: " + std::string(sync) +
                    "}, health: {status: " + health +
                    "}, resources: [{kind: Service, name: a, status: Synced}, {kind: Pod, "
                    "name: b, status: OutOfSync, health: {status: Degraded}}]}" +
                    more + "}");
    };
    struct Case {
        Awaited awaited;
        Value application;
        std::string expected;
    };
    for (const Case& c : {
             Case{standard, state("Synced", "Healthy"), ""},
             Case{standard, state("OutOfSync", "Healthy"), "a/b to be Synced, which is OutOfSync"},
             Case{standard, state("Synced", "Degraded"), "a/b to be Healthy, which is Degraded"},
             Case{standard, state("Synced", "Healthy", ", operation: {sync: {}}"),
                  "a/b's operation to end"},
             Case{{.health = true}, state("OutOfSync", "Healthy", ", operation: {sync: {}}"), ""},
             Case{{.health = true, .suspended = true}, state("Synced", "Suspended"), ""},
             Case{{.suspended = true, .degraded = true},
                  state("Synced", "Healthy"),
                  "a/b to be Suspended or Degraded, which is Healthy"},
             Case{{.deletion = true}, state("Synced", "Healthy"), "a/b to be deleted"},
             Case{{.sync = true, .health = true, .resources = select({":Service:*"})},
                  state("OutOfSync", "Degraded"),
                  ""},
             Case{{.health = true, .resources = select({":Pod:*"})},
                  state("Synced", "Healthy"),
                  "Pod b to be Healthy, which is Degraded"},
             Case{{.sync = true, .resources = select({":Secret:*"})},
                  state("Synced", "Healthy"),
                  "the objects that --resource names, of which there are none"},
         }) {
        EXPECT_EQ(awaits(c.awaited, "a/b", &c.application), c.expected);
    }
    EXPECT_EQ(awaits({.deletion = true}, "a/b", nullptr), "");
    EXPECT_EQ(awaits(standard, "a/b", nullptr), "a/b, which does not exist");
}

TEST(AppCommand, WrongCommandLinesEndWith2AndOthersWith20) {
    EXPECT_EQ(run_cli({"app", "sync", "shop", "--strategy", "x"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "sync", "shop", "--resource", "x"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "sync", "shop", "--label", "x"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "list", "-o", "tree"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "sync", "shop", "--retry-backoff-factor", "0"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "delete", "shop", "-p", "orphan"}).exit_code, 2);
    EXPECT_EQ(run_cli({"app", "get", "shop"}).exit_code, 20);  // no kubeconfig
    EXPECT_THAT(run_cli({"app", "grow"}).err, HasSubstr("no command \"app grow\""));
    EXPECT_THAT(run_cli({"app", "--help"}).out,
                HasSubstr("  sealer app terminate-op  End the operation"));
    EXPECT_THAT(run_cli({"app", "wait", "--help"}).out, HasSubstr("--timeout TIME"));
}

}  // namespace
}  // namespace sealer::cli
