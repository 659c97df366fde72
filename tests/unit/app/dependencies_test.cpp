// SPDX-License-Identifier: Apache-2.0
#include "controller/app/dependencies.h"

#include <gmock/gmock.h>

#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::ElementsAre;
using testing::IsEmpty;

kube::ObjectPtr depending_application(const std::string& name, const std::string& depends_on,
                                      const std::string& status = "") {
    return std::make_shared<const Value>(
        yaml("{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: " + name +
             ", namespace: argocd, annotations: {sealer.dev/depends-on: '" + depends_on +
             "'}}, spec: {source: {path: p}}, status: {" + status + "}}"));
}

std::string in_place(const std::string& sync, const std::string& health,
                     const std::string& revision = "c1", const std::string& phase = "Succeeded") {
    return "sync: {status: " + sync + ", revision: " + revision +
           ", comparedTo: {source: {path: p}}}, health: {status: " + health +
           "}, operationState: {phase: " + phase + "}";
}

class DependenciesTest : public testing::Test {
  protected:
    void add(const kube::ObjectPtr& application) {
        applications_[std::string(manifest::name_of(*application))] = application;
    }
    Dependence check(const std::string& name) {
        return check_dependencies(
            *applications_.at(name),
            [this](const std::string& other) {
                const auto found = applications_.find(other);
                return found == applications_.end() ? nullptr : found->second;
            },
            [this](const std::string& url, const std::string& revision) {
                const auto found = others_.find(url + " " + revision);
                return found == others_.end() ? newest_ : found->second;
            });
    }
    // "type: message"
    std::string obstacle(const std::string& name) {
        const auto found = check(name).obstacle;
        return found ? found->type + ": " + found->message : "";
    }

    std::map<std::string, kube::ObjectPtr> applications_;
    std::optional<std::string> newest_ = "c1";
    std::map<std::string, std::optional<std::string>> others_;  // by URL and revision
};

TEST(DependsOn, ListsNamesByCommas) {
    EXPECT_THAT(dependencies_of(*depending_application("a", " b, c ,,b")), ElementsAre("b", "c"));
    EXPECT_THAT(dependencies_of(*depending_application("a", "")), IsEmpty());
}

TEST_F(DependenciesTest, MustBeInPlaceAtTheirNewestRevision) {
    struct Case {
        std::string status;
        const char* expected;
    };
    add(depending_application("shop", "cache, database"));
    add(depending_application("cache", "", in_place("Synced", "Healthy")));
    for (const Case& c : {
             Case{in_place("Synced", "Healthy"), ""},
             Case{"",
                  "SyncWaiting: waiting for Application database: it is Progressing: Waiting "
                  "for the Application to be compared with Git"},
             Case{in_place("OutOfSync", "Healthy"),
                  "SyncWaiting: waiting for Application database: it is OutOfSync"},
             Case{in_place("Synced", "Degraded"),
                  "SyncWaiting: waiting for Application database: it is Degraded"},
             Case{in_place("Synced", "Healthy", "c1", "Running"),
                  "SyncWaiting: waiting for Application database: it is Progressing: Waiting for "
                  "the Application's sync to complete"},
             Case{in_place("Synced", "Healthy", "c0"),
                  "SyncWaiting: waiting for Application database: it has not been compared with "
                  "revision c1 yet"},
         }) {
        add(depending_application("database", "", c.status));
        EXPECT_EQ(obstacle("shop"), c.expected);
    }
    EXPECT_EQ(check("shop").obstacle->topic, "waiting for Application database");
    EXPECT_THAT(check("shop").outdated, ElementsAre("database"));
    newest_.reset();
    EXPECT_EQ(obstacle("shop"), "");
}

