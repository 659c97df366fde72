// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_stream.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::manifest {
namespace {

using testing::ElementsAre;

Result<ListHead> cut(std::string_view json, std::vector<std::string>& items) {
    return for_each_item(json, [&items](std::string_view item) -> Status {
        items.emplace_back(item);
        return {};
    });
}

TEST(JsonStream, CutsAListIntoItems) {
    std::vector<std::string> items;
    const auto head =
        cut(R"( {"kind":"L", "items" : [ {"a":"]}\"["} , {"b":[1,{"c":2}]},{}, "x", 1.5 ],
        "metadata":{"resourceVersion":"7","continue":"more\n"}} )",
            items);
    ASSERT_TRUE(head.has_value()) << head.error().message;
    EXPECT_THAT(items,
                ElementsAre(R"({"a":"]}\"["})", R"({"b":[1,{"c":2}]})", "{}", R"("x")", "1.5"));
    EXPECT_EQ(head->resource_version, "7");
    EXPECT_EQ(head->continue_token, "more\n");
    for (const char* empty : {R"({"items":[]})", R"({"items":null})", "{}"}) {
        items.clear();
        EXPECT_TRUE(cut(empty, items).has_value()) << empty;
        EXPECT_TRUE(items.empty());
    }
}

TEST(JsonStream, RefusesABrokenOutline) {
    for (const char* text :
         {"", "[]", "{", "{}x", R"({"items"})", R"({"items":})", R"({"items":[})",
          R"({"items":[1})", R"({"items":[1 2]})", R"({"items":[1,]})", R"({"a":1,})", R"({"a)",
          R"({"a":"\)", R"({a:1})", R"({"items":{}})"}) {
        std::vector<std::string> items;
        const auto head = cut(text, items);
        EXPECT_FALSE(head.has_value()) << text;
    }
}

TEST(JsonStream, EndsWithTheVisitorsError) {
    const auto head = for_each_item(R"({"items":[1,2]})", [](std::string_view item) -> Status {
        return item == "2" ? Status(fail(Code::kConflict, "mine")) : Status();
    });
    ASSERT_FALSE(head.has_value());
    EXPECT_EQ(head.error().message, "mine");
}

TEST(JsonStream, SplitsAWatchEvent) {
    const auto event =
        split_watch_event(R"({"type":"ADDED","object":{"metadata":{"name":"a\"b","namespace":"n",
        "resourceVersion":"5","labels":{"name":"no"}}}})");
    ASSERT_TRUE(event.has_value()) << event.error().message;
    EXPECT_EQ(event->type, "ADDED");
    const auto head = object_head(event->object);
    ASSERT_TRUE(head.has_value()) << head.error().message;
    EXPECT_EQ(head->name, "a\"b");
    EXPECT_EQ(head->namespace_, "n");
    EXPECT_EQ(head->resource_version, "5");
    EXPECT_FALSE(split_watch_event(R"({"type":"ADDED"})").has_value());
    EXPECT_FALSE(split_watch_event("garbage").has_value());
    EXPECT_TRUE(object_head("{}").has_value());
    EXPECT_FALSE(object_head(R"({"metadata":1})").has_value());
}

}  // namespace
}  // namespace sealer::manifest
