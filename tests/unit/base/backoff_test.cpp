// SPDX-License-Identifier: Apache-2.0
#include "common/base/backoff.h"

#include <gtest/gtest.h>

namespace sealer {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, DoublesUpToItsCap) {
    Backoff backoff(
        {.initial = milliseconds(5), .factor = 2, .cap = milliseconds(35), .jitter = 0});
    for (const int expected : {5, 10, 20, 35, 35}) {
        EXPECT_EQ(backoff.next(), milliseconds(expected));
    }
    backoff.reset();
    EXPECT_EQ(backoff.next(), milliseconds(5));
}

TEST(Backoff, JitterShortensByItsShareAtMost) {
    Backoff backoff(
        {.initial = milliseconds(1000), .factor = 1, .cap = milliseconds(1000), .jitter = 0.2});
    for (int i = 0; i < 1000; ++i) {
        const milliseconds delay = backoff.next();
        EXPECT_GE(delay, milliseconds(800));
        EXPECT_LE(delay, milliseconds(1000));
    }
}

TEST(Backoff, NeverOverflows) {
    Backoff backoff(
        {.initial = milliseconds(1), .factor = 10, .cap = milliseconds(7), .jitter = 0});
    for (int i = 0; i < 10'000; ++i) {
        EXPECT_LE(backoff.next(), milliseconds(7));
    }
}

}  // namespace
}  // namespace sealer
