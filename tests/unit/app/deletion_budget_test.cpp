// SPDX-License-Identifier: Apache-2.0
#include "common/app/deletion_budget.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

TEST(DeletionBudget, HoldsWhatExceedsIt) {
    struct Case {
        const char* text;
        std::size_t doomed;
        std::size_t all;
        bool expected;
    };
    for (const Case& c : {
             Case{"", 11, 20, true},
             Case{"", 10, 10, false},
             Case{"", 11, 22, false},
             Case{"", 0, 0, false},
             Case{"2", 3, 1000, true},
             Case{"2", 2, 2, false},
             Case{"0", 1, 1000, true},
             Case{"30%", 4, 10, true},
             Case{"30%", 3, 10, false},
             Case{"off", 1000, 1000, false},
         }) {
        SCOPED_TRACE(std::string(c.text) + " " + std::to_string(c.doomed));
        const auto budget = parse_deletion_budget(c.text);
        ASSERT_TRUE(budget) << budget.error().message;
        EXPECT_EQ(exceeds(*budget, c.doomed, c.all), c.expected);
    }
}

TEST(DeletionBudget, RefusesWhatIsNone) {
    for (const char* text : {"-1", "many", "101%", "%", "3.5", "1 ", "99999999999999999999999"}) {
        const auto budget = parse_deletion_budget(text);
        ASSERT_FALSE(budget) << text;
        EXPECT_NE(budget.error().message.find("sealer.dev/deletion-budget"), std::string::npos);
    }
}

TEST(DeletionBudget, HasWords) {
    EXPECT_EQ(to_string(DeletionBudget{}), "10 objects and 50%");
    EXPECT_EQ(to_string(*parse_deletion_budget("7")), "7 objects");
    EXPECT_EQ(to_string(*parse_deletion_budget("7%")), "7%");
    EXPECT_EQ(to_string(*parse_deletion_budget("off")), "off");
}

}  // namespace
}  // namespace sealer::app
