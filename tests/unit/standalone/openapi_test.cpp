// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api_fixture.h"
#include "common/manifest/json.h"

namespace sealer::standalone {
namespace {

using manifest::Member;
using manifest::Value;
using testing::HasSubstr;

class Documents : public testing::Test {
  protected:
    std::shared_ptr<const manifest::SchemaDocument> custom_ =
        manifest::SchemaDocument::parse(
            json(R"({"type":"object","properties":{"spec":{"type":"object","properties":{
            "size":{"x-kubernetes-int-or-string":true}}}}})"))
            .value();
    std::vector<ServedType> types_ = {
        {{"apps", "v1", "Deployment"},
         "deployments",
         true,
         manifest::builtin_schema({"apps", "v1", "Deployment"})},
        {{"", "v1", "Namespace"},
         "namespaces",
         false,
         manifest::builtin_schema({"", "v1", "Namespace"})},
        {{"widgets.example.com", "v1", "Widget"}, "widgets", true, custom_->root()},
        {{"example.com", "v1", "Any"}, "anys", true, nullptr},
    };
};

// Every $ref below `value` leads to one of `definitions`.
void expect_resolved(const Value& value, const Value& definitions, std::string_view prefix) {
    for (const Member& member : manifest::members(&value)) {
        if (member.key == "$ref" && member.value.is_string()) {
            const std::string_view target = member.value.as_string();
            ASSERT_TRUE(target.starts_with(prefix)) << target;
            EXPECT_NE(definitions.get(target.substr(prefix.size())), nullptr) << target;
        }
        expect_resolved(member.value, definitions, prefix);
    }
    for (const Value& item : manifest::elements(&value)) {
        expect_resolved(item, definitions, prefix);
    }
}

TEST_F(Documents, V2HasDefinitionsAndTheirKinds) {
    const Value document = openapi_v2(types_);
    EXPECT_EQ(document.text("swagger"), "2.0");
    const Value& definitions = *document.get("definitions");
    expect_resolved(document, definitions, "#/definitions/");
    const Value* deployment = definitions.get("io.k8s.api.apps.v1.Deployment");
    ASSERT_NE(deployment, nullptr);
    EXPECT_EQ(*deployment->get("x-kubernetes-group-version-kind"),
              json(R"([{"group":"apps","kind":"Deployment","version":"v1"}])"));
    EXPECT_EQ(*definitions.get("io.k8s.api.apps.v1.DeploymentSpec")->get("properties", "strategy"),
              json(R"({"$ref":"#/definitions/io.k8s.api.apps.v1.DeploymentStrategy",
                       "x-kubernetes-patch-strategy":"retainKeys"})"));
    EXPECT_EQ(definitions.get("io.k8s.api.core.v1.PodSpec")
                  ->text("properties", "containers", "x-kubernetes-patch-merge-key"),
              "name");
    EXPECT_EQ(definitions.get("io.k8s.api.core.v1.Pod"), nullptr);
    EXPECT_NE(definitions.get("com.example.widgets.v1.Widget"), nullptr);
    EXPECT_TRUE(
        definitions.get("com.example.v1.Any")->flag("x-kubernetes-preserve-unknown-fields"));
}

TEST_F(Documents, TellWhichQueriesAPatchTakes) {
    const struct {
        Value document;
        std::size_t paths;
    } cases[] = {{openapi_v2(types_), 4}, {openapi_v3(types_), 4}};
    for (const auto& [document, paths] : cases) {
        EXPECT_EQ(document.get("paths")->as_object().size(), paths);
        const Value* patch = document.get(
            "paths", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch");
        ASSERT_NE(patch, nullptr);
        EXPECT_EQ(patch->text("x-kubernetes-group-version-kind", "kind"), "Deployment");
        std::vector<std::string> names;
        for (const Value& parameter : patch->get("parameters")->as_array()) {
            names.emplace_back(parameter.text("name"));
        }
        EXPECT_THAT(names,
                    testing::ElementsAre("dryRun", "fieldManager", "fieldValidation", "force"));
        EXPECT_NE(document.get("paths", "/api/v1/namespaces/{name}", "patch"), nullptr);
    }
}

TEST_F(Documents, V3RefersToComponents) {
    const Value document = openapi_v3(types_);
    EXPECT_EQ(document.text("openapi"), "3.0.0");
    const Value& schemas = *document.get("components", "schemas");
    expect_resolved(document, schemas, "#/components/schemas/");
    // Beside $ref nothing else counts.
    EXPECT_EQ(
        *schemas.get("io.k8s.api.apps.v1.DeploymentSpec")->get("properties", "strategy"),
        json(R"({"allOf":[{"$ref":"#/components/schemas/io.k8s.api.apps.v1.DeploymentStrategy"}],
                       "x-kubernetes-patch-strategy":"retainKeys"})"));
}

// A message's fields, outermost level: number and bytes. Fails the test on malformed input.
std::vector<std::pair<unsigned, std::string_view>> fields_of(std::string_view message) {
    std::vector<std::pair<unsigned, std::string_view>> fields;
    const auto varint = [&message] {
        std::uint64_t value = 0;
        for (unsigned shift = 0; !message.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(message[0]);
            message.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) {
                break;
            }
        }
        return value;
    };
    while (!message.empty()) {
        const auto tag = static_cast<unsigned>(varint());
        EXPECT_EQ(tag & 7U, 2U);
        const std::size_t size = varint();
        EXPECT_LE(size, message.size());
        fields.emplace_back(tag >> 3, message.substr(0, size));
        message.remove_prefix(std::min(size, message.size()));
    }
    return fields;
}

TEST_F(Documents, V2IsProtobufToo) {
    const std::string bytes = openapi_v2_protobuf(types_);
    const auto document = fields_of(bytes);
    ASSERT_EQ(document.size(), 4U);
    EXPECT_EQ(document[0], std::pair(1U, std::string_view("2.0")));
    EXPECT_EQ(document[2].first, 8U);
    const auto paths = fields_of(document[2].second);
    EXPECT_EQ(paths.size(), 4U);
    const auto path_item = fields_of(fields_of(paths[0].second)[1].second);
    EXPECT_EQ(path_item[0].first, 8U);  // PathItem.patch
    EXPECT_EQ(document[3].first, 9U);
    const auto definitions = fields_of(document[3].second);
    EXPECT_EQ(definitions.size(), openapi_v2(types_).get("definitions")->as_object().size());
    const auto named = fields_of(definitions[0].second);
    EXPECT_THAT(std::string(named[0].second), HasSubstr("com.example"));
}

}  // namespace
}  // namespace sealer::standalone
