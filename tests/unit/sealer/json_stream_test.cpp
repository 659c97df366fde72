// SPDX-License-Identifier: Apache-2.0
#include "sealer/json_stream.h"

#include <gtest/gtest.h>

namespace sealer::cli {
namespace {

TEST(JsonStream, TakesObjectsApart) {
    const std::pair<std::string_view, std::vector<std::string_view>> cases[] = {
        {"", {}},
        {" \n", {}},
        {"{}", {"{}"}},
        {" {\"a\":{\"b\":[1]}}\n{}{} ", {"{\"a\":{\"b\":[1]}}", "{}", "{}"}},
        {R"({"a":"}{\"\\"}{"b":"["})", {R"({"a":"}{\"\\"})", R"({"b":"["})"}},
    };
    for (const auto& [text, expected] : cases) {
        SCOPED_TRACE(text);
        EXPECT_EQ(split_json_stream(text), expected);
    }
}

TEST(JsonStream, SaysWhatIsWrongAndWhere) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"{}\n---\n{}", "JSON document 2 (at byte 3) is not an object"},
        {"{} [", "JSON document 2 (at byte 3) is not an object"},
        {"{\"a\":", "JSON document 1 (at byte 0) is truncated"},
        {"{}{\"a", "JSON document 2 (at byte 2) is truncated"},
        {"{\"a\\", "JSON document 1 (at byte 0) is truncated"},
    };
    for (const auto& [text, message] : cases) {
        SCOPED_TRACE(text);
        const auto split = split_json_stream(text);
        ASSERT_FALSE(split);
        EXPECT_EQ(split.error().message, message);
    }
}

}  // namespace
}  // namespace sealer::cli
