// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/patch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "json_value.h"

namespace sealer::manifest {
namespace {

using testing::HasSubstr;

struct PatchCase {
    const char* target;
    const char* patch;
    const char* expected;  // the patched value, or what the error says
};

TEST(JsonPatch, DoesWhatRfc6902Says) {
    const PatchCase cases[] = {
        {R"({"a":1})", R"([{"op":"add","path":"/b","value":2}])", R"({"a":1,"b":2})"},
        {R"({"a":[1,3]})", R"([{"op":"add","path":"/a/1","value":2}])", R"({"a":[1,2,3]})"},
        {R"({"a":[1]})", R"([{"op":"add","path":"/a/-","value":2}])", R"({"a":[1,2]})"},
        {R"({"a":1})", R"([{"op":"add","path":"","value":[]}])", R"([])"},
        {R"({"a":1,"b":2})", R"([{"op":"remove","path":"/a"}])", R"({"b":2})"},
        {R"({"a":[1,2]})", R"([{"op":"remove","path":"/a/0"}])", R"({"a":[2]})"},
        {R"({"a":1})", R"([{"op":"replace","path":"/a","value":{"b":2}}])", R"({"a":{"b":2}})"},
        {R"({"a":{"b":1},"c":{}})", R"([{"op":"move","from":"/a/b","path":"/c/d"}])",
         R"({"a":{},"c":{"d":1}})"},
        {R"({"a":{"b":1}})", R"([{"op":"copy","from":"/a","path":"/a/c"}])",
         R"({"a":{"b":1,"c":{"b":1}}})"},
        {R"({"a/b~":1})",
         R"([{"op":"test","path":"/a~1b~0","value":1.0},{"op":"remove","path":"/a~1b~0"}])", "{}"},
    };
    for (const auto& [target, patch, expected] : cases) {
        SCOPED_TRACE(patch);
        const auto result = apply_json_patch(json(target), json(patch));
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(*result, json(expected));
    }
}

TEST(JsonPatch, SaysWhichOperationFailed) {
    const PatchCase cases[] = {
        {R"({})", R"({})", "list of operations"},
        {R"({"a":1})",
         R"([{"op":"test","path":"/a","value":1},{"op":"test","path":"/a","value":2}])",
         "operation 1 (test /a): the test failed"},
        {R"({})", R"([{"op":"remove","path":"/a"}])", "does not exist"},
        {R"({})", R"([{"op":"replace","path":"/a","value":1}])", "does not exist"},
        {R"({"a":[]})", R"([{"op":"add","path":"/a/1","value":1}])", "out of bounds"},
        {R"({"a":[1,2]})", R"([{"op":"remove","path":"/a/01"}])", "does not exist"},
        {R"({})", R"([{"op":"add","path":"a","value":1}])", "starts with '/'"},
        {R"({})", R"([{"op":"add","path":"/~2","value":1}])", "~0"},
        {R"({})", R"([{"op":"add","path":"/a"}])", "\"value\" is missing"},
        {R"({})", R"([{"op":"paint","path":"/a","value":1}])", "unknown operation"},
        {R"({"a":{}})", R"([{"op":"move","from":"/a","path":"/a/b"}])", "into itself"},
    };
    for (const auto& [target, patch, expected] : cases) {
        SCOPED_TRACE(patch);
        const auto result = apply_json_patch(json(target), json(patch));
        ASSERT_FALSE(result);
        EXPECT_THAT(result.error().message, HasSubstr(expected));
    }
}

TEST(JsonPatch, BoundsWhatCopiesMake) {
    Array doubling;
    for (int i = 0; i < 64; ++i) {
        doubling.push_back(
            json(R"({"op":"copy","from":"","path":"/x)" + std::to_string(i) + R"("})"));
    }
    EXPECT_FALSE(apply_json_patch(json(R"({"a":[1,2,3]})"), doubling));
    const Value large(Object{{"a", std::string(std::size_t{1} << 20, 'x')}});
    EXPECT_TRUE(
        apply_json_patch(large, Array(2, json(R"({"op":"copy","from":"/a","path":"/b"})"))));
    EXPECT_FALSE(
        apply_json_patch(large, Array(3, json(R"({"op":"copy","from":"/a","path":"/b"})"))));
    EXPECT_FALSE(
        apply_json_patch(json("{}"), Array(10'001, json(R"({"op":"test","path":"","value":{}})"))));
}

TEST(JsonPointer, LeadsToValues) {
    const Value root = json(R"({"a/b":[{"c~d":1}]})");
    EXPECT_EQ(*resolve_pointer(
                  root, "/" + escape_pointer_token("a/b") + "/0/" + escape_pointer_token("c~d")),
              Value(1));
    EXPECT_EQ(resolve_pointer(root, "/a/0"), nullptr);
    EXPECT_EQ(resolve_pointer(root, ""), &root);
}

TEST(MergePatch, DoesWhatRfc7386Says) {
    const PatchCase cases[] = {
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
        {R"(["a"])", R"({"a":{"b":null}})", R"({"a":{}})"},
        {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
        {R"({"a":1})", R"(["c"])", R"(["c"])"},
    };
    for (const auto& [target, patch, expected] : cases) {
        SCOPED_TRACE(patch);
        EXPECT_EQ(apply_merge_patch(json(target), json(patch)), json(expected));
    }
}

TEST(MergePatch, IsMadeAsSmallAsItCanBe) {
    const PatchCase cases[] = {
        {R"({"a":1,"b":{"c":1,"d":2}})", R"({"b":{"c":1,"d":3},"e":[1]})",
         R"({"a":null,"b":{"d":3},"e":[1]})"},
        {R"({"a":1})", R"({"a":1.0})", "null"},
        {R"({"a":[1,2]})", R"({"a":[2]})", R"({"a":[2]})"},
    };
    for (const auto& [from, to, expected] : cases) {
        SCOPED_TRACE(to);
        EXPECT_EQ(create_merge_patch(json(from), json(to)), json(expected));
    }
}

// Targets and patches are a Pod's spec.
TEST(StrategicMergePatch, MergesByTheSchemasKeys) {
    const PatchCase cases[] = {
        {R"({"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]})",
         R"({"containers":[{"name":"b","image":"2"}]})",
         R"({"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]})"},
        {R"({"containers":[{"name":"a"}]})", R"({"containers":[{"name":"n"}]})",
         R"({"containers":[{"name":"a"},{"name":"n"}]})"},
        {R"({"containers":[{"name":"a"},{"name":"b"}]})",
         R"({"containers":[{"name":"a","$patch":"delete"}]})", R"({"containers":[{"name":"b"}]})"},
        {R"({"containers":[{"name":"a"}]})",
         R"({"containers":[{"$patch":"replace"},{"name":"n"}]})",
         R"({"containers":[{"name":"n"}]})"},
        {R"({"containers":[{"name":"a","env":[{"name":"X","value":"1"}]}]})",
         R"({"containers":[{"name":"a","env":[{"name":"Y","value":"2"},{"name":"X","value":"3"}]}]})",
         R"({"containers":[{"name":"a","env":[{"name":"Y","value":"2"},{"name":"X","value":"3"}]}]})"},
        // One port and two protocols: the key is containerPort alone, and the first match wins.
        {R"({"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"TCP"},{"containerPort":53,"protocol":"UDP"}]}]})",
         R"({"containers":[{"name":"a","ports":[{"containerPort":53,"name":"dns"}]}]})",
         R"({"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"TCP","name":"dns"},{"containerPort":53,"protocol":"UDP"}]}]})"},
        {R"({"volumes":[{"name":"v","emptyDir":{}}]})",
         R"({"volumes":[{"$retainKeys":["name","configMap"],"name":"v","configMap":{"name":"c"}}]})",
         R"({"volumes":[{"name":"v","configMap":{"name":"c"}}]})"},
        {R"({"tolerations":[{"key":"a"}]})", R"({"tolerations":[{"key":"b"}]})",
         R"({"tolerations":[{"key":"b"}]})"},
        {R"({"nodeSelector":{"a":"1","b":"2"}})",
         R"({"nodeSelector":{"$patch":"replace","c":"3"}})", R"({"nodeSelector":{"c":"3"}})"},
        {R"({"nodeSelector":{"a":"1"}})", R"({"nodeSelector":{"$patch":"delete"}})",
         R"({"nodeSelector":{}})"},
        {R"({"nodeSelector":{"a":"1"}})", R"({"nodeSelector":{"a":null,"b":null}})",
         R"({"nodeSelector":{}})"},
        {R"({})",
         R"({"affinity":{"nodeAffinity":null},"containers":[{"name":"a","$patch":"delete"}]})",
         R"({"affinity":{},"containers":[]})"},
        {R"({"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]})",
         R"({"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"containers":[{"name":"c","image":"2"}]})",
         R"({"containers":[{"name":"b"},{"name":"c","image":"2"},{"name":"a"}]})"},
        {R"({"containers":[{"name":"a"},{"name":"b"}]})",
         R"({"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]})",
         R"({"containers":[{"name":"b"},{"name":"a"}]})"},
    };
    const Schema* pod_spec = builtin_definition("io.k8s.api.core.v1.PodSpec");
    for (const auto& [target, patch, expected] : cases) {
        SCOPED_TRACE(patch);
        const auto result = apply_strategic_merge_patch(json(target), json(patch), pod_spec);
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(write_json(*result), write_json(json(expected)));
    }
}

