// SPDX-License-Identifier: Apache-2.0
// Applications of several sources: what they come to, and what a commit to one of them costs.
#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::HasSubstr;

class SeveralSourcesTest : public ReconcilerTest {
  protected:
    // "c1, c2": what the last comparison was with.
    [[nodiscard]] std::string revisions() {
        const Value now = application();
        return describe(revisions_in(now.get("status", "sync")));
    }
    void look_until_at(const std::string& sync, const std::string& commits) {
        eventually([&] {
            look_until(sync, "");
            return revisions() == commits;
        });
    }

    git::SourceRepository other_;
};

TEST_F(SeveralSourcesTest, ComeTogetherEachAtItsCommit) {
    const std::string first = source_.commit(
        {{"app/kustomization.yaml", generator("web", "a=1")}, {"app/kept.txt", "x"}});
    const std::string second = other_.commit(
        {{"plain/db.yaml",
          "{apiVersion: v1, kind: ConfigMap, metadata: {name: db}, data: {b: '1'}}"}});
    create_application_of("sources: [" + source("app") + ", {repoURL: '" + other_.url() +
                          "', path: plain}, {repoURL: '" + other_.url() + "', ref: values}]");
    look_until_at("Synced", first + ", " + second + ", " + second);
    EXPECT_EQ(live("web", "a"), "1");
    EXPECT_EQ(live("db", "b"), "1");
    const Value now = application();
    EXPECT_EQ(*now.get("status", "sourceTypes"), yaml("[Kustomize, Directory, Directory]"));
    EXPECT_EQ(*now.get("status", "sync", "comparedTo", "sources"), *now.get("spec", "sources"));
    const Value& entry = manifest::elements(now.get("status", "history")).back();
    EXPECT_EQ(describe(revisions_in(&entry)), revisions());
    EXPECT_EQ(*entry.get("sources"), *now.get("spec", "sources"));
    EXPECT_EQ(now.get("status", "sync", "revision"), nullptr);
    EXPECT_EQ(counters_.renders, 3U);
}

TEST_F(SeveralSourcesTest, ACommitCostsTheSourcesThatItTouches) {
    const std::string first = source_.commit({{"app/kustomization.yaml", generator("web", "a=1")}});
    const std::string second = other_.commit({{"app/kustomization.yaml", generator("db", "b=1")}});
    create_application_of("sources: [" + source("app") + ", {repoURL: '" + other_.url() +
                          "', path: app}]");
    look_until_at("Synced", first + ", " + second);
    const std::string third = other_.commit({{"app/kustomization.yaml", generator("db", "b=2")}});
    look_until_at("Synced", first + ", " + third);
    EXPECT_EQ(live("db", "b"), "2");
    EXPECT_EQ(counters_.renders, 3U);
    const std::string fourth = source_.commit({{"elsewhere", "x"}});
    look_until_at("Synced", fourth + ", " + third);
    EXPECT_EQ(counters_.renders, 3U);
}

TEST_F(SeveralSourcesTest, OfTheSameObjectTheLastCountsAndAWarningTells) {
    source_.commit({{"a/kustomization.yaml", generator("web", "v=first")},
                    {"b/kustomization.yaml", generator("web", "v=last")}});
    create_application_of("sources: [" + source("a") + ", " + source("b") + "]");
    look_until("Synced", "");
    EXPECT_EQ(live("web", "v"), "last");
    EXPECT_THAT(condition("RepeatedResourceWarning"),
                HasSubstr("appeared 2 times among application resources."));
}

TEST_F(SeveralSourcesTest, EachHasItsFilesThatOverrideIt) {
    source_.commit({{"a/kustomization.yaml", generator("web", "v=1")},
                    {"b/kustomization.yaml", generator("web", "v=1")},
                    {"b/.argocd-source-shop.yaml", "kustomize: {namePrefix: my-}"}});
    create_application_of("sources: [" + source("a") + ", " + source("b") + "]");
    look_until("Synced", "");
    EXPECT_EQ(live("web", "v"), "1");
    EXPECT_EQ(live("my-web", "v"), "1");
}

TEST_F(SeveralSourcesTest, AnErrorSaysInWhichItIs) {
    source_.commit({{"a/kustomization.yaml", generator("web", "v=1")}});
    create_application_of("sources: [" + source("a") +
                          ", {repoURL: 'https://charts', chart: x, targetRevision: '1'}]");
    look_until("Unknown", "");
    EXPECT_THAT(condition("ComparisonError"),
                HasSubstr("Failed to load target state: source 2 of 2: spec.sources[1].chart: Helm "
                          "charts are not supported by this version of Sealer"));
    EXPECT_EQ(live("web", "v"), "");
}

TEST_F(SeveralSourcesTest, OneSourceMayBecomeTwo) {
    const std::string commit = source_.commit({{"a/kustomization.yaml", generator("web", "v=1")},
                                               {"b/kustomization.yaml", generator("db", "v=1")}});
    create_application("a");
    look_until("Synced", commit);
    change_application("{spec: {source: null, sources: [" + source("a") + ", " + source("b") +
                       "]}}");
    look_until_at("Synced", commit + ", " + commit);
    EXPECT_EQ(live("db", "v"), "1");
    EXPECT_EQ(application().get("status", "sourceType"), nullptr);
}

TEST_F(SeveralSourcesTest, FollowTheNewestTagOfARangeOfVersions) {
    const std::string first = source_.commit({{"a/kustomization.yaml", generator("web", "v=1")}});
    source_.git({"tag", "v1.0.0"});
    create_application_of("source: " + source("a", "targetRevision: 1.x"));
    look_until("Synced", first);
    source_.commit({{"a/kustomization.yaml", generator("web", "v=2")}});
    const std::string third = source_.commit({{"a/kustomization.yaml", generator("web", "v=3")}});
    source_.git({"tag", "-a", "v1.2.0", "-m", "release"});
    look_until("Synced", third);
    EXPECT_EQ(live("web", "v"), "3");
}

}  // namespace
}  // namespace sealer::app
