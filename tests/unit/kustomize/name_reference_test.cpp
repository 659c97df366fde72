// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;
using testing::Not;

Status fix(Resources& list) {
    return fix_references(list, TransformerConfig::builtin().name_references, *Schemas::builtin(),
                          ample_budget());
}

constexpr std::string_view kReferringDeployment = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - {name: a, envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: settings}}]}
      volumes: [{name: v, configMap: {name: other}}, {name: n, configMap: null}]
)";

std::string named_object(std::string_view kind, std::string_view name,
                         std::string_view namespace_ = "") {
    return "{apiVersion: v1, kind: " + std::string(kind) +
           ", metadata: {name: " + std::string(name) +
           (namespace_.empty() ? "" : ", namespace: " + std::string(namespace_)) + "}}\n";
}

std::string documents(const std::vector<std::string>& objects) {
    std::string text;
    for (const std::string& one : objects) {
        text += one + "\n---\n";
    }
    return text;
}

TEST(FixReferences, FollowNamesOfTheKindThatTheFieldMeans) {
    Resources list = resources(
        documents({std::string(kReferringDeployment), named_object("ConfigMap", "settings"),
                   named_object("Secret", "settings")}));
    rename(list[1], "cm-");
    rename(list[2], "s-");
    rename(list[1], "outer-");
    ASSERT_TRUE(fix(list));
    const std::string text = yaml_of(list[0]);
    EXPECT_THAT(text, HasSubstr("configMapRef:\n            name: outer-cm-settings"));
    EXPECT_THAT(text, HasSubstr("secretRef:\n            name: s-settings"));
    EXPECT_THAT(text, HasSubstr("name: other"));
}

TEST(FixReferences, CopyNothingThatStays) {
    Resources list = resources(
        documents({std::string(kReferringDeployment), named_object("ConfigMap", "unused")}));
    rename(list[1], "p-");
    const Resources before = list;
    ASSERT_TRUE(fix(list));
    EXPECT_EQ(list, before);
}

TEST(FixReferences, StayWithinTheNamespace) {
    std::string there = std::string(kReferringDeployment);
    there.replace(there.find("name: web"), 9, "name: web, namespace: there");
    Resources list = resources(documents({there, named_object("ConfigMap", "settings", "there"),
                                          named_object("ConfigMap", "settings", "here"),
                                          named_object("ConfigMap", "other", "here")}));
    rename(list[1], "right-");
    rename(list[2], "wrong-");
    rename(list[3], "wrong-");
    ASSERT_TRUE(fix(list));
    EXPECT_THAT(yaml_of(list[0]), HasSubstr("name: right-settings"));
    EXPECT_THAT(yaml_of(list[0]), Not(HasSubstr("wrong")));
}

TEST(FixReferences, PreferWhoHasTheSamePrefixes) {
    Resources list = resources(
        documents({std::string(kReferringDeployment), named_object("ConfigMap", "settings"),
                   named_object("ConfigMap", "settings")}));
    for (ResourcePtr& resource : list) {
        rename(resource, "p-");
    }
    rename(list[0], "a-");
    rename(list[1], "a-");
    rename(list[2], "b-");
    ASSERT_TRUE(fix(list));
    EXPECT_THAT(yaml_of(list[0]), HasSubstr("name: a-p-settings"));

    edit(list[0]).prefixes = {};
    edit(list[0]).object = manifest::parse_yaml_document(kReferringDeployment).value();
    const Status unclear = fix(list);
    ASSERT_TRUE(unclear) << unclear.error().message;
    EXPECT_THAT(yaml_of(list[0]), HasSubstr("name: settings"));
    edit(list[1]).prefixes = {};
    edit(list[2]).prefixes = {};
    EXPECT_THAT(fix(list).error().message, HasSubstr("\"settings\" could mean ConfigMap"));
}

constexpr std::string_view kBinding = R"(
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: here}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects:
- {kind: ServiceAccount, name: bot, namespace: there}
- {kind: ServiceAccount, name: bot}
)";

TEST(FixReferences, OfBindingsFollowRoleAndAccounts) {
    Resources list = resources(
        documents({std::string(kBinding), named_object("ServiceAccount", "bot", "there"),
                   "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role,"
                   " metadata: {name: reader, namespace: here}}",
                   "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "
                   "reader}}"}));
    rename(list[1], "sa-");
    rename(list[2], "role-");
    rename(list[3], "cluster-");
    edit(list[1]).object["metadata"]["namespace"] = "moved";
    edit(list[0]).object["subjects"].as_array()[0]["namespace"] = "moved";
    ASSERT_TRUE(fix(list));
    EXPECT_THAT(yaml_of(list[0]),
                HasSubstr("  kind: ClusterRole\n  name: cluster-reader\n"
                          "subjects:\n"
                          "- kind: ServiceAccount\n  name: sa-bot\n  namespace: moved\n"
                          "- kind: ServiceAccount\n  name: sa-bot\n  namespace: moved\n"));

    edit(list[0]).object["subjects"].as_array()[1]["namespace"] = 5;
    EXPECT_THAT(fix(list).error().message, HasSubstr("namespace must be text"));
    edit(list[0]).object["subjects"] = manifest::Array{manifest::Object{}};
    EXPECT_THAT(fix(list).error().message, HasSubstr("no field \"name\""));
}

TEST(FixReferences, ReportScalarsOnTheWay) {
    Resources list = resources(
        documents({"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: 5}",
                   named_object("ConfigMap", "settings")}));
    EXPECT_THAT(fix(list).error().message,
                HasSubstr("Deployment web (test.yaml, line 1): spec/template"));
}

TEST(FixReferences, ReportListsInLists) {
    Resources list = resources(documents(
        {"{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r},"
         " rules: [{resourceNames: [[settings]]}]}",
         named_object("ConfigMap", "settings")}));
    EXPECT_THAT(fix(list).error().message, HasSubstr("a list of lists"));
}

// All called alike, in namespaces of their own: the worst case for whoever compares each with each.
TEST(FixReferences, TakeTimeInProportionToResources) {
    const Resources pair = resources(
        documents({std::string(kReferringDeployment), named_object("ConfigMap", "settings")}));
    Resources list;
    for (int i = 0; i < 2000; ++i) {
        for (const ResourcePtr& one : pair) {
            Resource resource = *one;
            resource.object["metadata"]["namespace"] = "n" + std::to_string(i);
            rename(list.emplace_back(make_resource(std::move(resource))), "p-");
        }
    }
    const std::clock_t start = std::clock();  // of this process: others do not count
    EXPECT_TRUE(fix(list));
    // Comparing each with each would take minutes.
    EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
    EXPECT_THAT(yaml_of(list.front()), HasSubstr("p-settings"));
}

}  // namespace
}  // namespace sealer::kustomize
