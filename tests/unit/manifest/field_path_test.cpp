// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/field_path.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "json_value.h"

namespace sealer::manifest {
namespace {

FieldSet set_of(const std::vector<FieldPath>& paths) {
    FieldSet set;
    for (const FieldPath& path : paths) {
        set.insert(path);
    }
    return set;
}

const char* const kContainers = R"({"spec":{"template":{"spec":{"containers":[)"
                                R"({"name":"web","image":"a","args":["x","y"]},)"
                                R"({"name":"log","image":"b"}]}}}})";

TEST(FieldPath, NamesItemsByTheirKeysWhereTheyHaveAny) {
    const Schema* deployment = builtin_schema({"apps", "v1", "Deployment"});
    struct Case {
        std::string steps, path;
        const Schema* schema;
    };
    const std::string containers = R"("spec","template","spec","containers")";
    for (const Case& c : std::vector<Case>{
             {"[" + containers + R"(,1,"image"])",
              R"(.spec.template.spec.containers[name="log"].image)", deployment},
             {"[" + containers + R"(,"0","args","1"])",
              R"(.spec.template.spec.containers[name="web"].args[1])", deployment},
             {"[" + containers + R"(,-1,"image"])", ".spec.template.spec.containers[1].image",
              nullptr},
             {"[" + containers + R"(,2,"image"])", "", deployment},
             {"[" + containers + R"(,"-1"])", "", deployment},
             {"[" + containers + R"(,"web"])", "", deployment},
             {R"(["spec","replicas"])", "", deployment},
             {R"([0])", "", deployment},
         }) {
        SCOPED_TRACE(c.steps);
        const auto path = field_path(json(kContainers), c.schema, json(c.steps).as_array());
        EXPECT_EQ(path ? to_string(*path) : "", c.path);
    }
}

TEST(EraseFields, TakesItemsObjectsAndWhatBecomesEmpty) {
    Value value = json(R"({"list":[0,1,2,3,4,5,6,7,8,9,10],"map":{"a":{"b":1}},"empty":{},)"
                       R"("items":[{"name":"x","v":1},{"name":"y","v":1}],"set":["p","q"]})");
    erase_fields(value, set_of({{"f:list", "i:2"},
                                {"f:list", "i:10"},
                                {"f:list", "i:77"},
                                {"f:map", "f:a", "f:b"},
                                {"f:empty", "f:nothing"},
                                {"f:items", R"(k:{"name":"x"})"},
                                {"f:items", R"(k:{"name":"y"})", "f:v"},
                                {"f:set", R"(v:"p")"},
                                {"f:absent", "f:a"}}));
    EXPECT_EQ(write_json(value), R"({"list":[0,1,3,4,5,6,7,8,9],"empty":{},)"
                                 R"("items":[{"name":"y"}],"set":["q"]})");
}

TEST(PutField, MakesWhatIsMissingOnTheWay) {
    Value value = json(R"({"items":[{"name":"x","v":1}]})");
    put_field(value, {"f:items", R"(k:{"name":"x"})", "f:v"}, 2);
    put_field(value, {"f:items", R"(k:{"name":"y"})", "f:v"}, 3);
    put_field(value, {"f:set", R"(v:"p")"}, "p");
    put_field(value, {"f:a", "f:b"}, 1);
    EXPECT_EQ(write_json(value), R"({"items":[{"name":"x","v":2},{"name":"y","v":3}],)"
                                 R"("set":["p"],"a":{"b":1}})");
}

TEST(FieldSetWithout, TakesSubtreesOut) {
    const FieldSet set = set_of({{"f:a", "f:b"}, {"f:a", "f:c", "f:d"}, {"f:a", "f:c"}, {"f:e"}});
    EXPECT_EQ(set.without(set_of({{"f:a", "f:c"}, {"f:x"}, {"f:e", "f:deeper"}})),
              set_of({{"f:a", "f:b"}, {"f:e"}}));
    EXPECT_EQ(set.without({}), set);
    EXPECT_TRUE(set.without(set_of({{"f:a"}, {"f:e"}})).empty());
}

}  // namespace
}  // namespace sealer::manifest