TEST_F(DependenciesTest, MustBeInPlaceAtTheNewestRevisionOfEachSource) {
    add(depending_application("shop", "database"));
    Value database = yaml(R"({apiVersion: argoproj.io/v1alpha1, kind: Application,
        metadata: {name: database, namespace: argocd},
        spec: {sources: [{repoURL: git/a}, {repoURL: git/b, targetRevision: v2}]},
        status: {sync: {status: Synced, revisions: [c1, d1],
                        comparedTo: {sources: [{repoURL: git/a},
                                               {repoURL: git/b, targetRevision: v2}]}},
                 health: {status: Healthy}, operationState: {phase: Succeeded}}})");
    add(std::make_shared<const Value>(database));
    for (const auto& [newest, expected] : std::map<std::optional<std::string>, std::string>{
             {std::nullopt, ""},
             {"d1", ""},
             {"d2",
              "SyncWaiting: waiting for Application database: it has not been compared with "
              "revision d2 yet"}}) {
        others_ = {{"git/a HEAD", "c1"}, {"git/b v2", newest}};
        EXPECT_EQ(obstacle("shop"), expected);
    }
    EXPECT_THAT(check("shop").outdated, ElementsAre("database"));
    database["status"]["sync"]["revisions"] = manifest::Array{"c1"};
    add(std::make_shared<const Value>(database));
    EXPECT_THAT(check("shop").outdated, ElementsAre("database"));
}

TEST_F(DependenciesTest, MustStay) {
    Value leaving = *depending_application("database", "", in_place("Synced", "Healthy"));
    leaving["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
    add(depending_application("shop", "database"));
    add(std::make_shared<const Value>(leaving));
    EXPECT_EQ(obstacle("shop"),
              "SyncWaiting: waiting for Application database: it is being deleted");
}

TEST_F(DependenciesTest, MustExist) {
    add(depending_application("shop", "database"));
    EXPECT_EQ(obstacle("shop"),
              "DependencyError: sealer.dev/depends-on names Application database, which does not "
              "exist in this namespace");
}

TEST_F(DependenciesTest, MustNotLeadInACircle) {
    add(depending_application("a", "b", in_place("Synced", "Healthy")));
    add(depending_application("b", "c, d", in_place("Synced", "Healthy")));
    add(depending_application("c", "", in_place("Synced", "Healthy")));
    add(depending_application("d", "a", in_place("Synced", "Healthy")));
    add(depending_application("outside", "a"));
    add(depending_application("alone", "alone"));
    add(depending_application("diamond", "c, e"));
    add(depending_application("e", "c", in_place("Synced", "Healthy")));
    const std::string circle = "DependencyError: sealer.dev/depends-on leads in a circle: ";
    EXPECT_EQ(obstacle("a"), circle + "a -> b -> d -> a");
    EXPECT_EQ(obstacle("d"), circle + "d -> a -> b -> d");
    EXPECT_EQ(obstacle("outside"), circle + "a -> b -> d -> a");
    EXPECT_EQ(obstacle("alone"), circle + "alone -> alone");
    EXPECT_EQ(obstacle("diamond"), "");
}

TEST(Dependents, AreToldOfWhatTheyDecideBy) {
    Dependents dependents;
    const auto shop = depending_application("shop", "database");
    const auto front = depending_application("front", "shop");
    const auto before = depending_application("database", "", in_place("Synced", "Progressing"));
    const auto after = depending_application("database", "", in_place("Synced", "Healthy"));
    EXPECT_THAT(dependents.note({nullptr, shop}), IsEmpty());
    EXPECT_THAT(dependents.note({nullptr, front}), IsEmpty());
    EXPECT_THAT(dependents.note({nullptr, before}), ElementsAre("argocd/front", "argocd/shop"));
    EXPECT_THAT(dependents.note({before, before}), IsEmpty());
    Value compared = *before;
    compared["status"]["sync"]["comparedTo"]["source"]["path"] = "q";
    EXPECT_THAT(dependents.note({before, std::make_shared<const Value>(compared)}),
                ElementsAre("argocd/front", "argocd/shop"));
    Value looked_at = *before;
    looked_at["status"]["reconciledAt"] = "2026-01-01T00:00:00Z";
    EXPECT_THAT(dependents.note({before, std::make_shared<const Value>(looked_at)}), IsEmpty());
    EXPECT_THAT(dependents.note({before, after}), ElementsAre("argocd/front", "argocd/shop"));
    EXPECT_THAT(dependents.note({shop, depending_application("shop", "")}),
                ElementsAre("argocd/front"));
    EXPECT_THAT(dependents.note({after, nullptr}), IsEmpty());
}

TEST(Dependents, ThatGoInACircleAreToldOnce) {
    Dependents dependents;
    const auto a = depending_application("a", "b");
    const auto b = depending_application("b", "a");
    EXPECT_THAT(dependents.note({nullptr, a}), IsEmpty());
    EXPECT_THAT(dependents.note({nullptr, b}), ElementsAre("argocd/a"));
}

}  // namespace
}  // namespace sealer::app
