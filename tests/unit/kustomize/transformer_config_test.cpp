// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/transformer_config.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FieldSpec typed_spec(std::string group, std::string version, std::string kind, std::string path,
                     bool create = false) {
    return {std::move(group), std::move(version), std::move(kind), std::move(path), create};
}

const ReferenceRule& rule_of(std::string_view kind) {
    const auto& rules = TransformerConfig::builtin().name_references.get();
    return *std::ranges::find(rules, kind, &ReferenceRule::kind);
}

bool has(const FieldSpecs& specs, const FieldSpec& wanted) {
    return std::ranges::find(specs, wanted) != specs.end();
}

TEST(BuiltinConfig, HasKustomizesTables) {
    const TransformerConfig& config = TransformerConfig::builtin();
    EXPECT_THAT(config.name_prefix, ElementsAre(typed_spec("", "", "", "metadata/name")));
    EXPECT_EQ(config.name_suffix, config.name_prefix);
    EXPECT_THAT(config.labels, IsEmpty());
    EXPECT_EQ(config.namespace_.size(), 3U);
    EXPECT_EQ(config.common_labels.size(), 32U);
    EXPECT_EQ(config.template_labels.size(), 10U);
    EXPECT_EQ(config.common_annotations.size(), 9U);
    EXPECT_EQ(config.images.size(), 4U);
    EXPECT_EQ(config.replicas.size(), 4U);
    EXPECT_EQ(config.var_references.size(), 72U);
    EXPECT_EQ(config.name_references.size(), 16U);
    EXPECT_TRUE(has(config.common_labels, typed_spec("", "v1", "Service", "spec/selector", true)));
    EXPECT_TRUE(
        has(config.common_labels, typed_spec("apps", "", "StatefulSet",
                                             "spec/volumeClaimTemplates[]/metadata/labels", true)));
    EXPECT_TRUE(has(
        config.var_references,
        typed_spec("", "", "CronJob", "spec/jobTemplate/spec/template/spec/containers/env/value")));
}

TEST(BuiltinConfig, IsWhatMergingItLeaves) {
    const TransformerConfig& builtin = TransformerConfig::builtin();
    TransformerConfig config;
    ASSERT_TRUE(merge_config(config, builtin));
    EXPECT_TRUE(config.images.is_one_with(builtin.images));
    // Item by item, too.
    TransformerConfig copy = builtin;
    for (auto* list : {&copy.common_labels, &copy.var_references, &copy.namespace_}) {
        EXPECT_FALSE(list->edit().empty());
    }
    TransformerConfig merged;
    ASSERT_TRUE(merge_config(merged, copy));
    EXPECT_EQ(merged.common_labels, builtin.common_labels);
    EXPECT_EQ(merged.var_references, builtin.var_references);
    EXPECT_EQ(merged.namespace_, builtin.namespace_);
    ASSERT_TRUE(merge_config(merged, builtin));
    EXPECT_EQ(merged.common_labels, builtin.common_labels);
    EXPECT_EQ(merged.name_references, builtin.name_references);
}

TEST(BuiltinConfig, KnowsWhoNamesWhom) {
    EXPECT_TRUE(has(rule_of("ConfigMap").referrers,
                    typed_spec("", "v1", "Pod", "spec/volumes/configMap/name")));
    EXPECT_TRUE(has(rule_of("ConfigMap").referrers,
                    typed_spec("", "", "PodTemplate", "template/spec/volumes/configMap/name")));
    EXPECT_TRUE(has(rule_of("Secret").referrers,
                    typed_spec("serving.knative.dev", "v1", "Service",
                               "spec/template/spec/containers/env/valueFrom/secretKeyRef/name")));
    EXPECT_EQ(rule_of("IngressClass").group, "networking.k8s.io/v1");
    EXPECT_EQ(rule_of("StorageClass").version, "v1");
}

TEST(TransformerConfigFile, IsReadStrictly) {
    const auto config = parse_transformer_config(yaml(R"(
namePrefix: [{path: spec/name, kind: Thing}]
labels: [{path: spec/labels, create: true}]
nameReference:
- {kind: Thing, group: example.com, fieldSpecs: [{kind: User, path: spec/thing}]}
)"),
                                                 "names.yaml");
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_THAT(config->name_prefix, ElementsAre(typed_spec("", "", "Thing", "spec/name")));
    EXPECT_THAT(config->labels, ElementsAre(typed_spec("", "", "", "spec/labels", true)));
    ASSERT_EQ(config->name_references.size(), 1U);
    EXPECT_THAT(config->name_references[0].referrers,
                ElementsAre(typed_spec("", "", "User", "spec/thing")));

    const auto misspelt = parse_transformer_config(yaml("namePrefixes: []"), "names.yaml");
    ASSERT_FALSE(misspelt);
    EXPECT_THAT(misspelt.error().message, HasSubstr("names.yaml"));
    EXPECT_FALSE(parse_transformer_config(yaml("images: [{paths: a}]"), "names.yaml"));
}

