// SPDX-License-Identifier: Apache-2.0
#include "common/app/namespace_patterns.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

TEST(MatchesNamespace, ByGlobOrRegularExpression) {
    struct Case {
        std::vector<std::string> patterns;
        std::string namespace_;
        bool matches;
    };
    for (const Case& test : std::vector<Case>{
             {{}, "team", false},
             {{"team"}, "team", true},
             {{"team"}, "team-a", false},
             {{"other", "team-*"}, "team-a", true},
             {{"*"}, "team", true},
             {{"/^team-[0-9]+$/"}, "team-12", true},
             {{"/^team-[0-9]+$/"}, "team-x", false},
             {{"/eam/"}, "team", true},
             {{"/(/"}, "team", false},
             {{"//"}, "team", false},
         }) {
        EXPECT_EQ(matches_namespace(test.patterns, test.namespace_), test.matches)
            << (test.patterns.empty() ? "" : test.patterns.back()) << " " << test.namespace_;
    }
}

TEST(IsManaged, TheControllersOwnAndWhatPatternsSay) {
    EXPECT_TRUE(is_managed("argocd", "argocd", {}));
    EXPECT_FALSE(is_managed("team-a", "argocd", {}));
    EXPECT_TRUE(is_managed("team-a", "argocd", {"team-*"}));
}

TEST(CheckNamespacePatterns, NamesTheOneThatDoesNotParse) {
    EXPECT_TRUE(check_namespace_patterns({"team-*", "/^a|b$/"}));
    const Status broken = check_namespace_patterns({"team-*", "/(/"});
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().message.starts_with("/(/: ")) << broken.error().message;
}

}  // namespace
}  // namespace sealer::app
