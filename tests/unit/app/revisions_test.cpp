// SPDX-License-Identifier: Apache-2.0
#include "controller/app/revisions.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

using std::chrono::hours;

class RevisionsTest : public testing::Test {
  protected:
    std::string get(const std::string& url) {
        const auto revision =
            revisions_.get(url, "main", hours(1), [this]() -> Result<std::string> {
                if (refuses_) {
                    return fail(Code::kUnavailable, "away");
                }
                return "commit-" + std::to_string(++asked_);
            });
        return revision ? revision->commit : revision.error().message;
    }

    Revisions revisions_;
    int asked_ = 0;
    bool refuses_ = false;
};

TEST_F(RevisionsTest, AnAnswerIsShared) {
    EXPECT_EQ(get("a"), "commit-1");
    EXPECT_EQ(get("a"), "commit-1");
    EXPECT_EQ(get("b"), "commit-2");
}

TEST_F(RevisionsTest, AFailureIsNotRemembered) {
    refuses_ = true;
    EXPECT_EQ(get("a"), "away");
    refuses_ = false;
    EXPECT_EQ(get("a"), "commit-1");
}

TEST_F(RevisionsTest, WhatHasExpiredIsAskedOnceMore) {
    EXPECT_EQ(get("a"), "commit-1");
    EXPECT_EQ(get("b"), "commit-2");
    revisions_.expire([](const std::string& url) { return url == "a"; });
    EXPECT_EQ(get("b"), "commit-2");
    EXPECT_EQ(get("a"), "commit-3");
    EXPECT_EQ(get("a"), "commit-3");
}

TEST_F(RevisionsTest, AnAnswerThatExpiresOnItsWayDoesNotCountForOthers) {
    const auto ask = [this]() -> Result<std::string> {
        revisions_.expire([](const std::string&) { return true; });
        return "on-its-way";
    };
    ASSERT_TRUE(revisions_.get("a", "main", hours(1), ask));
    EXPECT_EQ(get("a"), "commit-1");
}

}  // namespace
}  // namespace sealer::app