TEST(StrategicMergePatch, MergesPrimitiveLists) {
    const PatchCase cases[] = {
        {R"({"finalizers":["a","b"]})", R"({"finalizers":["c","a"]})",
         R"({"finalizers":["b","c","a"]})"},
        {R"({"finalizers":["a","b"]})", R"({"$deleteFromPrimitiveList/finalizers":["a"]})",
         R"({"finalizers":["b"]})"},
        {R"({"finalizers":["a","b"]})",
         R"({"$deleteFromPrimitiveList/finalizers":["a"],"$setElementOrder/finalizers":["c","b"],"finalizers":["c"]})",
         R"({"finalizers":["c","b"]})"},
    };
    for (const auto& [target, patch, expected] : cases) {
        SCOPED_TRACE(patch);
        const auto result =
            apply_strategic_merge_patch(json(target), json(patch), object_meta_schema());
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(write_json(*result), expected);
    }
}

TEST(StrategicMergePatch, RefusesMalformedDirectives) {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", "is an object"},
        {R"({"$patch":"paint"})", "$patch must be"},
        {R"({"containers":[{"image":"x"}]})",
         "containers: an item of the list lacks its merge key \"name\""},
        {R"({"volumes":[{"name":"v","$retainKeys":["name"],"emptyDir":{}}]})",
         "$retainKeys must name \"emptyDir\""},
        {R"({"$setElementOrder/containers":3})", "must be a list"},
        {R"({"$deleteFromPrimitiveList/x":{}})", "must be a list"},
    };
    const Schema* pod_spec = builtin_definition("io.k8s.api.core.v1.PodSpec");
    for (const auto& [patch, expected] : cases) {
        SCOPED_TRACE(patch);
        const auto result = apply_strategic_merge_patch(Object(), json(patch), pod_spec);
        ASSERT_FALSE(result);
        EXPECT_THAT(result.error().message, HasSubstr(expected));
    }
}

TEST(StrategicMergePatch, WithoutSchemaIsAMergePatch) {
    EXPECT_EQ(
        apply_strategic_merge_patch(json(R"({"a":[1]})"), json(R"({"a":[2],"b":null})"), nullptr)
            .value(),
        json(R"({"a":[2]})"));
}

}  // namespace
}  // namespace sealer::manifest
