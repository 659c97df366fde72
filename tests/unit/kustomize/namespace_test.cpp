// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Status move(Resources& list, NamespaceRule rule = {}) {
    rule.namespace_ = "shop";
    rule.fields = TransformerConfig::builtin().namespace_;
    return set_namespace(list, rule, *Schemas::builtin(), ample_budget());
}

std::string object_with(const std::string& kind, const std::string& metadata) {
    return "{apiVersion: v1, kind: " + kind + ", metadata: {" + metadata + "}}\n---\n";
}

TEST(Namespace, IsSetUnlessTheKindHasNone) {
    Resources list = resources(object_with("Secret", "name: a") +
                               object_with("Secret", "name: b, namespace: x") +
                               object_with("Node", "name: c") + object_with("Unknown", "name: d"));
    ASSERT_TRUE(move(list));
    EXPECT_THAT(ids_of(list),
                ElementsAre("Secret a/shop", "Secret b/shop", "Node c", "Unknown d/shop"));
    EXPECT_EQ(list[1]->first_id().namespace_, "x");
}

TEST(Namespace, RenamesTheNamespaceItself) {
    Resources list = resources(object_with("Namespace", "name: old"));
    ASSERT_TRUE(move(list));
    EXPECT_THAT(ids_of(list), ElementsAre("Namespace shop"));
}

TEST(Namespace, StaysWhereOnlyUnsetOnesAreToChange) {
    Resources list = resources(object_with("Secret", "name: a") +
                               object_with("Secret", "name: b, namespace: x"));
    NamespaceRule rule;
    rule.unset_only = true;
    ASSERT_TRUE(move(list, rule));
    EXPECT_THAT(ids_of(list), ElementsAre("Secret a/shop", "Secret b/x"));
}

TEST(Namespace, OfABindingsSubjectsFollowsTheRule) {
    const std::pair<SubjectRule, const char*> cases[] = {
        {SubjectRule::kDefaultOnly,
         R"([{"kind":"ServiceAccount","name":"default","namespace":"shop"},)"
         R"({"kind":"ServiceAccount","name":"bot","namespace":"x"},{"kind":"User","name":"u"}])"},
        {SubjectRule::kAllServiceAccounts,
         R"([{"kind":"ServiceAccount","name":"default","namespace":"shop"},)"
         R"({"kind":"ServiceAccount","name":"bot","namespace":"shop"},{"kind":"User","name":"u"}])"},
        {SubjectRule::kNone,
         R"([{"kind":"ServiceAccount","name":"default"},)"
         R"({"kind":"ServiceAccount","name":"bot","namespace":"x"},{"kind":"User","name":"u"}])"},
    };
    for (const auto& [subjects, expected] : cases) {
        Resources list = resources(R"(
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
subjects:
- {kind: ServiceAccount, name: default}
- {kind: ServiceAccount, name: bot, namespace: x}
- {kind: User, name: u}
)");
        NamespaceRule rule;
        rule.subjects = subjects;
        ASSERT_TRUE(move(list, rule));
        EXPECT_EQ(field_of(list, "subjects"), expected);
        EXPECT_EQ(field_of(list, "metadata"), R"({"name":"b"})");
    }
}

TEST(Namespace, MustNotMakeTwoObjectsOne) {
    Resources list = resources(object_with("Secret", "name: a, namespace: x") +
                               object_with("Secret", "name: a, namespace: y"));
    EXPECT_THAT(move(list).error().message, HasSubstr("become one and the same object"));
}

}  // namespace
}  // namespace sealer::kustomize
