// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const FieldSpecs& names() {
    return TransformerConfig::builtin().name_prefix;
}

TEST(NameAffixes, GoAroundNamesAndAreRemembered) {
    Resources list = resources("{apiVersion: v1, kind: Secret, metadata: {name: a}}");
    ASSERT_TRUE(add_prefix(list, "in-", names(), ample_budget()));
    ASSERT_TRUE(add_prefix(list, "out-", names(), ample_budget()));
    ASSERT_TRUE(add_suffix(list, "-x", names(), ample_budget()));
    ASSERT_TRUE(add_suffix(list, "", names(), ample_budget()));
    EXPECT_THAT(ids_of(list), ElementsAre("Secret out-in-a-x"));
    EXPECT_EQ(list[0]->first_id().name, "a");
    EXPECT_THAT(list[0]->prefixes, ElementsAre("in-", "out-"));
    EXPECT_THAT(list[0]->suffixes, ElementsAre("-x"));
}

TEST(NameAffixes, LeaveNamesThatMeanSomething) {
    Resources list = resources(
        "{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n"
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: "
        "a}}\n---\n"
        "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: a}}\n---\n"
        "{apiVersion: e.com/v1, kind: APIService, metadata: {name: a}}");
    ASSERT_TRUE(add_prefix(list, "p-", names(), ample_budget()));
    EXPECT_THAT(ids_of(list), ElementsAre("Namespace a", "CustomResourceDefinition a",
                                          "APIService a", "APIService p-a"));
}

TEST(NameAffixes, GoToOtherFieldsIfConfigured) {
    const FieldSpecs fields{{"", "", "Thing", "spec/parts/name", false},
                            {"", "", "Thing", "spec/made", true}};
    const std::string thing = "{apiVersion: v1, kind: Thing, metadata: {name: a}, spec: {parts: ";
    Resources list = resources(thing + "[{name: x}, {name: z}]}}");
    ASSERT_TRUE(add_prefix(list, "p-", fields, ample_budget()));
    EXPECT_EQ(field_of(list, "spec"), R"({"made":"p-","parts":[{"name":"p-x"},{"name":"p-z"}]})");
    EXPECT_THAT(ids_of(list), ElementsAre("Thing a"));
    EXPECT_TRUE(list[0]->previous.empty());

    Resources number = resources(thing + "{name: 5}}}");
    EXPECT_THAT(add_prefix(number, "p-", fields, ample_budget()).error().message,
                HasSubstr("a name must be text"));
}

}  // namespace
}  // namespace sealer::kustomize
