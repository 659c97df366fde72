// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/schemas.h"

#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "common/base/text.h"
#include "tests/unit/kustomize/resources.h"

namespace sealer::kustomize {
namespace {

using manifest::GroupVersionKind;
using manifest::Schema;
using testing::HasSubstr;

GroupVersionKind type_named(std::string_view api_version, std::string_view kind) {
    const auto [group, version] = manifest::split_api_version(api_version);
    return {std::string(group), std::string(version), std::string(kind)};
}

TEST(BuiltinSchemas, KnowTheTypesThatKustomizeKnows) {
    std::ifstream file(SEALER_SHARED "/kustomize/schema-kinds.tsv");
    if (!file) {
        GTEST_SKIP() << "needs kustomize/schema-kinds.tsv in " << SEALER_SHARED;
    }
    std::set<GroupVersionKind> known;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto columns = split(line, '\t');
        const GroupVersionKind type = type_named(columns[0], columns[1]);
        known.insert(type);
        // These are no objects; CSIStorageCapacity is not in 1.20's OpenAPI document.
        if (type.kind != "DeleteOptions" && type.kind != "WatchEvent" &&
            !type.kind.starts_with("CSIStorageCapacity")) {
            EXPECT_NE(Schemas::builtin()->find(type), nullptr) << line;
        }
    }
    for (const GroupVersionKind& type : manifest::builtin_types()) {
        if (!known.contains(type)) {
            EXPECT_EQ(Schemas::builtin()->find(type), nullptr)
                << type.group << "/" << type.version << " " << type.kind;
        }
    }
}

TEST(BuiltinSchemas, KnowWhatHasNoNamespace) {
    const Schemas& schemas = *Schemas::builtin();
    for (const GroupVersionKind& type :
         {type_named("v1", "Namespace"), type_named("policy/v1beta1", "PodSecurityPolicy"),
          type_named("storage.k8s.io/v1beta1", "CSIDriver")}) {
        EXPECT_TRUE(schemas.is_cluster_scoped(type)) << type.kind;
    }
    for (const GroupVersionKind& type :
         {type_named("v1beta1", "Namespace"), type_named("v1", "ConfigMap"),
          type_named("flowcontrol.apiserver.k8s.io/v1", "FlowSchema"),
          type_named("gateway.networking.k8s.io/v1", "GatewayClass")}) {
        EXPECT_FALSE(schemas.is_cluster_scoped(type)) << type.kind;
    }
}

TEST(Schemas, CompareIdsByEffectiveNamespace) {
    const Schemas& schemas = *Schemas::builtin();
    const auto id = [](const char* kind, const char* namespace_) {
        return Id{.type = type_named("v1", kind), .namespace_ = namespace_, .name = "x"};
    };
    EXPECT_TRUE(same_object(id("Secret", ""), id("Secret", "default"), schemas));
    EXPECT_FALSE(same_object(id("Secret", "a"), id("Secret", "default"), schemas));
    EXPECT_TRUE(same_object(id("Node", "a"), id("Node", "b"), schemas));
    EXPECT_EQ(key_of(id("Secret", ""), schemas), key_of(id("Secret", "default"), schemas));
    EXPECT_NE(key_of(id("Secret", "a"), schemas), key_of(id("Secret", "b"), schemas));
}

TEST(OpenApiSchemas, TakeTheirTypesFromADocument) {
    const auto schemas = Schemas::parse(yaml(R"(
definitions:
  Thing:
    x-kubernetes-group-version-kind: [{group: e.com, version: v1, kind: Thing}]
    properties:
      spec: {$ref: "#/definitions/Spec"}
      other: {$ref: "#/definitions/None"}
  Spec:
    properties:
      self: {$ref: "#/definitions/Loop"}
      list:
        type: array
        items: {$ref: "#/definitions/Alias"}
        x-kubernetes-patch-strategy: merge
        x-kubernetes-patch-merge-key: id
      ports:
        type: array
        x-kubernetes-patch-strategy: merge
        x-kubernetes-patch-merge-key: port
        x-kubernetes-list-map-keys: [port, protocol]
      map: {additionalProperties: {$ref: "#/definitions/Element"}}
  Alias: {$ref: "#/definitions/Element"}
  Element: {properties: {id: {type: string}, set: {type: array, x-kubernetes-patch-strategy: merge}}}
  Loop: {$ref: "#/definitions/Loop"}
paths:
  /apis/e.com/v1/things:
    get: {x-kubernetes-group-version-kind: {group: e.com, version: v1, kind: Thing}}
  /apis/e.com/v1/others:
    get: {x-kubernetes-group-version-kind: {group: e.com, version: v1, kind: Other}}
  /apis/e.com/v1/namespaces/{namespace}/others:
    get: {x-kubernetes-group-version-kind: {group: e.com, version: v1, kind: Other}}
)"));
    ASSERT_TRUE(schemas) << schemas.error().message;
    const Schema* thing = (*schemas)->find(type_named("e.com/v1", "Thing"));
    ASSERT_NE(thing, nullptr);
    EXPECT_EQ(thing->member("other"), nullptr);
    const Schema* spec = thing->member("spec");
    ASSERT_NE(spec, nullptr);
    EXPECT_EQ(spec->member("self"), nullptr);
    EXPECT_TRUE(spec->member("list")->patch_merge);
    EXPECT_THAT(spec->member("list")->list_map_keys, testing::ElementsAre("id"));
    EXPECT_TRUE(spec->member("list")->items->member("set")->patch_merge);
    EXPECT_THAT(spec->member("ports")->list_map_keys, testing::ElementsAre("port", "protocol"));
    EXPECT_EQ(spec->member("map")->member("any"), spec->member("list")->items);
    EXPECT_EQ((*schemas)->find(type_named("v1", "Pod")), nullptr);
    EXPECT_TRUE((*schemas)->is_cluster_scoped(type_named("e.com/v1", "Thing")));
    EXPECT_FALSE((*schemas)->is_cluster_scoped(type_named("e.com/v1", "Other")));
    EXPECT_TRUE((*schemas)->is_cluster_scoped(type_named("v1", "Node")));
}

TEST(OpenApiSchemas, NameWhatIsWrong) {
    const std::pair<const char*, const char*> cases[] = {
        {"[]", "an object `definitions`"},
        {"{definitions: []}", "an object `definitions`"},
        {"{definitions: {A: 1}}", "definitions[A]: a schema is an object"},
        {"{definitions: {A: {properties: {b: [1]}}}}", "definitions[A].b: a schema is an object"},
        {"{definitions: {A: {x-kubernetes-group-version-kind: 1}}}", "must be a list"},
    };
    for (const auto& [text, message] : cases) {
        const auto schemas = Schemas::parse(yaml(text));
        ASSERT_FALSE(schemas) << text;
        EXPECT_THAT(schemas.error().message, HasSubstr(message)) << text;
    }
    std::string deep = "{definitions: {A: {items: {}}}}";
    for (int i = 0; i < 100; ++i) {
        deep.replace(deep.find("items: {}"), 9, "type: array, items: {items: {}}");
    }
    const auto schemas = Schemas::parse(yaml(deep));
    ASSERT_FALSE(schemas);
    EXPECT_THAT(schemas.error().message, HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace sealer::kustomize
