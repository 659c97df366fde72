// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "common/render/render.h"

namespace sealer::render {
namespace {

TEST(Glob, MatchesWholeTexts) {
    struct Case {
        std::string pattern, text;
        bool matches;
    };
    const std::vector<Case> cases{
        {"*", "", true},
        {"*", "a/b.yaml", true},
        {"*.yaml", "a/b.yaml", true},
        {"*.yaml", "a.yml", false},
        {"**/x", "a/b/x", true},
        {"a?c", "abc", true},
        {"a?c", "ac", false},
        {"a?c",
         "a\xC3\xA9"
         "c",
         true},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"[!a-c]x", "dx", true},
        {"[abc]", "c", true},
        {"{a,b*}.yml", "b12.yml", true},
        {"{a,b*}.yml", "c.yml", false},
        {"{a,{b,c}}", "c", true},
        {"{,x}a", "a", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"a,b", "a,b", true},
        {"", "", true},
        {"", "a", false},
        {"[a", "a", false},
        {"{a", "a", false},
        {"a\\", "a", false},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(glob_match(c.pattern, c.text), c.matches) << c.pattern << " on " << c.text;
    }
}

TEST(Glob, StopsAtASeparator) {
    struct Case {
        std::string pattern, text;
        bool matches;
    };
    const std::vector<Case> cases{
        {"a/*", "a/b", true},     {"a/*", "a/b/c", false},  {"a/**", "a/b/c", true},
        {"a/*/c", "a/b/c", true}, {"**/c", "a/b/c", true},  {"a?b", "a/b", false},
        {"{a,b}/*", "b/x", true}, {"a/***", "a/b/c", true}, {"*", "a", true},
        {"*", "a/b", false},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(glob_match(c.pattern, c.text, '/'), c.matches) << c.pattern << " on " << c.text;
    }
}

// A matcher that tries every split would not end before the test's deadline, nor the year's.
TEST(Glob, DoesNotTryEverySplit) {
    std::string pattern;
    for (int i = 0; i < 100; ++i) {
        pattern += "*a";
    }
    EXPECT_FALSE(glob_match(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace sealer::render
