// SPDX-License-Identifier: Apache-2.0
#include "common/render/limits.h"

#include <chrono>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "common/render/render.h"
#include "common/render/text_size.h"
#include "memory_tree.h"

namespace sealer::render {
namespace {

using testing::HasSubstr;

TEST(SetLimit, TakesNumbersAndUnits) {
    Limits limits;
    for (const char* text : {"bytes=64Mi", "files=3", "objects=4", "memory=1Gi", "aliases=2Ki",
                             "depth=100", "time=2m"}) {
        EXPECT_TRUE(set_limit(limits, text)) << text;
    }
    EXPECT_EQ(limits.max_bytes, std::size_t{64} << 20);
    EXPECT_EQ(limits.max_files, 3);
    EXPECT_EQ(limits.max_objects, 4);
    EXPECT_EQ(limits.max_memory, std::size_t{1} << 30);
    EXPECT_EQ(limits.max_alias_nodes, 2048);
    EXPECT_EQ(limits.max_depth, 100);
    EXPECT_EQ(limits.max_time, std::chrono::minutes(2));
}

TEST(SetLimit, RefusesWhatIsNone) {
    struct Case {
        const char* text;
        const char* message;
    };
    const Case cases[] = {
        {"file=3", "there is no limit \"file\"; NAME=VALUE of bytes=10Mi, files=20000, "},
        {"", "there is no limit \"\""},
        {"files", "the limit files is a number, as in 30000 or 64Mi"},
        {"files=0", "is a number"},
        {"files=-1", "is a number"},
        {"files=3x", "is a number"},
        {"bytes=99999999999Gi", "is a number"},
        {"depth=501", "the limit depth is a number up to 500"},
        {"time=3", "is a duration, as in time=2m"},
        {"time=-3s", "is a duration"},
    };
    for (const Case& c : cases) {
        Limits limits;
        const Status set = set_limit(limits, c.text);
        ASSERT_FALSE(set) << c.text;
        EXPECT_THAT(set.error().message, HasSubstr(c.message));
    }
}

TEST(TextSize, CountsIndentation) {
    manifest::Value value = "a\na\na\na\na\na\na\na\na\n";
    std::size_t flat = 0;
    EXPECT_TRUE(add_text_size(value, {.max_memory = 100}, flat));
    for (int i = 0; i < 100; ++i) {
        value = manifest::Array{std::move(value)};
    }
    std::size_t deep = 0;
    EXPECT_THAT(add_text_size(value, {.max_memory = 1'000}, deep).error().message,
                HasSubstr("more than 1000 bytes as YAML; --render-limit memory=…"));
    EXPECT_LT(flat, 20U);
    EXPECT_GT(deep, 2'000U);
}

TEST(RenderDirectory, SaysWhichLimitIsPassed) {
    const MemoryTree tree(
        {{"a.yaml",
          "{kind: A, apiVersion: v1, metadata: {name: a}}\n---\n"
          "{kind: A, apiVersion: v1, metadata: {name: b}}\n"},
         {"b.yaml", "{kind: A, apiVersion: v1, metadata: {name: c}, x: [[1]]}\n"}});
    struct Case {
        Limits limits;
        const char* message;
    };
    const Case cases[] = {
        {{.max_bytes = 100},
         "b.yaml: the files that are read hold more than 100 bytes; --render-limit bytes=…"},
        {{.max_files = 1}, "b.yaml: more than 1 files are read; --render-limit files=…"},
        {{.max_objects = 1}, "a.yaml: more than 1 objects; --render-limit objects=…"},
        {{.max_memory = 100}, "a.yaml: the objects become too big"},
        {{.max_depth = 2}, "nested too deep"},
        {{.max_time = std::chrono::milliseconds(0)},
         "takes longer than 0 ms; --render-limit time=…"},
    };
    for (const Case& c : cases) {
        const auto rendered = render_directory(tree, "", {}, c.limits);
        ASSERT_FALSE(rendered) << c.message;
        EXPECT_THAT(rendered.error().message, HasSubstr(c.message));
    }
}

}  // namespace
}  // namespace sealer::render
