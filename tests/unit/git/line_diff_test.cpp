// SPDX-License-Identifier: Apache-2.0
#include "common/git/line_diff.h"

#include <gtest/gtest.h>

namespace sealer::git {
namespace {

TEST(LineDiff, Hunks) {
    EXPECT_EQ(line_diff("a\nb\n", "a\nb\n"), "");
    EXPECT_EQ(line_diff("", "a\n"), "@@ -0,0 +1 @@\n+a\n");
    EXPECT_EQ(line_diff("a\nb\n", ""), "@@ -1,2 +0,0 @@\n-a\n-b\n");
    EXPECT_EQ(line_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
              "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
    EXPECT_EQ(line_diff(std::string("a\0b\n", 4), std::string("a\0c\n", 4)),
              std::string("@@ -1 +1 @@\n-a\0b\n+a\0c\n", 22));
}

}  // namespace
}  // namespace sealer::git
