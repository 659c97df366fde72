// SPDX-License-Identifier: Apache-2.0
// Rolling back an Application that synchronises by itself.
#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::HasSubstr;

class RollbackTest : public ReconcilerTest {
  protected:
    void SetUp() override {
        ReconcilerTest::SetUp();
        first_ = commit("1");
        create_application("a");
        look_until("Synced", first_);
        second_ = commit("2");
        look_until("Synced", second_);
    }
    std::string commit(const std::string& value) {
        return source_.commit({{"a/kustomization.yaml", generator("web", "v=" + value)}});
    }
    // As `argocd app rollback` does: with what a history entry says.
    std::string roll_back() {
        return run("{sync: {revision: " + std::string(history().front().text("revision")) +
                   ", source: " + source("a") + ", syncStrategy: {apply: {}}}}");
    }
    // A few looks that change nothing.
    void look() {
        for (int i = 0; i < 5; ++i) {
            EXPECT_TRUE(reconciler_->reconcile("default/shop", {}));
        }
    }
    [[nodiscard]] std::string mark() {
        return std::string(manifest::annotation(application(), kRolledBackFrom));
    }
    void expect_rolled_back() {
        look();
        EXPECT_EQ(live("web", "v"), "1");
        EXPECT_EQ(mark(), second_);
        EXPECT_THAT(condition("RollbackWarning"), HasSubstr("Rolled back from " + second_ + ":"));
        const Value now = application();
        EXPECT_EQ(now.text("status", "sync", "status"), "OutOfSync");
        EXPECT_EQ(now.text("status", "sync", "revision"), second_);
    }
    void expect_at(const std::string& value, const std::string& revision) {
        look_until("Synced", revision);
        look();
        EXPECT_EQ(live("web", "v"), value);
        EXPECT_EQ(mark(), "");
        EXPECT_EQ(condition("RollbackWarning"), "");
    }

    std::string first_;
    std::string second_;
};

TEST_F(RollbackTest, LastsUntilTheNextCommit) {
    EXPECT_THAT(roll_back(), HasSubstr("Succeeded"));
    EXPECT_EQ(history().back().text("revision"), first_);
    EXPECT_EQ(history().back().integer_or(0, "id"), 2);
    expect_rolled_back();
    expect_at("3", commit("3"));
}

TEST_F(RollbackTest, SurvivesARestart) {
    roll_back();
    restart();
    expect_rolled_back();
}

TEST_F(RollbackTest, EndsWithASynchronisationToTheSpec) {
    roll_back();
    EXPECT_THAT(run("{sync: {dryRun: true}}"), HasSubstr("Succeeded"));
    expect_rolled_back();
    EXPECT_THAT(run("{sync: {}}"), HasSubstr("Succeeded"));
    expect_at("2", second_);
}

TEST_F(RollbackTest, EndsWhenItsMarkIsTakenAway) {
    roll_back();
    expect_rolled_back();
    change_application("{metadata: {annotations: {sealer.dev/rolled-back-from: null}}}");
    expect_at("2", second_);
}

TEST_F(RollbackTest, EndsWhenTheSpecChanges) {
    roll_back();
    expect_rolled_back();
    change_application("{spec: {source: {kustomize: {commonAnnotations: {by: test}}}}}");
    expect_at("2", second_);
}

TEST_F(RollbackTest, IsNoneWhereTheRevisionIsTheSpecsOwn) {
    EXPECT_THAT(run("{sync: {revision: " + second_ + "}}"), HasSubstr("Succeeded"));
    expect_at("2", second_);
}

TEST_F(RollbackTest, ARequestedOperationThatHangsGivesWayToANewerCommit) {
    source_.commit({{"a/kustomization.yaml", "resources: [web.yaml]\n"}, {"a/web.yaml", R"(
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {a: b}},
 template: {metadata: {labels: {a: b}}, spec: {containers: [{name: web, image: web}]}}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: late, annotations: {argocd.argoproj.io/sync-wave: '1'}}}
)"}});
    change_application("{operation: {sync: {}}}");
    eventually([&] {
        look();
        return std::string(application().text("status", "operationState", "message"))
                   .find("waiting for healthy state") != std::string::npos;
    });
    const std::string begun(
        application().text("status", "operationState", "syncResult", "revision"));
    source_.commit({{"elsewhere.txt", "x"}});
    change_application("{metadata: {annotations: {argocd.argoproj.io/refresh: normal}}}");
    eventually([&] {
        look();
        return application().get("metadata", "annotations", "argocd.argoproj.io/refresh") ==
               nullptr;
    });
    EXPECT_EQ(application().text("status", "operationState", "phase"), "Running");
    EXPECT_EQ(application().text("status", "operationState", "syncResult", "revision"), begun);
    commit("3");
    eventually([&] {
        look();
        return live("web", "v") == "3";
    });
    EXPECT_EQ(application().get("operation"), nullptr);
    EXPECT_EQ(mark(), "");
}

}  // namespace
}  // namespace sealer::app
