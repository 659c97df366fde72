// SPDX-License-Identifier: Apache-2.0
#include "common/kube/token_bucket.h"

#include <gtest/gtest.h>

namespace sealer::kube {
namespace {

using namespace std::chrono_literals;

TEST(TokenBucket, LetsABurstGoAndThenSpacesCalls) {
    TokenBucket bucket(10, 3);
    const Clock::time_point now{1h};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(bucket.take(now), now);
    }
    EXPECT_EQ(bucket.take(now), now + 100ms);
    EXPECT_EQ(bucket.take(now), now + 200ms);
    EXPECT_EQ(bucket.take(now + 200ms), now + 300ms);
    EXPECT_EQ(bucket.take(now + 1h), now + 1h);
}

TEST(TokenBucket, HoldsEverybodyWhileAskedTo) {
    for (const double rate : {0.0, 10.0}) {
        TokenBucket bucket(rate, 3);
        const Clock::time_point now{std::chrono::seconds(100)};
        bucket.hold_until(now + std::chrono::seconds(2));
        bucket.hold_until(now + std::chrono::seconds(1));
        EXPECT_EQ(bucket.take(now), now + std::chrono::seconds(2));
        EXPECT_EQ(bucket.take(now), now + std::chrono::seconds(2));
        const auto later = now + std::chrono::seconds(3);
        EXPECT_EQ(bucket.take(later), later);
    }
}

TEST(TokenBucket, IsNoLimitWithoutARate) {
    TokenBucket bucket(0, 0);
    const Clock::time_point now{1h};
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(bucket.take(now), now);
    }
}

}  // namespace
}  // namespace sealer::kube
