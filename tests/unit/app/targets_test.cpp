// SPDX-License-Identifier: Apache-2.0
#include "controller/app/targets.h"

#include <gtest/gtest.h>

#include "common/app/tracking.h"
#include "values.h"

namespace sealer::app {
namespace {

Result<kube::Resource> find_kind(const manifest::GroupVersionKind& type) {
    if (type.kind == "Widget") {
        return fail(Code::kNotFound, "no matches for kind");
    }
    return kube::Resource{type.group, type.version, "things", type.kind, type.kind != "Namespace",
                          {}};
}

Result<TargetSet> targets(const std::vector<std::string>& texts,
                          const ResourceFilter& filter = {}) {
    std::vector<render::ManifestPtr> manifests;
    for (const std::string& text : texts) {
        manifests.push_back(std::make_shared<const render::Manifest>(
            render::Manifest{yaml(text), "app/x.yaml", 7}));
    }
    return make_targets(manifests, {{}, "shop", "web"}, filter, find_kind);
}

TEST(Targets, GetANamespaceAndAMark) {
    const auto set =
        targets({"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
                 "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: team}}",
                 "{apiVersion: v1, kind: Namespace, metadata: {name: c, namespace: team}}"});
    ASSERT_TRUE(set) << set.error().message;
    ASSERT_EQ(set->targets.size(), 3U);
    EXPECT_EQ(set->targets[0].key.namespace_, "web");
    EXPECT_EQ(set->targets[1].key.namespace_, "team");
    EXPECT_EQ(set->targets[2].key.namespace_, "");
    EXPECT_EQ(manifest::annotation(set->targets[2].object, "argocd.argoproj.io/tracking-id"),
              "shop:/Namespace:web/c");
    EXPECT_TRUE(set->complete);
}

TEST(Targets, KeepTheLastOfDuplicatesAndUnknownKinds) {
    const auto set =
        targets({"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {v: first}}",
                 "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {v: last}}",
                 "{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w}}"});
    ASSERT_TRUE(set);
    ASSERT_EQ(set->targets.size(), 2U);
    EXPECT_EQ(set->targets[0].object.text("data", "v"), "last");
    EXPECT_EQ(set->repeated.at(set->targets[0].key), 2U);
    EXPECT_FALSE(set->complete);
    EXPECT_FALSE(set->targets[1].resource);
}

TEST(Targets, OfSeveralSourcesTheLastCounts) {
    const auto set = [](const std::vector<std::string>& texts) {
        return std::make_shared<const TargetSet>(targets(texts).value());
    };
    const std::string one =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {v: '1'}}";
    const std::string two =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {v: '2'}}";
    const std::string other = "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}";
    const std::string hook =
        "{apiVersion: batch/v1, kind: Job, metadata: {name: h, annotations: "
        "{argocd.argoproj.io/hook: PreSync}}}";
    const TargetSet merged = merge_targets({set({one, other}), set({hook}), set({one, two})});
    ASSERT_EQ(merged.targets.size(), 2U);
    EXPECT_EQ(merged.targets[0].object.text("data", "v"), "2");
    EXPECT_EQ(merged.hooks.size(), 1U);
    EXPECT_EQ(merged.repeated.size(), 1U);
    EXPECT_EQ(merged.repeated.at(merged.targets[0].key), 3U);
    EXPECT_TRUE(merged.complete);
    EXPECT_FALSE(
        merge_targets({set({one}), set({"{apiVersion: x/v1, kind: Widget, metadata: {name: w}}"})})
            .complete);
}

TEST(Targets, ExcludedKindsAreNone) {
    const auto filter = ResourceFilter::parse("[{kinds: [Job, Widget]}]", "").value();
    const auto set = targets({"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
                              "{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w}}",
                              "{apiVersion: batch/v1, kind: Job, metadata: {name: j, annotations: "
                              "{argocd.argoproj.io/hook: PreSync}}}"},
                             filter);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->targets.size(), 1U);
    EXPECT_TRUE(set->hooks.empty());
    EXPECT_TRUE(set->complete);
    ASSERT_EQ(set->excluded.size(), 2U);
    EXPECT_EQ(set->excluded[0].kind, "Widget");
    const auto shared = std::make_shared<const TargetSet>(*set);
    EXPECT_EQ(merge_targets({shared, shared}).excluded.size(), 4U);
}

