// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_orphans.h"

#include <gtest/gtest.h>

#include "common/base/text.h"
#include "values.h"

namespace sealer::cli {
namespace {

using manifest::Value;

Value config_map(const std::string& name, const std::string& annotations = "{}") {
    return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {namespace: shop, name: " + name +
                ", uid: " + name + ", annotations: " + annotations + "}}");
}

app::Boundary boundary(const std::string& ignored) {
    auto project = app::parse_project(
        yaml("{metadata: {name: p}, spec: {destinations: [{server: '*', namespace: '*'}], "
             "orphanedResources: {ignore: " +
             ignored + "}}}"));
    return {.project = std::make_shared<const app::Project>(*std::move(project)),
            .cluster = {.server = "https://kubernetes.default.svc", .name = "in-cluster"}};
}

std::string orphans(std::vector<Value> roots, const std::string& ignored = "[]") {
    const std::vector<Value> applications = {
        yaml("status: {resources: [{version: v1, kind: ConfigMap, namespace: shop, name: a}]}"),
        yaml("status: {operationState: {syncResult: {resources: [{version: v1, kind: ConfigMap, "
             "namespace: shop, name: hook, hookType: PreSync}]}}}")};
    std::vector<std::string> names;
    for (const auto& key : orphans_among(std::move(roots), boundary(ignored), applications)) {
        names.push_back(key.name);
    }
    return join(names, " ");
}

TEST(OrphansAmong, AreWhatNoStatusNames) {
    EXPECT_EQ(orphans({config_map("b"), config_map("a"), config_map("hook")}), "b");
    EXPECT_EQ(orphans({}), "");
}

TEST(OrphansAmong, AreNoHooks) {
    EXPECT_EQ(orphans({config_map("past", "{argocd.argoproj.io/hook: PostSync}")}), "");
}

TEST(OrphansAmong, AreNotWhatTheProjectIgnores) {
    EXPECT_EQ(orphans({config_map("b"), config_map("c")}, "[{kind: ConfigMap, name: b}]"), "c");
}

}  // namespace
}  // namespace sealer::cli
