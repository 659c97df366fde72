// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

constexpr char kBase[] = R"(
apiVersion: v1
kind: Source
metadata: {name: s}
v: {s: val, n: "5", parts: a-b-c, i: 7, l: [x, two], m: {p: q}, e: {}, y: "yes", big: "1.5"}
---
apiVersion: v1
kind: Target
metadata: {name: t, labels: {app: x}}
v: {s: old, i: 1, f: 2.5, b: false, nil: null, m: {}, l: [a, b], o: [{n: x, v: 1}, {n: xy, v: 2}]}
)";

// The target's `v` afterwards, or the error.
std::string replace(const std::string& from, const std::string& to, ReplacementOptions into = {},
                    ReplacementOptions out = {}) {
    Resources list = resources(kBase);
    Replacement replacement;
    replacement.source.emplace();
    replacement.source->select.kind = "Source";
    replacement.source->field_path = from;
    replacement.source->options = std::move(out);
    Replacement::Target& target = replacement.targets.emplace_back();
    target.select.emplace().kind = "Target";
    target.field_paths = {to};
    target.options = std::move(into);
    const Status status = apply_replacement(list, replacement, *Schemas::builtin(), ample_budget());
    return status ? manifest::canonical_json(*list[1]->object.get("v")) : status.error().message;
}

