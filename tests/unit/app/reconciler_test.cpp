// SPDX-License-Identifier: Apache-2.0
// From a repository to a cluster: what a kustomization renders to, and when it is rendered again.
#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::HasSubstr;

TEST_F(ReconcilerTest, RendersAnOverlayAgainWhenWhatItReadChanges) {
    const std::string first =
        source_.commit({{"base/kustomization.yaml", generator("web", "a=1")},
                        {"overlay/kustomization.yaml", "resources: [../base]\nnamePrefix: my-\n"}});
    create_application("overlay");
    look_until("Synced", first);
    EXPECT_EQ(live("my-web", "a"), "1");
    EXPECT_EQ(application().text("status", "sourceType"), "Kustomize");
    EXPECT_EQ(counters_.renders, 1U);

    look_until("Synced", source_.commit({{"elsewhere.yaml", "x"}, {"overlay/notes.txt", "x"}}));
    EXPECT_EQ(counters_.renders, 1U);

    look_until("Synced", source_.commit({{"base/kustomization.yaml", generator("web", "a=2")}}));
    EXPECT_EQ(live("my-web", "a"), "2");
    EXPECT_EQ(counters_.renders, 2U);
}

TEST_F(ReconcilerTest, ACommitToOtherFilesLeavesASyncAlone) {
    const std::string first = source_.commit(
        {{"app/a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"},
         {"app/job.yaml",
          "{apiVersion: batch/v1, kind: Job, metadata: {name: h, annotations: "
          "{argocd.argoproj.io/hook: PreSync}}, spec: {template: {spec: {restartPolicy: Never, "
          "containers: [{name: c, image: c}]}}}}"}});
    create_application("app");
    look_until("OutOfSync", first);
    const auto job = [this] {
        return client_->get(resource_of(yaml("{apiVersion: batch/v1, kind: Job}")), "default", "h");
    };
    eventually([&] { return reconciler_->reconcile("default/shop", {}) && job(); });
    const std::string uid(job()->text("metadata", "uid"));
    look_until("OutOfSync", source_.commit({{"elsewhere.txt", "x"}}));
    const Value state = *application().get("status", "operationState");
    EXPECT_EQ(state.text("phase"), "Running");
    EXPECT_EQ(state.text("syncResult", "revision"), first);
    const auto left = job();
    ASSERT_TRUE(left);
    EXPECT_EQ(left->text("metadata", "uid"), uid);

    look_until("OutOfSync", source_.commit({{"app/a.yaml",
                                             "{apiVersion: v1, kind: ConfigMap, metadata: {name: "
                                             "a}, data: {a: b}}"}}));
    EXPECT_NE(application().text("status", "operationState", "syncResult", "revision"), first);
}

TEST_F(ReconcilerTest, TellsOfACommitThatChangesNothingAfterOthersHaveWritten) {
    const std::string first =
        source_.commit({{"app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"}});
    create_application("app");
    look_until("Synced", first);
    const std::string second = source_.commit({{"elsewhere.txt", "x"}});
    EXPECT_TRUE(reconciler_->reconcile("default/shop", {}));
    EXPECT_EQ(application().text("status", "sync", "revision"), first);
    look_until("Synced", second);
}

TEST_F(ReconcilerTest, FollowsItsDestination) {
    const Value wanted = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
    create("{apiVersion: v1, kind: Namespace, metadata: {name: elsewhere}}");
    const std::string commit =
        source_.commit({{"app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"}});
    create_application("app", "selfHeal: true, prune: true");
    look_until("Synced", commit);
    EXPECT_TRUE(client_->get(resource_of(wanted), "default", "a"));
    change_application("{spec: {destination: {namespace: elsewhere}}}");
    look_until("Synced", commit);
    EXPECT_TRUE(client_->get(resource_of(wanted), "elsewhere", "a"));
    EXPECT_FALSE(client_->get(resource_of(wanted), "default", "a"));
}

