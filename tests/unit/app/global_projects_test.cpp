// SPDX-License-Identifier: Apache-2.0
#include "common/app/global_projects.h"

#include "common/base/text.h"
#include "values.h"

namespace sealer::app {
namespace {

// Of the project "shop" with the label `team: a`.
std::string globals(const std::string& text) {
    const auto names =
        global_projects_of(text, yaml("{metadata: {name: shop, labels: {team: a}}}"));
    return names ? join(*names, " ") : names.error().message;
}

TEST(GlobalProjects, AreThoseWhoseSelectorFits) {
    struct Case {
        std::string selector;
        bool fits;
    };
    for (const Case& test : std::vector<Case>{
             {"{}", true},
             {"{matchLabels: {team: a}}", true},
             {"{matchLabels: {team: b}}", false},
             {"{matchLabels: {other: a}}", false},
             {"{matchExpressions: [{key: team, operator: In, values: [b, a]}]}", true},
             {"{matchExpressions: [{key: team, operator: In, values: [b]}]}", false},
             {"{matchExpressions: [{key: team, operator: NotIn, values: [b]}]}", true},
             {"{matchExpressions: [{key: other, operator: NotIn, values: [b]}]}", true},
             {"{matchExpressions: [{key: team, operator: Exists}]}", true},
             {"{matchExpressions: [{key: team, operator: DoesNotExist}]}", false},
             {"{matchLabels: {team: a}, matchExpressions: [{key: x, operator: Exists}]}", false},
         }) {
        EXPECT_EQ(globals("[{projectName: all, labelSelector: " + test.selector + "}]"),
                  test.fits ? "all" : "")
            << test.selector;
    }
    EXPECT_EQ(globals(""), "");
    EXPECT_EQ(globals("[{projectName: b}, {projectName: shop}, {projectName: a}]"), "b a");
}

TEST(GlobalProjects, MistakesAreErrors) {
    EXPECT_EQ(globals("a: b"), "argocd-cm: globalProjects: it is no list");
    EXPECT_EQ(globals("[{projectName: a, labelSelector: {matchExpressions: [{operator: Is}]}}]"),
              "argocd-cm: globalProjects: label selector: matchExpressions need a key, an operator "
              "(In, NotIn, Exists, DoesNotExist) and, for the first two, values");
}

TEST(AddRules, AddsListsAndTakesAWhitelistOver) {
    const auto parse = [](const std::string& spec) {
        return parse_project(yaml("{metadata: {name: p}, spec: {" + spec + "}}")).value();
    };
    const Project global = parse(
        "sourceRepos: [a], destinations: [{namespace: a}], clusterResourceWhitelist: [{kind: a}], "
        "clusterResourceBlacklist: [{kind: a}], namespaceResourceBlacklist: [{kind: a}], "
        "namespaceResourceWhitelist: [{kind: a}]");
    Project to = parse("sourceRepos: [b], namespaceResourceWhitelist: [{kind: b}]");
    add_rules(global, to);
    EXPECT_EQ(to.source_repositories, (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(to.destinations.at(0).namespace_, "a");
    EXPECT_EQ(to.cluster_kinds.at(0).kind, "a");
    EXPECT_EQ(to.denied_cluster_kinds.at(0).kind, "a");
    EXPECT_EQ(to.denied_namespaced_kinds.at(0).kind, "a");
    EXPECT_EQ(to.namespaced_kinds->size(), 2U);
    Project open = parse("");
    add_rules(parse(""), open);
    EXPECT_FALSE(open.namespaced_kinds);
    add_rules(global, open);
    EXPECT_EQ(open.namespaced_kinds->size(), 1U);
}

TEST(ParseWithGlobals, AddsTheRulesOfThoseThatAreThere) {
    const auto find =
        [](const std::string& name) -> Result<std::shared_ptr<const manifest::Value>> {
        if (name == "unreadable") {
            return fail(Code::kUnavailable, "the API server is away");
        }
        return name == "gone" ? nullptr
                              : std::make_shared<const manifest::Value>(
                                    yaml("{metadata: {name: a}, spec: {sourceRepos: [b]}}"));
    };
    const manifest::Value shop = yaml("{metadata: {name: shop}, spec: {sourceRepos: [a]}}");
    const auto parsed =
        parse_with_globals(shop, "[{projectName: gone}, {projectName: everybody}]", find);
    EXPECT_EQ(parsed.value().source_repositories, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(parse_with_globals(shop, "[{projectName: unreadable}]", find).error().message,
              "the API server is away");
}

}  // namespace
}  // namespace sealer::app
