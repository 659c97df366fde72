// SPDX-License-Identifier: Apache-2.0
#include "common/app/compare.h"

#include <gtest/gtest.h>

#include "common/app/applied_fields.h"
#include "common/manifest/object.h"
#include "values.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

const Value kDesiredConfigMap = yaml(R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: team, labels: {app: web}}
data: {a: one, b: two}
)");

const manifest::Schema* config_map_schema() {
    return manifest::builtin_schema({"", "v1", "ConfigMap"});
}

const char* const kOwned = "{f:data: {f:a: {}, f:b: {}}, f:metadata: {f:labels: {f:app: {}}}}";
const char* const kOwnedLess = "{f:data: {f:a: {}}, f:metadata: {f:labels: {f:app: {}}}}";

Value live_with(std::string_view data, std::string_view entries) {
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
    const FieldSet fields = FieldSet::of(kDesiredConfigMap, config_map_schema());
    struct Case {
        std::string name;
        Value live;
        LocalVerdict verdict;
    };
    const std::vector<Case> cases{
        {"just ours, equal",
         live_with("{a: one, b: two, theirs: x}", entry("sealer", "Apply", kOwned)),
         LocalVerdict::kInSync},
        {"Argo CD's, equal: taken over without a write",
         live_with("{a: one, b: two}", entry("argocd-controller", "Apply", kOwned)),
         LocalVerdict::kInSync},
        {"another value", live_with("{a: one, b: other}", entry("sealer", "Apply", kOwned)),
         LocalVerdict::kUndecided},
        {"a field is gone", live_with("{a: one}", entry("sealer", "Apply", kOwnedLess)),
         LocalVerdict::kOutOfSync},
        {"a field that the API server owns up to, but does not keep",
         live_with("{a: one}", entry("sealer", "Apply", kOwned)), LocalVerdict::kUndecided},
        {"a field that Git dropped, ours",
         live_with("{a: one, b: two, old: x}", entry("sealer", "Apply", kOwnedMore)),
         LocalVerdict::kUndecided},
        {"a field that Git dropped, a predecessor's",
         live_with("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore)),
         LocalVerdict::kOutOfSync},
        {"nobody's", live_with("{a: one, b: two}", "[]"), LocalVerdict::kUndecided},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        const auto verdict =
            compare_locally({kDesiredConfigMap, fields, config_map_schema()}, c.live);
        ASSERT_TRUE(verdict) << verdict.error().message;
        EXPECT_EQ(*verdict, c.verdict);
    }
}

TEST(CompareLocally, TakesOverFromClientSideApplyWithoutAWrite) {
    Value object = live_with("{a: one, b: two}", entry("argocd-controller", "Update", kOwned));
    manifest::set_annotation(object, "kubectl.kubernetes.io/last-applied-configuration",
                             R"({"data":{"a":"one","b":"two"},)"
                             R"("metadata":{"labels":{"app":"web"}}})");
    const FieldSet fields = FieldSet::of(kDesiredConfigMap, config_map_schema());
    EXPECT_EQ(compare_locally({kDesiredConfigMap, fields, config_map_schema()}, object).value(),
              LocalVerdict::kInSync);
}

// What Git sets to nothing: `owned` and the rest of a live object, and what comes of it.
struct Nothing {
    std::string name;
    std::string git, live, owned;
    LocalVerdict verdict;
};

LocalVerdict verdict_of(const Nothing& c) {
    const Value git = yaml(c.git);
    Value live = yaml(c.live);
    live["metadata"]["managedFields"] =
        yaml(entry("sealer", "Apply", "{f:metadata: {f:labels: {f:a: {}}}, " + c.owned + "}"));
    const manifest::Schema* type = manifest::builtin_schema(manifest::type_of(git));
    const AppliedFields applied = applied_fields(git, type);
    return compare_locally({git, applied.fields, type, applied.unstored}, live).value();
}

constexpr auto kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: b}}\n";
constexpr auto kRole =
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r, labels: {a: b}}\n";
constexpr auto kGadget =
    "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: g, labels: {a: b}}\n";

