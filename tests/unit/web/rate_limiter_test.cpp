// SPDX-License-Identifier: Apache-2.0
#include "controller/web/rate_limiter.h"

#include <gtest/gtest.h>

namespace sealer::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Clock::time_point kStart{std::chrono::hours(1)};

TEST(RateLimiter, BurstThenRate) {
    RateLimiter limiter(2, 2);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(limiter.take("a", kStart).allowed);
    }
    const auto refused = limiter.take("a", kStart);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.limit, 3);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.retry_after, seconds(1));
    EXPECT_EQ(refused.reset, seconds(2));
    EXPECT_FALSE(limiter.take("a", kStart + milliseconds(499)).allowed);
    EXPECT_TRUE(limiter.take("a", kStart + milliseconds(500)).allowed);
    EXPECT_FALSE(limiter.take("a", kStart + milliseconds(500)).allowed);
    EXPECT_EQ(limiter.take("a", kStart + seconds(10)).remaining, 2);
}

TEST(RateLimiter, RefusalsCostNothing) {
    RateLimiter limiter(1, 0);
    EXPECT_TRUE(limiter.take("a", kStart).allowed);
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(limiter.take("a", kStart + milliseconds(i)).allowed);
    }
    EXPECT_TRUE(limiter.take("a", kStart + seconds(1)).allowed);
}

TEST(RateLimiter, ClientsBeyondCountShareABudget) {
    RateLimiter limiter(1, 0);
    int allowed = 0;
    for (int i = 0; i < 20'000; ++i) {
        allowed += limiter.take(std::to_string(i), kStart).allowed ? 1 : 0;
    }
    EXPECT_EQ(allowed, 16'384 + 1);
    EXPECT_TRUE(limiter.take("new", kStart + seconds(2)).allowed);
}

}  // namespace
}  // namespace sealer::web
