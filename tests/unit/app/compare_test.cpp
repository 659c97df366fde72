// SPDX-License-Identifier: Apache-2.0
#include "common/app/compare.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

const Value kDesired = yaml(R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: team, labels: {app: web}}
data: {a: one, b: two}
)");

const manifest::Schema* schema() {
    return manifest::builtin_schema({"", "v1", "ConfigMap"});
}

const char* const kOwned = "{f:data: {f:a: {}, f:b: {}}, f:metadata: {f:labels: {f:app: {}}}}";

Value live(std::string_view data, std::string_view entries) {
    return yaml(
        "apiVersion: v1\nkind: ConfigMap\n"
        "metadata:\n  name: c\n  namespace: team\n  labels: {app: web, theirs: kept}\n"
        "  managedFields: " +
        std::string(entries) + "\ndata: " + std::string(data) + "\n");
}

std::string entry(std::string_view manager, std::string_view operation, std::string_view fields) {
    return "[{manager: " + std::string(manager) + ", operation: " + std::string(operation) +
           ", apiVersion: v1, fieldsV1: " + std::string(fields) + "}]";
}

const char* const kOwnedMore =
    "{f:data: {f:a: {}, f:b: {}, f:old: {}}, f:metadata: {f:labels: {f:app: {}}}}";

TEST(CompareLocally, JudgesByOwnershipAndValue) {
    const FieldSet fields = FieldSet::of(kDesired, schema());
    struct Case {
        std::string name;
        Value live;
        LocalVerdict verdict;
    };
    const std::vector<Case> cases{
        {"just ours, equal", live("{a: one, b: two, theirs: x}", entry("sealer", "Apply", kOwned)),
         LocalVerdict::kInSync},
        {"Argo CD's, equal: taken over without a write",
         live("{a: one, b: two}", entry("argocd-controller", "Apply", kOwned)),
         LocalVerdict::kInSync},
        {"another value", live("{a: one, b: other}", entry("sealer", "Apply", kOwned)),
         LocalVerdict::kUndecided},
        {"a field is gone", live("{a: one}", entry("sealer", "Apply", kOwned)),
         LocalVerdict::kOutOfSync},
        {"a field that Git dropped, ours",
         live("{a: one, b: two, old: x}", entry("sealer", "Apply", kOwnedMore)),
         LocalVerdict::kUndecided},
        {"a field that Git dropped, a predecessor's",
         live("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore)),
         LocalVerdict::kOutOfSync},
        {"nobody's", live("{a: one, b: two}", "[]"), LocalVerdict::kUndecided},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        const auto verdict = compare_locally({kDesired, fields, schema()}, c.live);
        ASSERT_TRUE(verdict) << verdict.error().message;
        EXPECT_EQ(*verdict, c.verdict);
    }
}

TEST(Differs, LooksAtOurFieldsAlone) {
    const FieldSet fields = FieldSet::of(kDesired, schema());
    const Value before = live("{a: one, b: two, old: x}", entry("sealer", "Apply", kOwnedMore));
    struct Case {
        std::string name, data;
        bool differs;
    };
    for (const Case& c : std::vector<Case>{
             {"nothing of ours", "{a: one, b: two, old: x, webhook: now}", false},
             {"a value of ours", "{a: one, b: changed, old: x}", true},
             {"a field that we give up and that goes", "{a: one, b: two}", true},
         }) {
        SCOPED_TRACE(c.name);
        const Value predicted = live(c.data, entry("sealer", "Apply", kOwned));
        const auto result = differs({kDesired, fields, schema()}, before, predicted);
        ASSERT_TRUE(result);
        EXPECT_EQ(*result, c.differs);
    }
}

}  // namespace
}  // namespace sealer::app
