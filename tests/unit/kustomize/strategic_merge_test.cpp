// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include "common/render/kustomize/strategic_merge.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;
using testing::HasSubstr;

// The merged spec of a resource of that type.
std::string merge_spec(const std::string& type, const std::string& target,
                       const std::string& patch) {
    const Value base = yaml(type + "\nmetadata: {name: x}\nspec: " + target);
    auto merged = strategic_merge(base, yaml(type + "\nmetadata: {name: x}\nspec: " + patch),
                                  *Schemas::builtin(), ample_budget());
    if (!merged) {
        return merged.error().message;
    }
    if (!*merged) {
        return "removed";
    }
    const Value* spec = (*merged)->get("spec");
    return spec == nullptr ? "no spec" : manifest::canonical_json(*spec);
}

struct MergeCase {
    const char* what;
    const char* target;
    const char* patch;
    const char* merged;
};

constexpr char kPodType[] = "apiVersion: v1\nkind: Pod";
constexpr char kServiceType[] = "apiVersion: v1\nkind: Service";
constexpr char kThingType[] = "apiVersion: example.com/v1\nkind: Thing";

TEST(StrategicMerge, MergesMappings) {
    const MergeCase cases[] = {
        {"union", "{a: 1, b: {c: 2}}", "{b: {d: 3}, e: 4}", R"({"a":1,"b":{"c":2,"d":3},"e":4})"},
        {"null removes", "{a: 1, b: {c: 2}}", "{a: null, b: {c: null}}", R"({"b":{}})"},
        {"null of nothing", "{a: 1}", "{b: null, c: {d: null, e: 1}}", R"({"a":1,"c":{"e":1}})"},
        {"null for a mapping", "{a: {b: 1}}", "{a: null}", "{}"},
        {"a null that nobody touches", "{a: null}", "{b: 1}", R"({"a":null,"b":1})"},
        {"nulls that are not written", "\n  a:\n  b:\n    c: null\n    d:\n  e: [~]\n  f: !!null\n",
         "{g: 1}", R"({"b":{"c":null},"e":[null],"g":1})"},
        {"lists are replaced", "{a: [1, 2]}", "{a: [3]}", R"({"a":[3]})"},
        {"delete", "{a: {b: 1}}", "{a: {$patch: delete}}", "{}"},
        {"delete of nothing", "{}", "{a: {$patch: delete}, b: {c: {$patch: delete}}}",
         R"({"b":{}})"},
        {"replace", "{a: {b: 1}}", "{a: {$patch: replace, c: 2}}", R"({"a":{"c":2}})"},
        {"merge", "{a: {b: 1}}", "{a: {$patch: merge, c: 2}}", R"({"a":{"b":1,"c":2}})"},
        {"other directives are keys", "{}", "{$setElementOrder/a: [1], $retainKeys: [b]}",
         R"({"$retainKeys":["b"],"$setElementOrder/a":[1]})"},
    };
    for (const MergeCase& c : cases) {
        EXPECT_EQ(merge_spec(kThingType, c.target, c.patch), c.merged) << c.what;
    }
}

TEST(StrategicMerge, MergesListsByOneKey) {
    const MergeCase cases[] = {
        {"patched ones come first", "{containers: [{name: a}, {name: b, image: x}, {name: c}]}",
         "{containers: [{name: b, image: z}]}",
         R"({"containers":[{"image":"z","name":"b"},{"name":"a"},{"name":"c"}]})"},
        {"new ones too", "{volumes: [{name: a}]}", "{volumes: [{name: b}]}",
         R"({"volumes":[{"name":"b"},{"name":"a"}]})"},
        {"delete an element", "{containers: [{name: a}, {name: b}]}",
         "{containers: [{name: a, $patch: delete}]}", R"({"containers":[{"name":"b"}]})"},
        {"delete the list", "{containers: [{name: a}]}", "{containers: [{$patch: delete}]}", "{}"},
        {"replace the list", "{containers: [{name: a}, {name: b}]}",
         "{containers: [{name: c}, {$patch: replace}]}", R"({"containers":[{"name":"c"}]})"},
        {"replace in an element does nothing", "{containers: [{name: a, image: x}]}",
         "{containers: [{name: a, $patch: replace, tty: true}]}",
         R"({"containers":[{"image":"x","name":"a"}]})"},
        {"an element without key empties the list", "{containers: [{name: a}]}",
         "{containers: [{image: x}]}", R"({"containers":[]})"},
        {"equal keys become one",
         "{containers: [{name: a, env: [{name: E, value: x}, {name: E}]}]}", "{hostname: h}",
         R"({"containers":[{"env":[{"name":"E"}],"name":"a"}],"hostname":"h"})"},
        {"not all lists merge", "{tolerations: [{key: a}]}", "{tolerations: [{key: b}]}",
         R"({"tolerations":[{"key":"b"}]})"},
    };
    for (const MergeCase& c : cases) {
        EXPECT_EQ(merge_spec(kPodType, c.target, c.patch), c.merged) << c.what;
    }
}