TEST(Targets, HideSecretsFromComparing) {
    const auto set =
        targets({"{apiVersion: v1, kind: Secret, metadata: {name: s},"
                 " stringData: {password: hunter2}}"});
    ASSERT_TRUE(set);
    ASSERT_TRUE(set->targets[0].masked);
    EXPECT_EQ(set->targets[0].object.text("data", "password"), "aHVudGVyMg==");
    EXPECT_TRUE(set->targets[0].desired().object.text("data", "password").starts_with("masked:"));
}

TEST(Targets, WriteOutDefaultedListKeys) {
    const auto set =
        targets({"{apiVersion: v1, kind: Service, metadata: {name: s},"
                 " spec: {ports: [{port: 80}, {port: 53, protocol: UDP}]}}"});
    ASSERT_TRUE(set);
    const auto& ports = manifest::elements(set->targets[0].object.get("spec", "ports"));
    EXPECT_EQ(ports[0].text("protocol"), "TCP");
    EXPECT_EQ(ports[1].text("protocol"), "UDP");
}

TEST(Targets, HoldEachVariableOnce) {
    const auto set = targets(
        {"{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {imagePullSecrets: [{name: r}, "
         "{name: r}], containers: [{name: c, env: [{name: A, value: '1'}, {name: B, value: $(A)}, "
         "{name: A, value: '2'}]}, {name: c, image: other}]}}"});
    ASSERT_TRUE(set);
    EXPECT_EQ(*set->targets[0].object.get("spec"),
              yaml("{imagePullSecrets: [{name: r}], containers: [{name: c, env: [{name: A, value: "
                   "'2'}, {name: B, value: $(A)}]}, {name: c, image: other}]}"));
}

TEST(Targets, LeaveOutWhatKubernetesComputes) {
    const std::string role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, "
        "rules: [], aggregationRule: ";
    const auto set = targets({role + "{clusterRoleSelectors: []}}", role + "null}"});
    ASSERT_TRUE(set);
    EXPECT_EQ(set->targets.size(), 1U);
    const auto aggregated = targets({role + "{clusterRoleSelectors: []}}"});
    EXPECT_EQ(aggregated->targets[0].object.get("rules"), nullptr);
    EXPECT_NE(set->targets[0].object.get("rules"), nullptr);
}

TEST(Targets, HooksStandApart) {
    const std::string job = "{apiVersion: batch/v1, kind: Job, metadata: {";
    const auto set =
        targets({job + "name: j, annotations: {argocd.argoproj.io/hook: PreSync}}}",
                 job + "generateName: g-, annotations: {argocd.argoproj.io/hook: PostSync}}}",
                 job + "name: never, annotations: {argocd.argoproj.io/hook: Skip}}}",
                 "{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w, annotations: "
                 "{argocd.argoproj.io/hook: Skip}}}"});
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_TRUE(set->targets.empty());
    EXPECT_TRUE(set->complete);
    ASSERT_EQ(set->hooks.size(), 2U);
    EXPECT_FALSE(manifest::annotation(set->hooks[0].object, kTrackingId).empty());
    EXPECT_TRUE(manifest::annotation(set->hooks[1].object, kTrackingId).empty());
}

TEST(Targets, WhatCannotBeIsRefusedByFileAndLine) {
    const auto set = targets({"{apiVersion: batch/v1, kind: Job, metadata: {generateName: j-}}"});
    ASSERT_FALSE(set);
    EXPECT_NE(set.error().message.find("app/x.yaml: line 7"), std::string::npos);
    EXPECT_NE(set.error().message.find("generateName is for hooks"), std::string::npos);
}

}  // namespace
}  // namespace sealer::app
