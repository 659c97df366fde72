// SPDX-License-Identifier: Apache-2.0
// What a client puts into an Application's `operation`, and what becomes of it.
#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::HasSubstr;

using RequestedOperationTest = ReconcilerTest;

TEST_F(RequestedOperationTest, SynchronisesARevisionAndWritesHistory) {
    const std::string first = source_.commit({{"a/kustomization.yaml", generator("web", "v=1")}});
    source_.commit({{"a/kustomization.yaml", generator("web", "v=2")}});
    create_application("a", "");
    // In quotes: it may consist of digits.
    EXPECT_THAT(run("{sync: {revision: '" + first.substr(0, 8) +
                    "'}, initiatedBy: {username: ann}, info: [{name: Reason, value: test}]}"),
                HasSubstr("Succeeded"));
    EXPECT_EQ(live("web", "v"), "1");
    ASSERT_EQ(history().size(), 1U);
    EXPECT_EQ(history()[0].text("revision"), first);
    EXPECT_EQ(history()[0].text("initiatedBy", "username"), "ann");
    const Value now = application();
    EXPECT_EQ(*now.get("status", "operationState", "operation", "info"),
              yaml("[{name: Reason, value: test}]"));
}

TEST_F(RequestedOperationTest, SynchronisesAnotherSource) {
    const std::string commit = source_.commit({{"a/kustomization.yaml", generator("web", "v=1")},
                                               {"b/kustomization.yaml", generator("db", "v=1")}});
    create_application("a", "");
    look_until("OutOfSync", commit);
    EXPECT_THAT(run("{sync: {source: " + source("b") + "}}"), HasSubstr("Succeeded"));
    EXPECT_EQ(live("db", "v"), "1");
    EXPECT_EQ(live("web", "v"), "");
    EXPECT_EQ(history().back().text("source", "path"), "b");
    look_until("OutOfSync", commit);
    EXPECT_EQ(application().text("status", "sync", "comparedTo", "source", "path"), "a");
}

TEST_F(RequestedOperationTest, RefusesWhatIsNotDone) {
    source_.commit({{"a/kustomization.yaml", generator("web", "v=1")}});
    create_application("a", "");
    EXPECT_THAT(run("{sync: {manifests: ['{}']}, retry: {limit: 5}}"),
                HasSubstr("Error: operation.sync.manifests: local manifests"));
    EXPECT_THAT(run("{sync: {source: {repoURL: 'ext::sh', path: a}}}"),
                HasSubstr("Error: spec.source.repoURL"));
    EXPECT_THAT(
        run("{sync: {revision: nothing}}"),
        HasSubstr("Error: ComparisonError: Failed to load target state: unable to resolve"));
    EXPECT_TRUE(history().empty());
}

TEST_F(RequestedOperationTest, ASelectiveOneSyncsWhatItNamesAndWritesNoHistory) {
    source_.commit({{"a/x.yaml",
                     "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {v: '1'}}\n"
                     "---\n"
                     "{apiVersion: v1, kind: ConfigMap, metadata: {name: two}, data: {v: '1'}}"}});
    create_application("a", "");
    EXPECT_THAT(run("{sync: {resources: [{kind: ConfigMap, name: two}]}}"), HasSubstr("Succeeded"));
    EXPECT_EQ(live("one", "v"), "");
    EXPECT_EQ(live("two", "v"), "1");
    EXPECT_TRUE(history().empty());
    EXPECT_THAT(run("{sync: {dryRun: true}}"), HasSubstr("Succeeded"));
    EXPECT_EQ(live("one", "v"), "");
    EXPECT_TRUE(history().empty());
    EXPECT_THAT(run("{sync: {resources: [], autoHealAttemptsCount: 0}}"), HasSubstr("Succeeded"));
    EXPECT_EQ(live("one", "v"), "1");
    EXPECT_EQ(history().size(), 1U);
}

TEST_F(RequestedOperationTest, ComesBeforeAnAutomaticOneAndCountsAsATry) {
    source_.commit({{"a/x.yaml",
                     "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {v: '1'}}\n"
                     "---\n"
                     "{apiVersion: v1, kind: ConfigMap, metadata: {name: two}, data: {v: '1'}}"}});
    create_application("a", "prune: true");
    EXPECT_THAT(run("{sync: {resources: [{kind: ConfigMap, name: two}]}}"), HasSubstr("Succeeded"));
    for (int i = 0; i < 3; ++i) {
        look_until("OutOfSync", "");  // there is no selfHeal
    }
    EXPECT_EQ(live("one", "v"), "");
    look_until("Synced", source_.commit({{"elsewhere", "x"}}));
    EXPECT_EQ(live("one", "v"), "1");
}

TEST_F(RequestedOperationTest, AnAutomaticOneSaysWhatItIs) {
    const std::string commit = source_.commit({{"a/kustomization.yaml", generator("web", "v=1")}});
    create_application("a", "prune: true");
    change_application(
        "{spec: {syncPolicy: {syncOptions: [PruneLast=true], retry: {backoff: {duration: 7s}}}}}");
    look_until("Synced", commit);
    Value expected = yaml(
        "{sync: {prune: true, syncOptions: [PruneLast=true]}, initiatedBy: {automated: true}, "
        "retry: {limit: -1, refresh: true, backoff: {duration: 7s}}}");
    expected["sync"]["revision"] = commit;
    const Value now = application();
    EXPECT_EQ(*now.get("status", "operationState", "operation"), expected);
    EXPECT_EQ(now.get("operation"), nullptr);
}

TEST_F(RequestedOperationTest, IsTriedAgainAsOftenAsItAsksFor) {
    source_.commit(
        {{"a/x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: 'NOT A NAME'}}"}});
    create_application("a", "");
    EXPECT_THAT(run("{sync: {}, retry: {limit: 2, backoff: {duration: '0', maxDuration: '1'}}}"),
                HasSubstr("Failed: "));
    EXPECT_EQ(application().integer_or(0, "status", "operationState", "retryCount"), 2);
    EXPECT_THAT(run("{sync: {}}"), HasSubstr("Failed: "));
    EXPECT_EQ(application().get("status", "operationState", "retryCount"), nullptr);
}

TEST_F(RequestedOperationTest, KeepsToItsCommitUnlessItAsksForTheNewest) {
    const std::string bad = source_.commit(
        {{"a/x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: 'A B'}}"}});
    create_application("a", "");
    const auto operation = [](const std::string& refresh) {
        return "{operation: {sync: {}, retry: {limit: -1, refresh: " + refresh +
               ", backoff: {duration: '0', maxDuration: '1'}}}}";
    };
    const auto tries = [&](std::int64_t count) {
        static_cast<void>(reconciler_->reconcile("default/shop", {}));
        return application().integer_or(0, "status", "operationState", "retryCount") >= count;
    };
    change_application(operation("false"));
    eventually([&] { return tries(1); });
    const std::string good =
        source_.commit({{"a/x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: ab}}"}});
    eventually([&] { return tries(3); });
    EXPECT_EQ(application().text("status", "operationState", "syncResult", "revision"), bad);
    change_application(operation("true"));
    eventually([&] {
        static_cast<void>(reconciler_->reconcile("default/shop", {}));
        return application().get("operation") == nullptr;
    });
    EXPECT_EQ(application().text("status", "operationState", "syncResult", "revision"), good);
    EXPECT_EQ(application().text("status", "operationState", "phase"), "Succeeded");
}

}  // namespace
}  // namespace sealer::app
