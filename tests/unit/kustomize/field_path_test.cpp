// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 does. What it writes at a path: replacement_test.cpp.
#include "common/render/kustomize/field_path.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;
using testing::HasSubstr;

TEST(FieldPath, SplitsAtPoints) {
    const std::pair<const char*, std::vector<std::string>> cases[] = {
        {"a.b\\.c.d", {"a", "b.c", "d"}},
        {".a", {"a"}},
        {"a.[k.io/x].b", {"a", "k.io/x", "b"}},
        {"a.[id=a.b].0", {"a", "[id=a.b]", "0"}},
        {"a.[x", {"a", "x"}},
        {"a.*.-", {"a", "*", "-"}},
        {"", {""}},
    };
    for (const auto& [path, steps] : cases) {
        EXPECT_EQ(split_field_path(path), steps) << path;
    }
}

constexpr char kObject[] = R"(
a: {b: [x, 5, {id: one, v: 1}, {id: two, v: [7]}]}
k.io/x: z
nothing: null
)";

TEST(GetField, FollowsThePath) {
    const std::pair<const char*, const char*> cases[] = {
        {"a.b.0", "x"},
        {"a.b.-.id", "two"},
        {"a.b.[id=two].v.0", "7"},
        {"a.b.[=5]", "5"},
        {"[k.io/x]", "z"},
        {"a. b .0", "x"},  // spaces around a step are nothing
        {"a.c", "none"},
        {"a.b.9", "none"},
        {"a.b.[id=none].v", "none"},
        {"nothing.more", "none"},
        {"a.0", "\"0\" is a step into something that is no list"},
        {"a.b.id", "\"id\" is a step into something that is no mapping"},
        {"a.b.[id]", "[key=value]"},
    };
    const Value object = yaml(kObject);
    for (const auto& [path, expected] : cases) {
        const auto found = get_field(object, split_field_path(path));
        const std::string text = !found                  ? found.error().message
                                 : *found == nullptr     ? "none"
                                 : (*found)->is_string() ? (*found)->as_string()
                                                         : manifest::canonical_json(**found);
        EXPECT_THAT(text, HasSubstr(expected)) << path;
    }
}

TEST(FindFields, FindsAllThatMatch) {
    const std::pair<const char*, const char*> cases[] = {
        {"a.b.[id=o].v", R"([1,[7]])"},  // a regular expression, anywhere in the text
        {"a.b.[id=^one$].v", R"([1])"},
        {"a.b.[v=7].id", R"(["two"])"},  // within a list's YAML, too
        {"a.b.*", R"(["x",5,{"id":"one","v":1},{"id":"two","v":[7]}])"},
        {"a.c", "[]"},
        {"nothing.more", "[]"},
    };
    for (const auto& [path, expected] : cases) {
        Value object = yaml(kObject);
        const auto found =
            find_fields(object, split_field_path(path), OnMissing::kSkip, ample_budget());
        ASSERT_TRUE(found) << path << ": " << found.error().message;
        manifest::Array values;
        for (const FoundField& field : *found) {
            EXPECT_FALSE(field.is_new) << path;
            values.push_back(*field.value);
        }
        EXPECT_EQ(manifest::canonical_json(values), expected) << path;
        EXPECT_EQ(object, yaml(kObject)) << path;
    }
}

TEST(FindFields, MakesWhatIsMissing) {
    Value object = yaml("{}");
    const auto found =
        find_fields(object, split_field_path("a.[id=x].v"), OnMissing::kCreate, ample_budget());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_TRUE(found->front().is_new);
    *found->front().value = "here";
    EXPECT_EQ(manifest::canonical_json(object), R"({"a":[{"id":"x","v":"here"}]})");

    Value null = yaml("{a: null}");
    const auto below =
        find_fields(null, split_field_path("a.b"), OnMissing::kCreate, ample_budget());
    ASSERT_TRUE(below);
    EXPECT_EQ(below->front().value, nullptr);
}

}  // namespace
}  // namespace sealer::kustomize