TEST_F(ReconcilerTest, OfManyApplicationsAtOnceRendersThoseThatACommitTouches) {
    constexpr int kCount = 6;
    const auto name_of = [](int i) { return "app-" + std::to_string(i); };
    const auto overlay = [&](int i, const std::string& literal) {
        return std::pair(
            name_of(i) + "/kustomization.yaml",
            "resources: [../base]\nnamePrefix: " + name_of(i) + "-\n" + generator("own", literal));
    };
    std::map<std::string, std::string> files{{"base/kustomization.yaml", generator("web", "a=1")}};
    for (int i = 0; i < kCount; ++i) {
        files.insert(overlay(i, "a=1"));
    }
    const std::string first = source_.commit(files);
    for (int i = 0; i < kCount; ++i) {
        create_application(name_of(i), "selfHeal: true", name_of(i));
    }
    const auto look_at_all = [&](const std::string& commit) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kCount; ++i) {
            threads.emplace_back([&, i] { look_until("Synced", commit, name_of(i)); });
        }
    };
    look_at_all(first);
    EXPECT_EQ(counters_.renders, std::uint64_t{kCount});
    EXPECT_EQ(live("app-4-web", "a"), "1");

    look_at_all(source_.commit({overlay(4, "a=2")}));
    EXPECT_EQ(counters_.renders, std::uint64_t{kCount + 1});
    EXPECT_EQ(live("app-4-own", "a"), "2");
    EXPECT_EQ(live("app-5-own", "a"), "1");
}

TEST_F(ReconcilerTest, SaysWhichKindTheApiServerDoesNotList) {
    const Value definition = create(
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: "
        "things.example.org}, spec: {group: example.org, names: {kind: Thing, plural: things}, "
        "scope: Namespaced, versions: [{name: v1, served: true, storage: true, schema: "
        "{openAPIV3Schema: {type: object}}}]}}");
    eventually([&] {
        discovery_->invalidate();
        return discovery_->find({"example.org", "v1", "Thing"}).has_value();
    });
    EXPECT_TRUE(client_->remove(resource_of(definition), "", "things.example.org"));
    source_.commit(
        {{"app/thing.yaml", "{apiVersion: example.org/v1, kind: Thing, metadata: {name: a}}"}});
    create_application("app");
    eventually([&] {
        EXPECT_TRUE(reconciler_->reconcile("default/shop", {}));
        const Value shop = application();
        const manifest::Array& conditions = manifest::elements(shop.get("status", "conditions"));
        return !conditions.empty() && conditions[0].text("type") == "SyncWaiting" &&
               conditions[0].text("message").starts_with(
                   "waiting for the API server: cannot list Thing yet: ");
    });
}

TEST_F(ReconcilerTest, AKindThatMayNotBeListedStopsJustWhoHasIt) {
    source_.commit({{"secret/a.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: a}}"},
                    {"map/a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"}});
    forbid("/api/v1/secrets");
    create_application("secret");
    create_application("map", "selfHeal: true", "other");
    look_until("Synced", "", "other");
    look_until("Unknown", "");
    EXPECT_THAT(condition("ComparisonError"),
                testing::StartsWith("may not list and watch Secret, which the controller's "));
    EXPECT_EQ(writes_of("secrets"), 0);
    look_until("Synced", "", "other");

    forbid("");
    look_until("Synced", "");
    EXPECT_EQ(condition("ComparisonError"), "");
}

// Git is asked by the hour here, and else where there is a reason.
class TriggersTest : public ReconcilerTest {
  protected:
    void SetUp() override {
        ReconcilerTest::SetUp();
        create(R"({apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm, namespace: default},
                   data: {timeout.reconciliation: 1h}})");
        eventually([&] { return settings_->current()->text("timeout.reconciliation") == "1h"; });
        first_ = source_.commit({{"app/kustomization.yaml", generator("web", "a=1")},
                                 {"next/kustomization.yaml", generator("web", "a=next")}});
        create_application("app");
        look_until("Synced", first_);
        EXPECT_EQ(counters_.git_requests, 1U);
        second_ = source_.commit({{"app/kustomization.yaml", generator("web", "a=2")}});
    }
    // And the watch has told of it.
    void change(const std::string& merged) {
        patch(application(), merged);
        const std::string version(manifest::resource_version_of(application()));
        eventually([&] {
            return manifest::resource_version_of(*informer_->get("default", "shop")) == version;
        });
    }

    std::string first_;
    std::string second_;
};

