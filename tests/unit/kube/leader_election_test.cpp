// SPDX-License-Identifier: Apache-2.0
#include "common/kube/leader_election.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

using manifest::Value;
using std::chrono::seconds;

const Clock::time_point kNow{std::chrono::hours(1)};
const WallTime kWall = *parse_time("2026-01-01T00:00:00Z");

TEST(LeaseObserver, AHolderCountsWhileItShowsLife) {
    LeaseObserver observer;
    Value lease = taken_lease(nullptr, "other", seconds(15), kWall);
    observer.saw(lease, kNow);
    EXPECT_EQ(observer.holder(), "other");
    EXPECT_FALSE(observer.may_take("me", kNow + seconds(15)));
    EXPECT_TRUE(observer.may_take("other", kNow + seconds(15)));
    EXPECT_TRUE(observer.may_take("me", kNow + seconds(16)));
    // Its clock is not ours: what counts is that the Lease changed.
    observer.saw(lease, kNow + seconds(10));
    EXPECT_TRUE(observer.may_take("me", kNow + seconds(16)));
    lease = taken_lease(&lease, "other", seconds(15), kWall - std::chrono::hours(1));
    observer.saw(lease, kNow + seconds(10));
    EXPECT_FALSE(observer.may_take("me", kNow + seconds(16)));
}

TEST(LeaseObserver, AReleasedLeaseIsFree) {
    LeaseObserver observer;
    Value lease = taken_lease(nullptr, "other", seconds(15), kWall);
    lease["spec"]["holderIdentity"] = "";
    observer.saw(lease, kNow);
    EXPECT_TRUE(observer.may_take("me", kNow));
}

TEST(Lease, RenewalKeepsAndTakeoverCounts) {
    const Value first = taken_lease(nullptr, "a", seconds(15), kWall);
    EXPECT_EQ(
        manifest::canonical_json(*first.get("spec")),
        R"({"acquireTime":"2026-01-01T00:00:00.000000Z","holderIdentity":"a",)"
        R"("leaseDurationSeconds":15,"leaseTransitions":0,"renewTime":"2026-01-01T00:00:00.000000Z"})");
    const Value renewed = taken_lease(&first, "a", seconds(15), kWall + seconds(2));
    EXPECT_EQ(renewed.text("spec", "acquireTime"), first.text("spec", "acquireTime"));
    EXPECT_EQ(renewed.text("spec", "renewTime"), "2026-01-01T00:00:02.000000Z");
    const Value taken = taken_lease(&renewed, "b", seconds(15), kWall + seconds(20));
    EXPECT_EQ(taken.integer_or(-1, "spec", "leaseTransitions"), 1);
    EXPECT_EQ(taken.text("spec", "acquireTime"), "2026-01-01T00:00:20.000000Z");
}

}  // namespace
}  // namespace sealer::kube