TEST(StrategicMerge, MergesListsByTwoKeys) {
    const MergeCase cases[] = {
        {"new ones first", "{ports: [{port: 80}, {port: 53, protocol: UDP}]}",
         "{ports: [{port: 443}]}",
         R"({"ports":[{"port":443},{"port":80},{"port":53,"protocol":"UDP"}]})"},
        {"patched ones keep their place", "{ports: [{port: 80}, {port: 53, protocol: UDP}]}",
         "{ports: [{port: 80, nodePort: 30000}]}",
         R"({"ports":[{"nodePort":30000,"port":80},{"port":53,"protocol":"UDP"}]})"},
        {"delete misses, where others have a second key",
         "{ports: [{port: 80}, {port: 53, protocol: UDP}]}",
         "{ports: [{port: 80, $patch: delete}]}",
         R"({"ports":[{"port":80},{"port":53,"protocol":"UDP"}]})"},
        {"one key is enough, where none has the other", "{ports: [{port: 80}, {port: 81}]}",
         "{ports: [{port: 80, $patch: delete}]}", R"({"ports":[{"port":81}]})"},
        {"half a key is lost", "{ports: [{port: 80}, {port: 53, protocol: UDP}]}",
         "{ports: [{port: 80, protocol: TCP, nodePort: 1}]}",
         R"({"ports":[{"port":80},{"port":53,"protocol":"UDP"}]})"},
    };
    for (const MergeCase& c : cases) {
        EXPECT_EQ(merge_spec(kServiceType, c.target, c.patch), c.merged) << c.what;
    }
}

TEST(StrategicMerge, UnitesFinalizers) {
    const Value target = yaml("apiVersion: v1\nkind: Pod\nmetadata: {finalizers: [a, b]}");
    const Value patch = yaml("apiVersion: v1\nkind: Pod\nmetadata: {finalizers: [c, b]}");
    const auto merged = strategic_merge(target, patch, *Schemas::builtin(), ample_budget());
    ASSERT_TRUE(merged && *merged);
    EXPECT_EQ(manifest::canonical_json(*(*merged)->get("metadata", "finalizers")),
              R"(["c","b","a"])");
}

TEST(StrategicMerge, RemovesTheWholeAndIgnoresItsReplacement) {
    const Value target = yaml("{kind: Thing, a: 1}");
    const auto removed = strategic_merge(target, yaml("{kind: Thing, $patch: delete}"),
                                         *Schemas::builtin(), ample_budget());
    ASSERT_TRUE(removed);
    EXPECT_EQ(*removed, std::nullopt);
    const auto replaced = strategic_merge(target, yaml("{kind: Thing, $patch: replace, b: 1}"),
                                          *Schemas::builtin(), ample_budget());
    ASSERT_TRUE(replaced);
    EXPECT_EQ(*replaced, target);
}

TEST(StrategicMerge, NamesTheFieldAtFault) {
    const MergeCase cases[] = {
        {"mapping for a scalar", "{a: {b: 1}}", "{a: {b: {c: 1}}}", "spec.a.b"},
        {"list for a mapping", "{a: {b: 1}}", "{a: [1]}", "spec.a"},
        {"unknown directive", "{a: {b: 1}}", "{a: {$patch: drop}}",
         "spec.a: unknown $patch directive \"drop\""},
    };
    for (const MergeCase& c : cases) {
        EXPECT_THAT(merge_spec(kThingType, c.target, c.patch), HasSubstr(c.merged)) << c.what;
    }
}

TEST(StrategicMerge, DescendsByTheTypeOfInnerObjects) {
    const char* target = "{template: {apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}}";
    const char* patch = "{template: {spec: {containers: [{name: b}]}}}";
    EXPECT_EQ(merge_spec(kThingType, target, patch),
              R"({"template":{"apiVersion":"v1","kind":"Pod","spec":)"
              R"({"containers":[{"name":"b"},{"name":"a"}]}}})");
}

}  // namespace
}  // namespace sealer::kustomize
