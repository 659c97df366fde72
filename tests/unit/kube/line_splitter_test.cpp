// SPDX-License-Identifier: Apache-2.0
#include "common/kube/line_splitter.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::kube {
namespace {

TEST(LineSplitter, JoinsPiecesHoweverTheyAreCut) {
    const std::string text = "one\n\ntwo\r\nthree\n";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        SCOPED_TRACE(size);
        LineSplitter splitter(100);
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < text.size(); at += size) {
            const auto more =
                splitter.feed(std::string_view(text).substr(at, size), [&](std::string_view line) {
                    lines.emplace_back(line);
                    return true;
                });
            EXPECT_TRUE(more.value_or(false));
        }
        EXPECT_THAT(lines, testing::ElementsAre("one", "two", "three"));
    }
}

TEST(LineSplitter, BoundsALine) {
    const auto all = [](std::string_view) { return true; };
    LineSplitter splitter(4);
    EXPECT_TRUE(splitter.feed("1234\n12", all).has_value());
    EXPECT_TRUE(splitter.feed("34", all).has_value());
    EXPECT_EQ(splitter.feed("5", all).error().code, Code::kInvalid);
}

TEST(LineSplitter, EndsWhenTheSinkHasEnough) {
    LineSplitter splitter(100);
    int lines = 0;
    const auto more = splitter.feed("a\nb\nc\n", [&](std::string_view) { return ++lines < 2; });
    EXPECT_FALSE(more.value_or(true));
    EXPECT_EQ(lines, 2);
}

}  // namespace
}  // namespace sealer::kube