TEST(CompareLocally, TakesNothingForNothingWhoeverOwnsIt) {
    const std::string git =
        std::string(kPod) + "spec: {tolerations: [], containers: [{name: c, args: []}]}";
    const std::string pod = std::string(kPod) + "spec: {containers: [{name: c}]}";
    const std::string item = R"(f:containers: {'k:{"name":"c"}': {.: {}, f:name: {})";
    for (const Nothing& c : std::vector<Nothing>{
             {"not owned", git, pod, "f:spec: {" + item + "}}}", LocalVerdict::kInSync},
             {"owned", git, pod, "f:spec: {f:tolerations: {}, " + item + ", f:args: {}}}}",
              LocalVerdict::kInSync},
             {"another's", git, std::string(kPod) + "spec: {containers: [{name: c, args: [x]}]}",
              "f:spec: {" + item + "}}}", LocalVerdict::kUndecided},
             {"a list without items is kept as none", std::string(kRole) + "rules: []",
              std::string(kRole) + "rules: null", "f:rules: {}", LocalVerdict::kInSync},
             {"it has some", std::string(kRole) + "rules: []",
              std::string(kRole) + "rules: [{verbs: [get]}]", "f:rules: {}",
              LocalVerdict::kUndecided},
             {"what was in it goes", std::string(kGadget) + "spec: {map: {}}",
              std::string(kGadget) + "spec: {map: {old: x}}", "f:spec: {f:map: {.: {}, f:old: {}}}",
              LocalVerdict::kUndecided},
         }) {
        EXPECT_EQ(verdict_of(c), c.verdict) << c.name;
    }
}

TEST(CompareLocally, ReadsListsOfCustomTypesAsTheyWereRecorded) {
    const std::string git =
        std::string(kGadget) +
        "spec: {keyed: [{name: a}, {name: b, size: 1}], set: [w, x], whole: {k: v}}";
    const std::string owned = R"(f:spec: {f:keyed: {'k:{"name":"a"}': {.: {}, f:name: {}}, )"
                              R"('k:{"name":"b"}': {.: {}, f:name: {}, f:size: {}}}, )"
                              R"(f:set: {'v:"x"': {}, 'v:"w"': {}}, f:whole: {}})";
    const auto spec = [](const std::string& keyed, const std::string& rest) {
        return std::string(kGadget) + "spec: {keyed: [" + keyed + "], " + rest + "}";
    };
    const std::string keyed = "{name: theirs}, {name: a, mode: fast}, {name: b, size: 1}";
    const std::string rest = "set: [x, w, theirs], whole: {k: v}";
    for (const Nothing& c : std::vector<Nothing>{
             {"with defaults and others' items", git, spec(keyed, rest), owned,
              LocalVerdict::kInSync},
             {"another value", git, spec("{name: a}, {name: b, size: 2}", rest), owned,
              LocalVerdict::kUndecided},
             {"an item is gone", git, spec("{name: b, size: 1}", rest), owned,
              LocalVerdict::kUndecided},
             {"more in what is whole", git, spec(keyed, "set: [w, x], whole: {k: v, l: v}"), owned,
              LocalVerdict::kUndecided},
             {"an item that Git dropped",
              std::string(kGadget) + "spec: {keyed: [{name: a}], set: [w, x], whole: {k: v}}",
              spec(keyed, rest), owned, LocalVerdict::kUndecided},
             {"an item twice",
              std::string(kGadget) +
                  "spec: {keyed: [{name: a}, {name: b, size: 1}, {name: a}], set: "
                  "[w, x], whole: {k: v}}",
              spec(keyed, rest), owned, LocalVerdict::kUndecided},
         }) {
        EXPECT_EQ(verdict_of(c), c.verdict) << c.name;
    }
}

FieldSet ignoring(const std::vector<manifest::FieldPath>& paths) {
    FieldSet set;
    for (const auto& path : paths) {
        set.insert(path);
    }
    return set;
}

TEST(CompareLocally, LeavesOutWhatIsIgnored) {
    const FieldSet fields = FieldSet::of(kDesiredConfigMap, config_map_schema());
    const Value changed = live_with("{a: one, b: other}", entry("sealer", "Apply", kOwnedLess));
    const Value gone = live_with("{a: one}", entry("sealer", "Apply", kOwnedLess));
    const Value more =
        live_with("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore));
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
        const auto verdict =
            compare_locally({kDesiredConfigMap, fields, config_map_schema()}, c.live, c.ignored);
        ASSERT_TRUE(verdict);
        EXPECT_EQ(*verdict, c.verdict) << c.ignored.paths().size();
    }
}

TEST(Differences, AreInOurFieldsAlone) {
    const FieldSet fields = FieldSet::of(kDesiredConfigMap, config_map_schema());
    const Value before =
        live_with("{a: one, b: two, old: x}", entry("sealer", "Apply", kOwnedMore));
    const Value predecessor =
        live_with("{a: one, b: two, old: x}", entry("argocd-controller", "Apply", kOwnedMore));
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
        const Value predicted = live_with(c.data, entry("sealer", "Apply", kOwned));
        for (const bool is_ignored : {false, true}) {
            const auto found =
                differences({kDesiredConfigMap, fields, config_map_schema()}, c.before, predicted,
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