TEST(Replacement, KeepsTheTargetsType) {
    struct Case {
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {"v.s", "v.s", R"("s":"val")"},
        {"v.i", "v.s", R"("s":"7")"},
        {"v.n", "v.i", R"("i":5)"},
        {"v.n", "v.f", R"("f":5)"},
        {"v.i", "v.m", R"("m":7)"},
        {"v.l", "v.m", R"("m":["x","two"])"},
        {"v.m", "v.s", R"("s":"")"},
        {"v.l.1", "v.s", R"("s":"two")"},
        {"v.l.-", "v.s", R"("s":"two")"},
        {"v.l.[=two]", "v.s", R"("s":"two")"},
        {"v.s", "v.l.1", R"("l":["a","val"])"},
        {"v.s", "v.l.*", R"("l":["val","val"])"},
        {"v.s", "v.l.[=a]", R"("l":["val","b"])"},
        {"v.n", "v.o.[n=x].v", R"([{"n":"x","v":5},{"n":"xy","v":5}])"},
        {"v.n", "v.o.[n=^x$].v", R"([{"n":"x","v":5},{"n":"xy","v":2}])"},
        {"v.n", "v.o.*.v", R"([{"n":"x","v":5},{"n":"xy","v":5}])"},
        {"v.s", "v.i", "Target.v1 t: field v.i"},
        {"v.big", "v.i", "field v.i"},
        {"v.y", "v.b", "field v.b"},
        {"v.s", "v.nil", "field v.nil"},
        {"v.s", "v.no", "`options.create` would make it"},
        {"v.s", "v.l.2", "there is no element 2"},
        {"v.s", "v.s.x", "no mapping"},
        {"v.s", "v.m.0", "no list"},
        {"v.s", "v.o.[n=(].v", "no regular expression"},
        {"v.s", "v.o.[n].v", "[key=value]"},
        {"v.no", "v.s", "has no field v.no"},
        {"v.e", "v.s", "has no field v.e"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(replace(c.from, c.to), HasSubstr(c.expected)) << c.from << " -> " << c.to;
    }
}

TEST(Replacement, MakesWhatIsMissing) {
    struct Case {
        const char* from;
        const char* to;
        const char* expected;
    };
    const Case cases[] = {
        {"v.s", "v.new", R"("new":"val")"},
        {"v.n", "v.new", R"("new":5)"},  // it takes what its text reads as
        {"v.l", "v.new", R"("new":["x","two"])"},
        {"v.s", "v.m.a.b", R"("m":{"a":{"b":"val"}})"},
        {"v.s", "v.l.2", R"("l":["a","b","val"])"},
        {"v.s", "v.new.0.x", R"("new":[{"x":"val"}])"},
        {"v.s", "v.o.[n=z].v", R"({"n":"z","v":"val"}])"},
        {"v.s", "v.l.[=z]", R"("l":["a","b","val"])"},
        {"v.s", "v.nil.x", R"("nil":null)"},
        {"v.s", "v.o.[n=a+b].v", R"({"n":"a+b","v":"val"}])"},
        {"v.s", "v.l.3", "there is no element 3"},
        {"v.s", "v.new.*.x", "would make it"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(replace(c.from, c.to, {.create = true}), HasSubstr(c.expected))
            << c.from << " -> " << c.to;
    }
}

TEST(Replacement, ReplacesParts) {
    EXPECT_THAT(replace("v.parts", "v.s", {}, {.delimiter = "-", .index = 1}),
                HasSubstr(R"("s":"b")"));
    EXPECT_THAT(replace("v.parts", "v.s", {}, {.delimiter = "-", .index = 3}),
                HasSubstr("out of bounds"));
    EXPECT_THAT(replace("v.m", "v.s", {}, {.delimiter = "-"}), HasSubstr("`delimiter`"));
    EXPECT_THAT(replace("v.s", "v.m", {.delimiter = "-"}), HasSubstr("`delimiter`"));
    EXPECT_THAT(replace("v.s", "v.s", {.delimiter = "l", .index = 0}), HasSubstr(R"("s":"valld")"));
    EXPECT_THAT(replace("v.s", "v.s", {.delimiter = "-", .index = -1}),
                HasSubstr(R"("s":"val-old")"));
    EXPECT_THAT(replace("v.s", "v.s", {.delimiter = "-", .index = 9}),
                HasSubstr(R"("s":"old-val")"));
}

TEST(Replacement, SelectsByAnyIdAndRejects) {
    const auto name_after = [](const Selector& select, const std::vector<Selector>& reject) {
        Resources list = resources(kBase);
        Resource& target = edit(list[1]);
        EXPECT_TRUE(target.remember_id(ample_budget()));
        target.object["metadata"]["name"] = "new-t";
        Replacement replacement;
        replacement.source.emplace().select.kind = "Source";
        replacement.targets.push_back(
            {.select = select, .reject = reject, .field_paths = {}, .options = {}});
        const Status status =
            apply_replacement(list, replacement, *Schemas::builtin(), ample_budget());
        return status ? std::string(manifest::name_of(list[1]->object)) : status.error().message;
    };
    Selector by_name;
    by_name.name = "t";
    EXPECT_EQ(name_after(by_name, {}), "s");
    Selector by_kind;
    by_kind.kind = "Target";
    EXPECT_EQ(name_after(by_kind, {by_name}), "new-t");
    Selector by_label;
    by_label.label_selector = "app=x";
    EXPECT_EQ(name_after(by_kind, {by_label}), "new-t");
    by_label.label_selector = "app=y";
    EXPECT_EQ(name_after(by_kind, {by_label}), "s");
    by_kind.kind = "Targ.*";
    EXPECT_EQ(name_after(by_kind, {}), "new-t");
}

TEST(Replacement, NeedsOneSource) {
    Resources list = resources(kBase);
    const Schemas& schemas = *Schemas::builtin();
    Replacement replacement;
    EXPECT_THAT(apply_replacement(list, replacement, schemas, ample_budget()).error().message,
                HasSubstr("needs a `source`"));
    replacement.source.emplace();
    replacement.targets.emplace_back();
    EXPECT_THAT(apply_replacement(list, replacement, schemas, ample_budget()).error().message,
                HasSubstr("more than one resource is the source"));
    replacement.source->select.name = "s";
    EXPECT_THAT(apply_replacement(list, replacement, schemas, ample_budget()).error().message,
                HasSubstr("needs `select`"));
    replacement.source->select.name = "none";
    EXPECT_THAT(apply_replacement(list, replacement, schemas, ample_budget()).error().message,
                HasSubstr("no resource is the source"));
}

}  // namespace
}  // namespace sealer::kustomize
