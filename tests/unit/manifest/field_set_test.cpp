// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/field_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "json_value.h"

namespace sealer::manifest {
namespace {

FieldSet fields(std::string_view text) {
    return FieldSet::parse(json(text)).value();
}
using Path = std::vector<std::string>;
std::string text_of(const FieldSet& set) {
    return write_json(set.to_value());
}

TEST(FieldSet, ReadsAndWritesFieldsV1) {
    const char* const kTexts[] = {
        R"({})",
        R"({"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{}}})",
        R"({"f:a":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}}})",
        R"({"f:finalizers":{".":{},"v:\"x/y\"":{}}})",
        R"({"f:list":{"i:0":{}}})",
    };
    for (const char* text : kTexts) {
        EXPECT_EQ(text_of(fields(text)), text);
    }
}

TEST(FieldSet, GivesEqualKeysOneSpelling) {
    EXPECT_EQ(fields(R"({"f:p":{"k:{\"protocol\":\"TCP\",\"port\":80}":{}}})"),
              fields(R"({"f:p":{"k:{\"port\": 80, \"protocol\":\"TCP\"}":{}}})"));
}

TEST(FieldSet, RefusesWhatIsNoFieldsV1) {
    for (const char* text : {R"([])", R"({"spec":{}})", R"({"f:a":1})", R"({"k:{":{}})",
                             R"({"k:3":{}})", R"({"i:x":{}})", R"({"i:":{}})"}) {
        SCOPED_TRACE(text);
        const auto set = FieldSet::parse(json(text));
        ASSERT_FALSE(set);
        EXPECT_EQ(set.error().code, Code::kInvalid);
    }
    Value deep = Object();
    for (std::size_t i = 0; i < kMaxDepth + 2; ++i) {
        Object outer;
        outer.append("f:a", std::move(deep));
        deep = std::move(outer);
    }
    EXPECT_FALSE(FieldSet::parse(deep));
}

TEST(FieldSet, OfABuiltinObject) {
    const Value deployment = json(R"({"apiVersion":"apps/v1","kind":"Deployment",
        "metadata":{"name":"web","namespace":"n","labels":{"app":"web"},"finalizers":["x"],"creationTimestamp":null},
        "spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{
            "containers":[{"name":"c","image":"i","args":["a","b"],"resources":{},
                "ports":[{"containerPort":80},{"containerPort":80,"protocol":"UDP"}]}],
            "volumes":[{"name":"v","emptyDir":{}}]}}}})");
    EXPECT_EQ(
        text_of(FieldSet::of(deployment, builtin_schema({"apps", "v1", "Deployment"}))),
        R"({"f:metadata":{"f:finalizers":{"v:\"x\"":{}},"f:labels":{"f:app":{}}},)"
        R"("f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:spec":{)"
        R"("f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:args":{},"f:image":{},"f:name":{},)"
        R"("f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}},)"
        R"("k:{\"containerPort\":80,\"protocol\":\"UDP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},)"
        R"("f:resources":{}}},"f:volumes":{"k:{\"name\":\"v\"}":{".":{},"f:emptyDir":{},"f:name":{}}}}}}})");
}

TEST(FieldSet, OfAnObjectWithoutSchema) {
    EXPECT_EQ(
        text_of(FieldSet::of(
            json(R"({"kind":"X","spec":{"list":[{"a":1}],"map":{"k":{"v":1}},"none":null}})"),
            nullptr)),
        R"({"f:spec":{".":{},"f:list":{},"f:map":{".":{},"f:k":{".":{},"f:v":{}}},"f:none":{}}})");
}

TEST(FieldSet, AListWithoutKeysIsOneLeaf) {
    EXPECT_EQ(text_of(FieldSet::of(json(R"({"spec":{"containers":[{"image":"i"}]}})"),
                                   builtin_schema({"", "v1", "Pod"}))),
              R"({"f:spec":{"f:containers":{}}})");
}

TEST(FieldSet, IsASet) {
    const FieldSet a = fields(R"({"f:a":{".":{},"f:x":{},"f:y":{}},"f:b":{}})");
    const FieldSet b = fields(R"({"f:a":{"f:x":{},"f:z":{}},"f:c":{}})");
    EXPECT_EQ(text_of(a.united(b)),
              R"({"f:a":{".":{},"f:x":{},"f:y":{},"f:z":{}},"f:b":{},"f:c":{}})");
    EXPECT_EQ(text_of(a.minus(b)), R"({"f:a":{".":{},"f:y":{}},"f:b":{}})");
    EXPECT_EQ(text_of(a.intersected(b)), R"({"f:a":{"f:x":{}}})");
    EXPECT_TRUE(a.minus(a).empty());
    EXPECT_EQ(a.united(a), a);
    EXPECT_TRUE(a.contains({"f:a"}));
    EXPECT_FALSE(b.contains({"f:a"}));
    FieldSet built;
    for (const auto& path : a.paths()) {
        built.insert(path);
    }
    EXPECT_EQ(built, a);
}

TEST(FieldPath, IsWrittenAsPeopleWriteIt) {
    EXPECT_EQ(to_string(Path{"f:spec", "f:containers", R"(k:{"name":"web"})", "f:image"}),
              R"(.spec.containers[name="web"].image)");
    EXPECT_EQ(to_string(Path{"f:metadata", "f:finalizers", R"(v:"x")"}),
              R"(.metadata.finalizers[="x"])");
    EXPECT_EQ(to_string(Path{"f:list", "i:3"}), ".list[3]");
}

TEST(FieldPath, LeadsToValues) {
    const Value pod = json(R"({"spec":{"f":["x","y"],"c":[
        {"containerPort":80,"n":1},{"containerPort":80,"protocol":"UDP","n":2}]}})");
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{"f:spec", "f:f", R"(v:"y")"}, R"("y")"},
        {{"f:spec", "f:f", "i:0"}, R"("x")"},
        {{"f:spec", "f:f", "i:2"}, nullptr},
        {{"f:spec", "f:f", R"(v:"z")"}, nullptr},
        {{"f:spec", "f:c", R"(k:{"containerPort":80,"protocol":"UDP"})", "f:n"}, "2"},
        {{"f:spec", "f:c", R"(k:{"containerPort":80,"protocol":"TCP"})", "f:n"}, "1"},
        {{"f:spec", "f:c", R"(k:{"containerPort":81})"}, nullptr},
        {{"f:none", "f:c"}, nullptr},
    };
    for (const auto& [path, expected] : cases) {
        SCOPED_TRACE(to_string(path));
        const Value* found = resolve(pod, path);
        EXPECT_EQ(found == nullptr ? "" : write_json(*found), expected == nullptr ? "" : expected);
    }
}

}  // namespace
}  // namespace sealer::manifest