TEST(MergeSpecs, AddsWhatIsNewAndRefusesConflicts) {
    FieldSpecs specs = {typed_spec("apps", "", "Deployment", "a/b", true)};
    // Means the same field, of every kind: kustomize takes it for the one that is there.
    ASSERT_TRUE(merge_specs(specs, {typed_spec("", "", "", "a/b", true)}));
    EXPECT_EQ(specs.size(), 1U);
    ASSERT_TRUE(merge_specs(specs, {typed_spec("", "", "StatefulSet", "a/b")}));
    EXPECT_EQ(specs.size(), 2U);
    const Status conflict =
        merge_specs(specs, {typed_spec("apps", "", "Deployment", "a/b", false)});
    ASSERT_FALSE(conflict);
    EXPECT_THAT(conflict.error().message, HasSubstr("conflicting fieldspecs: a/b of Deployment"));
}

TEST(MergeConfig, UnitesRulesForOneType) {
    TransformerConfig config = TransformerConfig::builtin();
    TransformerConfig more;
    more.name_references = {{.group = "",
                             .version = "v1",
                             .kind = "Secret",
                             .referrers = {typed_spec("", "", "X", "s")}},
                            {.group = "",
                             .version = "",
                             .kind = "Secret",
                             .referrers = {typed_spec("", "", "Y", "s")}}};
    ASSERT_TRUE(merge_config(config, more));
    ASSERT_TRUE(merge_config(config, more));
    EXPECT_EQ(config.name_references.size(), 17U);
    EXPECT_EQ(config.name_references[5].referrers.back(), typed_spec("", "", "X", "s"));
    more.images = {typed_spec("", "", "", "spec/containers[]/image", false)};
    EXPECT_THAT(merge_config(config, more).error().message, HasSubstr("images: conflicting"));
}

TEST(CrdDefinitions, TellFieldsByExtensions) {
    const auto config = parse_crd_definitions(yaml(R"(
example.com/api.Kind:
  Schema:
    properties:
      apiVersion: {type: string}
      kind: {type: string}
      metadata: {type: object}
      spec: {$ref: example.com/api.Spec}
      marks: {x-kubernetes-annotation: ""}
      picks: {x-kubernetes-label-selector: ""}
example.com/api.Spec:
  Schema:
    properties:
      name: {x-kubernetes-identity: ""}
      secret:
        x-kubernetes-object-ref-api-version: v1
        x-kubernetes-object-ref-kind: Secret
      other:
        x-kubernetes-object-ref-api-version: v1
        x-kubernetes-object-ref-kind: Bee
        x-kubernetes-object-ref-name-key: title
      more: {$ref: example.com/api.Spec}
)"),
                                              "crd.yaml");
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_THAT(config->common_annotations, ElementsAre(typed_spec("", "", "Kind", "marks")));
    EXPECT_THAT(config->common_labels, ElementsAre(typed_spec("", "", "Kind", "picks")));
    EXPECT_THAT(config->name_prefix, ElementsAre(typed_spec("", "", "Kind", "spec/name")));
    ASSERT_EQ(config->name_references.size(), 2U);
    EXPECT_EQ(config->name_references[0].kind, "Secret");
    EXPECT_THAT(config->name_references[0].referrers,
                ElementsAre(typed_spec("", "", "Kind", "spec/secret/name")));
    EXPECT_THAT(config->name_references[1].referrers,
                ElementsAre(typed_spec("", "", "Kind", "spec/other/title")));
}

TEST(CrdDefinitions, RefusesWhatNeverEnds) {
    std::string text =
        "t.Kind: {Schema: {properties: {apiVersion: {}, kind: {}, metadata: {}, s: "
        "{$ref: t0}}}}\n";
    for (int i = 0; i < 20; ++i) {
        const std::string next = "{$ref: t" + std::to_string(i + 1) + "}";
        text += "t" + std::to_string(i) + ": {Schema: {properties: {a: " + next + ", b: " + next +
                ", c: " + next + "}}}\n";
    }
    EXPECT_THAT(parse_crd_definitions(yaml(text), "crd.yaml").error().message,
                HasSubstr("100000 properties"));
    EXPECT_FALSE(parse_crd_definitions(yaml("[]"), "crd.yaml"));
}

}  // namespace
}  // namespace sealer::kustomize