TEST_F(TriggersTest, ALookByItselfAsksNobody) {
    for (int i = 0; i < 3; ++i) {
        look_until("Synced", first_);
    }
    EXPECT_EQ(counters_.git_requests, 1U);
    EXPECT_EQ(counters_.renders, 1U);
}

TEST_F(TriggersTest, ARefreshAsksGitOnceAndGoes) {
    change(R"({metadata: {annotations: {argocd.argoproj.io/refresh: normal,
                                        argocd.argoproj.io/refresh-timestamp: x, other: kept}}})");
    look_until("Synced", second_);
    look_until("Synced", second_);
    EXPECT_EQ(counters_.git_requests, 2U);
    EXPECT_EQ(counters_.renders, 2U);
    EXPECT_EQ(*application().get("metadata", "annotations"), yaml("{other: kept}"));
}

TEST_F(TriggersTest, AHardRefreshMakesAllAfreshEvenWhatNeverChanges) {
    change("{spec: {source: {targetRevision: " + first_ + "}}}");
    look_until("Synced", first_);
    EXPECT_EQ(counters_.renders, 2U);
    change("{metadata: {annotations: {argocd.argoproj.io/refresh: hard}}}");
    look_until("Synced", first_);
    EXPECT_EQ(counters_.renders, 3U);
    look_until("Synced", first_);
    EXPECT_EQ(counters_.renders, 3U);
}

TEST_F(TriggersTest, AnotherSourceAsksGit) {
    change("{spec: {source: {path: next}}}");
    look_until("Synced", second_);
    EXPECT_EQ(live("web", "a"), "next");
    EXPECT_EQ(counters_.git_requests, 2U);
}

TEST_F(TriggersTest, ARequestedSyncIsOfWhatIsThereNow) {
    change("{operation: {sync: {}}}");
    look_until("Synced", second_);
    EXPECT_EQ(counters_.git_requests, 2U);
}

TEST_F(TriggersTest, WhatSettingsChangeIsMadeAfreshWithoutAskingGit) {
    create(R"({apiVersion: v1, kind: ConfigMap,
               metadata: {name: argocd-cmd-params-cm, namespace: default}, data: {any: thing}})");
    eventually([&] { return settings_->current()->text("any") == "thing"; });
    look_until("Synced", first_);
    EXPECT_EQ(counters_.git_requests, 1U);
    EXPECT_EQ(counters_.renders, 2U);
}

TEST_F(TriggersTest, WhatIsLeftAloneIsNotLookedAt) {
    change(R"({metadata: {annotations: {argocd.argoproj.io/skip-reconcile: "True",
                                        argocd.argoproj.io/refresh: normal}}})");
    ASSERT_TRUE(reconciler_->reconcile("default/shop", {}));
    EXPECT_EQ(counters_.git_requests, 1U);
    change("{metadata: {annotations: {argocd.argoproj.io/skip-reconcile: \"false\"}}}");
    look_until("Synced", second_);
}

TEST_F(ReconcilerTest, SaysWhatIsWrongWithAKustomizationAndLeavesWhatIsLive) {
    const std::string first = source_.commit({{"app/kustomization.yaml", generator("web", "a=1")}});
    create_application("app");
    look_until("Synced", first);
    source_.commit({{"app/kustomization.yaml", "namePrefix: x-\nconfigMapGenerator: {\n"}});
    look_until("Unknown", "");
    const Value broken = application();
    const Value& condition = manifest::elements(broken.get("status", "conditions")).front();
    EXPECT_EQ(condition.text("type"), "ComparisonError");
    EXPECT_THAT(std::string(condition.text("message")),
                HasSubstr("app/kustomization.yaml: line 3"));
    EXPECT_EQ(live("web", "a"), "1");
}

