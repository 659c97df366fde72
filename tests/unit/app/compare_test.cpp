// SPDX-License-Identifier: Apache-2.0
#include "common/app/compare.h"

#include <gtest/gtest.h>

#include "common/manifest/object.h"
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

TEST(CompareLocally, TakesOverFromClientSideApplyWithoutAWrite) {
    Value object = live("{a: one, b: two}", entry("argocd-controller", "Update", kOwned));
    manifest::set_annotation(object, "kubectl.kubernetes.io/last-applied-configuration",
                             R"({"data":{"a":"one","b":"two"},)"
                             R"("metadata":{"labels":{"app":"web"}}})");
    const FieldSet fields = FieldSet::of(kDesired, schema());
    EXPECT_EQ(compare_locally({kDesired, fields, schema()}, object).value(), LocalVerdict::kInSync);
}

FieldSet ignoring(const std::vector<manifest::FieldPath>& paths) {
    FieldSet set;
    for (const auto& path : paths) {
        set.insert(path);
    }
    return set;
}

TEST(CompareLocally, LeavesOutWhatIsIgnored) {
    const FieldSet fields = FieldSet::of(kDesired, schema());
    const Value changed =
        live("{a: one, b: other}",
             entry("sealer", "Apply", "{f:data: {f:a: {}}, f:metadata: {f:labels: {f:app: {}}}}"));
    const Value gone = live("{a: one}", entry("sealer", "Apply", kOwned));
    const Value more =
        live("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore));
    struct Case {
        const Value& live;
        FieldSet ignored;
        LocalVerdict verdict;
    };
    for (const Case& c : std::vector<Case>{
             {changed, ignoring({{"f:data", "f:b"}}), LocalVerdict::kInSync},
             {changed, ignoring({{"f:data"}}), LocalVerdict::kInSync},
             {changed, ignoring({{"f:data", "f:a"}}), LocalVerdict::kUndecided},
             {gone, ignoring({{"f:data", "f:b"}}), LocalVerdict::kInSync},
             {gone, ignoring({{"f:data", "f:a"}}), LocalVerdict::kOutOfSync},
             {more, ignoring({{"f:data", "f:old"}}), LocalVerdict::kInSync},
         }) {
        const auto verdict = compare_locally({kDesired, fields, schema()}, c.live, c.ignored);
        ASSERT_TRUE(verdict);
        EXPECT_EQ(*verdict, c.verdict) << c.ignored.paths().size();
    }
}

TEST(Differences, AreInOurFieldsAlone) {
    const FieldSet fields = FieldSet::of(kDesired, schema());
    const Value before = live("{a: one, b: two, old: x}", entry("sealer", "Apply", kOwnedMore));
    const Value predecessor =
        live("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore));
    struct Case {
        std::string name, data;
        const Value& before;
        std::vector<std::string> paths;
        std::vector<std::string> without_a;
    };
    for (const Case& c : std::vector<Case>{
             {"nothing of ours", "{a: one, b: two, old: x, webhook: now}", before, {}, {}},
             {"a value of ours", "{a: one, b: changed, old: x}", before, {".data.b"}, {".data.b"}},
             {"an ignored value", "{a: changed, b: two, old: x}", before, {".data.a"}, {}},
             {"a field that we give up and that goes",
              "{a: one, b: two}",
              before,
              {".data.old"},
              {".data.old"}},
             {"what a predecessor holds in place",
              "{a: one, b: two, old: x}",
              predecessor,
              {".data.old"},
              {".data.old"}},
         }) {
        SCOPED_TRACE(c.name);
        const Value predicted = live(c.data, entry("sealer", "Apply", kOwned));
        for (const bool is_ignored : {false, true}) {
            const auto found = differences({kDesired, fields, schema()}, c.before, predicted,
                                           is_ignored ? ignoring({{"f:data", "f:a"}}) : FieldSet());
            ASSERT_TRUE(found);
            std::vector<std::string> paths;
            for (const auto& path : *found) {
                paths.push_back(manifest::to_string(path));
            }
            EXPECT_EQ(paths, is_ignored ? c.without_a : c.paths);
        }
    }
}

}  // namespace
}  // namespace sealer::app
