// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/schema.h"

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "json_value.h"

namespace sealer::manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

GroupVersionKind type_named(std::string_view api_version, std::string_view kind) {
    const auto [group, version] = split_api_version(api_version);
    return {std::string(group), std::string(version), std::string(kind)};
}

// "spec.containers[].ports" from the root of a kind; null where the path leads nowhere.
const Schema* at(const Schema* schema, std::string_view path) {
    for (std::string_view step : split(path, '.')) {
        const bool enters_list = step.ends_with("[]");
        if (enters_list) {
            step.remove_suffix(2);
        }
        schema = schema == nullptr ? nullptr : schema->member(step);
        if (enters_list && schema != nullptr) {
            schema = schema->items;
        }
    }
    return schema;
}

TEST(BuiltinSchema, KnowsFieldsTypesAndMarks) {
    const Schema* deployment = builtin_schema({"apps", "v1", "Deployment"});
    ASSERT_NE(deployment, nullptr);
    EXPECT_EQ(deployment->reference, "io.k8s.api.apps.v1.Deployment");
    EXPECT_EQ(at(deployment, "metadata"), object_meta_schema());
    const Schema* spec = at(deployment, "spec");
    EXPECT_THAT(spec->required, ElementsAre("selector", "template"));
    EXPECT_TRUE(spec->property("template")->by_value);
    EXPECT_TRUE(spec->property("paused")->omit_zero);
    EXPECT_FALSE(spec->property("replicas")->omit_zero);
    EXPECT_TRUE(at(spec, "strategy")->patch_retain_keys);
    EXPECT_TRUE(at(spec, "selector")->atomic_map);
    const Schema* ports = at(spec, "template.spec.containers[].ports");
    EXPECT_EQ(ports->list_type, Schema::ListType::kMap);
    EXPECT_THAT(ports->list_map_keys, ElementsAre("containerPort", "protocol"));
    EXPECT_EQ(ports->patch_merge_key, "containerPort");
    EXPECT_EQ(*at(ports->items, "protocol")->default_value, Value("TCP"));
    EXPECT_EQ(at(spec, "template.spec.containers[].resources.limits.cpu")->format, "quantity");
    EXPECT_EQ(at(spec, "template.spec.containers[].args")->list_type, Schema::ListType::kAtomic);
    EXPECT_EQ(at(object_meta_schema(), "finalizers")->list_type, Schema::ListType::kSet);
    EXPECT_EQ(builtin_schema({"apps", "v1", "Nonsense"}), nullptr);
    EXPECT_EQ(builtin_definition("io.k8s.api.core.v1.PodSpec"), at(spec, "template.spec"));
}

TEST(BuiltinSchema, KnowsWhatCameAfterItsSource) {
    const struct {
        const char* api_version;
        const char* kind;
        const char* path;
    } cases[] = {
        {"batch/v1", "CronJob", "spec.jobTemplate.spec.podFailurePolicy.rules"},
        {"batch/v1", "CronJob", "spec.timeZone"},
        {"policy/v1", "PodDisruptionBudget", "spec.unhealthyPodEvictionPolicy"},
        {"autoscaling/v2", "HorizontalPodAutoscaler", "spec.behavior.scaleDown.policies"},
        {"discovery.k8s.io/v1", "EndpointSlice", "endpoints[].hints.forZones"},
        {"apps/v1", "StatefulSet", "spec.persistentVolumeClaimRetentionPolicy.whenDeleted"},
        {"v1", "Pod", "spec.initContainers[].restartPolicy"},
        {"v1", "Pod", "spec.topologySpreadConstraints[].matchLabelKeys"},
        {"v1", "PersistentVolumeClaim", "spec.dataSourceRef.namespace"},
        {"v1", "Service", "spec.internalTrafficPolicy"},
        {"v1", "Secret", "immutable"},
    };
    for (const auto& [api_version, kind, path] : cases) {
        SCOPED_TRACE(std::string(api_version) + " " + kind + " " + path);
        EXPECT_NE(at(builtin_schema(type_named(api_version, kind)), path), nullptr);
    }
}