TEST_F(ReconcilerTest, FollowsTheBranchOfARemoteBase) {
    git::SourceRepository library;
    library.commit({{"settings/kustomization.yaml", generator("settings", "a=1")}});
    const std::string commit = source_.commit(
        {{"app/kustomization.yaml", "resources: ['" + library.url() + "//settings?ref=main']\n"}});
    create_application("app");
    look_until("Synced", commit);
    EXPECT_EQ(live("settings", "a"), "1");
    library.commit({{"settings/kustomization.yaml", generator("settings", "a=2")}});
    eventually([&] {
        look_until("Synced", commit);
        return live("settings", "a") == "2";
    });
    EXPECT_EQ(counters_.renders, 2U);
}

TEST_F(ReconcilerTest, SyncsAMovedRemoteBaseWithoutRepairingDrift) {
    git::SourceRepository library;
    library.commit({{"settings/kustomization.yaml", generator("settings", "a=1")}});
    const std::string commit = source_.commit(
        {{"app/kustomization.yaml", "resources: ['" + library.url() + "//settings?ref=main']\n"}});
    create_application("app", "selfHeal: false");
    look_until("Synced", commit);
    library.commit({{"settings/kustomization.yaml", generator("settings", "a=2")}});
    eventually([&] {
        look_until("Synced", commit);
        return live("settings", "a") == "2";
    });
}

TEST_F(ReconcilerTest, ReadsTheRepositoriesThatTheProjectPermits) {
    git::SourceRepository library;
    library.commit({{"settings/kustomization.yaml", generator("settings", "a=1")}});
    const std::string commit = source_.commit(
        {{"app/kustomization.yaml", "resources: ['" + library.url() + "//settings?ref=main']\n"}});
    const auto permit = [&](const std::string& repositories) {
        const Value patch = yaml("{spec: {sourceRepos: [" + repositories + "]}}");
        ASSERT_TRUE(client_->patch(kube::app_projects(), "default", "default",
                                   kube::PatchType::kMerge, patch));
        ASSERT_TRUE(client_->patch(
            kube::applications(), "default", "shop", kube::PatchType::kMerge,
            yaml("{metadata: {annotations: {argocd.argoproj.io/refresh: normal}}}")));
        eventually([&] {
            return !manifest::annotation(*informer_->get("default", "shop"), kRefresh).empty();
        });
    };
    const auto complaint = [&] {
        const Value now = application();
        std::string text;
        for (const Value& condition : manifest::elements(now.get("status", "conditions"))) {
            text += condition.text("message");
        }
        return text;
    };
    create(
        "{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: default, "
        "namespace: default}, spec: {sourceRepos: ['" +
        source_.url() +
        "'], destinations: [{namespace: '*', server: '*'}], clusterResourceWhitelist: "
        "[{group: '*', kind: '*'}]}}");
    create_application("app");
    look_until("Unknown", "");
    EXPECT_THAT(complaint(), HasSubstr("project default does not permit it in sourceRepos"));
    permit("'file:///**'");
    look_until("Synced", commit);
    EXPECT_EQ(live("settings", "a"), "1");
    permit("'*', '!" + library.url() + "'");
    look_until("Unknown", "");
    permit("'" + library.url() + "'");
    eventually([&] {
        look_until("Unknown", "");
        return complaint().find("application repo") != std::string::npos;
    });
    EXPECT_THAT(complaint(), HasSubstr("is not permitted in project 'default'"));
}

TEST_F(ReconcilerTest, RefusesTooManyRemoteBases) {
    git::SourceRepository library;
    std::string entries;
    for (int i = 0; i < 40; ++i) {
        const std::string directory = "d" + std::to_string(i);
        library.commit({{directory + "/kustomization.yaml", generator(directory, "a=1")}});
        entries += "- " + library.url() + "//" + directory + "\n";
    }
    source_.commit({{"app/kustomization.yaml", "resources:\n" + entries}});
    create_application("app");
    look_until("Unknown", "");
    const Value refused = application();
    const Value& condition = manifest::elements(refused.get("status", "conditions")).front();
    EXPECT_THAT(std::string(condition.text("message")),
                HasSubstr("more than 32 remote bases and files"));
}

}  // namespace
}  // namespace sealer::app
