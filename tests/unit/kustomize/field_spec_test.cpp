// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 does.
#include "common/render/kustomize/field_spec.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

FieldSpec path_spec(std::string path, bool create = false) {
    return {"", "", "", std::move(path), create};
}

// The object after each field that the path leads to became "!", or the error.
std::string marked(std::string_view object, const FieldSpec& field) {
    manifest::Value value = yaml(object);
    const Status visited =
        visit_fields(value, field, ample_budget(), [](manifest::Value& found) -> Status {
            found = "!";
            return {};
        });
    return visited ? manifest::canonical_json(value) : visited.error().message;
}

TEST(FieldSpec, MatchesTypes) {
    FieldSpec field = path_spec("a");
    const manifest::GroupVersionKind deployment{"apps", "v1", "Deployment"};
    EXPECT_TRUE(field.matches(deployment));
    field.kind = "Deployment";
    EXPECT_TRUE(field.matches(deployment));
    field.group = "extensions";
    EXPECT_FALSE(field.matches(deployment));
}

TEST(VisitFields, FollowsThePath) {
    struct Case {
        const char* object;
        FieldSpec field;
        const char* marked;
    };
    const Case cases[] = {
        {"{a: {b: 1}}", path_spec("a/b"), R"({"a":{"b":"!"}})"},
        {"{a: {b: 1}}", path_spec("/a/b"), R"({"a":{"b":"!"}})"},
        {"{a: [{b: 1}, {c: 2}]}", path_spec("a/b"), R"({"a":[{"b":"!"},{"c":2}]})"},
        {"{a: [{b: 1}]}", path_spec("a[]/b"), R"({"a":[{"b":"!"}]})"},
        {"{k.io/x: 1}", path_spec("k.io\\/x"), R"({"k.io/x":"!"})"},
        {"{a: {}}", path_spec("a/b/c"), R"({"a":{}})"},
        {"{a: {}}", path_spec("a/b/c", true), R"({"a":{"b":{"c":"!"}}})"},
        {"{a: null}", path_spec("a/b"), R"({"a":null})"},
        {"{a: null}", path_spec("a/b", true), R"({"a":{"b":"!"}})"},
        {"{}", path_spec("a[]/b", true), "{}"},  // no sequence is made
        {"{a: text}", path_spec("a/b"), "a/b: expected a mapping or a sequence on the way"},
        {"{a: 1}", path_spec(""), "path is empty"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(marked(c.object, c.field), HasSubstr(c.marked))
            << c.object << " " << c.field.path;
    }
}

}  // namespace
}  // namespace sealer::kustomize