TEST(BuiltinSchema, IsReadOnceByManyThreads) {
    std::vector<std::thread> threads;
    std::vector<const Schema*> found(8);
    for (std::size_t i = 0; i < found.size(); ++i) {
        threads.emplace_back([&found, i] { found[i] = builtin_schema({"", "v1", "Pod"}); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_THAT(found, testing::Each(found[0]));
}

TEST(BuiltinResources, HaveSchemasAndPlurals) {
    std::map<std::string, const BuiltinResource*> by_plural;
    for (const BuiltinResource& resource : builtin_resources()) {
        SCOPED_TRACE(resource.plural);
        EXPECT_NE(builtin_schema(resource.type), nullptr);
        by_plural[join_api_version(resource.type.group, resource.type.version) + "/" +
                  resource.plural] = &resource;
    }
    ASSERT_TRUE(by_plural.contains("apps/v1/deployments"));
    EXPECT_THAT(by_plural["apps/v1/deployments"]->subresources, ElementsAre("scale", "status"));
    EXPECT_TRUE(by_plural["v1/secrets"]->namespaced);
    EXPECT_FALSE(by_plural["v1/namespaces"]->namespaced);
    EXPECT_FALSE(by_plural.contains("extensions/v1beta1/ingresses"));
    for (const char* name : {"batch/v1/cronjobs", "policy/v1/poddisruptionbudgets",
                             "autoscaling/v2/horizontalpodautoscalers"}) {
        EXPECT_TRUE(by_plural.contains(name)) << name;
    }
}

// Merge lists as Kustomize's own schema (Kubernetes 1.21) has them.
TEST(BuiltinSchema, MergesListsAsKustomizeDoes) {
    std::ifstream file(SEALER_SHARED "/kustomize/schema-merge-lists.tsv");
    if (!file) {
        GTEST_SKIP() << "needs kustomize/schema-merge-lists.tsv in " << SEALER_SHARED;
    }
    std::string line;
    std::getline(file, line);
    std::size_t compared = 0;
    while (std::getline(file, line)) {
        const auto columns = split(line, '\t');
        ASSERT_EQ(columns.size(), 6U) << line;
        // Marks on a string merge nothing; CSIStorageCapacity is not in 1.20's OpenAPI document.
        if (columns[2].ends_with("matchExpressions[].key") || columns[1] == "CSIStorageCapacity") {
            continue;
        }
        const Schema* list = at(builtin_schema(type_named(columns[0], columns[1])), columns[2]);
        if (list == nullptr) {
            ADD_FAILURE() << "unknown: " << line;
            continue;
        }
        EXPECT_EQ(list->patch_merge, columns[3].starts_with("merge")) << line;
        EXPECT_EQ(list->patch_retain_keys, columns[3].ends_with("retainKeys")) << line;
        EXPECT_EQ(list->patch_merge_key, columns[5] == "-" ? "" : columns[5]) << line;
        ++compared;
    }
    EXPECT_GT(compared, 400U);
}

TEST(SchemaDocument, ReadsAStructuralSchema) {
    const auto document = SchemaDocument::parse(json(R"({
        "type": "object", "required": ["spec"],
        "properties": {
            "spec": {"type": "object", "properties": {
                "ports": {"type": "array", "x-kubernetes-list-type": "map",
                          "x-kubernetes-list-map-keys": ["port"],
                          "items": {"type": "object", "properties": {"port": {"type": "integer", "minimum": 1}}}},
                "mode": {"type": "string", "enum": ["a", "b"], "default": "a"},
                "weight": {"x-kubernetes-int-or-string": true},
                "extra": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "template": {"type": "object", "x-kubernetes-embedded-resource": true}}}}})"));
    ASSERT_TRUE(document) << document.error().message;
    const Schema* root = (*document)->root();
    EXPECT_EQ(at(root, "metadata"), object_meta_schema());
    EXPECT_EQ(at(root, "spec.ports")->list_type, Schema::ListType::kMap);
    EXPECT_EQ(at(root, "spec.ports[].port")->minimum, 1.0);
    EXPECT_EQ(*at(root, "spec.mode")->default_value, Value("a"));
    EXPECT_EQ(at(root, "spec.mode")->enumeration.size(), 2U);
    EXPECT_EQ(at(root, "spec.weight")->type, Schema::Type::kIntOrString);
    EXPECT_TRUE(at(root, "spec.extra")->preserve_unknown);
    EXPECT_EQ(at(root, "spec.labels.anything")->type, Schema::Type::kString);
    EXPECT_EQ(at(root, "spec.template.metadata"), object_meta_schema());
}

TEST(SchemaDocument, NamesTheFieldThatIsWrong) {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", "openAPIV3Schema: must be an object"},
        {R"({"type":"file"})", "openAPIV3Schema.type: unknown type \"file\""},
        {R"({"properties":{"a":{"type":"array","x-kubernetes-list-type":"map"}}})",
         "openAPIV3Schema.properties[a].x-kubernetes-list-map-keys: required"},
        {R"({"properties":{"a":{"items":3}}})", "openAPIV3Schema.properties[a].items: must be"},
    };
    for (const auto& [text, message] : cases) {
        SCOPED_TRACE(text);
        const auto document = SchemaDocument::parse(json(text));
        ASSERT_FALSE(document);
        EXPECT_THAT(document.error().message, HasSubstr(message));
    }
}

}  // namespace
}  // namespace sealer::manifest
