// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_lines.h"

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::manifest {
namespace {

constexpr std::string_view kStream = R"(# a comment
apiVersion: v1
metadata:
  name: a
  labels: &labels
    x: y
---

items:
- one
-
  data:
    "quoted key": |
      text
    'other': [1,
      2]
more: {a: 1,
  b: 2}
labels: *nothing
)";

struct LineCase {
    int document;
    std::vector<std::string> steps;
    int line;
};

TEST(FindLines, OfKeysAndElements) {
    const std::vector<LineCase> cases = {
        {2, {}, 2},
        {2, {"apiVersion"}, 2},
        {2, {"metadata"}, 3},
        {2, {"metadata", "name"}, 4},
        {2, {"metadata", "labels", "x"}, 6},
        {2, {"metadata", "absent", "x"}, 3},
        {9, {"items"}, 9},
        {9, {"items", "0"}, 10},
        {9, {"items", "1", "data"}, 12},
        {9, {"items", "1", "data", "quoted key"}, 13},
        {9, {"items", "1", "data", "other", "1"}, 16},
        {9, {"items", "7"}, 9},
        {9, {"more", "b"}, 18},
        {50, {"items"}, 50},
    };
    std::vector<NodePath> nodes;
    for (const LineCase& c : cases) {
        nodes.push_back({.document_line = c.document, .steps = c.steps});
    }
    const std::vector<int> lines = find_lines(kStream, nodes);
    ASSERT_EQ(lines.size(), cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        EXPECT_EQ(lines[i], cases[i].line) << "case " << i;
    }
}

TEST(FindLines, WhatAnAliasBringsIsWhereTheAliasIs) {
    constexpr std::string_view kText = "a: &x\n  key: 1\nb: *x\nc:\n  <<: *x\n";
    ASSERT_TRUE(parse_yaml(kText));
    EXPECT_EQ(find_lines(kText, {{1, {"a", "key"}}, {1, {"b", "key"}}, {1, {"c", "key"}}}),
              (std::vector<int>{2, 3, 4}));
}

TEST(FindLines, OfJson) {
    EXPECT_EQ(find_lines("{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n", {{1, {"a", "b"}}}),
              std::vector<int>{3});
}

TEST(FindLines, AcrossLoneCarriageReturns) {
    EXPECT_EQ(find_lines("a: 1\rb:\r  c: 2\n", {{1, {"b", "c"}}}), std::vector<int>{3});
}

}  // namespace
}  // namespace sealer::manifest
