// SPDX-License-Identifier: Apache-2.0
#include "common/base/time.h"

#include <gtest/gtest.h>

namespace sealer {
namespace {

using std::chrono::nanoseconds;

TEST(Time, PrintsWhatItReads) {
    for (const char* text :
         {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2199-12-31T00:00:01Z"}) {
        const Result<WallTime> time = parse_time(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(format_time(*time), text);
    }
}

TEST(Time, ReadsOffsetsAndFractions) {
    EXPECT_EQ(format_time(*parse_time("2026-01-01T01:30:00+01:30")), "2026-01-01T00:00:00Z");
    EXPECT_EQ(format_time(*parse_time("2025-12-31T22:00:00.5-02:00")), "2026-01-01T00:00:00Z");
    EXPECT_EQ(format_micro_time(*parse_time("2026-01-01T00:00:00.123456789Z")),
              "2026-01-01T00:00:00.123456Z");
}

TEST(Time, RefusesWhatIsNoTime) {
    for (const char* text :
         {"", "2026", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
          "2026-01-01T00:00:00", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00.Z",
          "-026-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "2026-01-01T00:00:00+25:00"}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

TEST(Duration, ReadsGosForms) {
    struct Case {
        const char* text;
        std::int64_t nanoseconds;
    };
    for (const Case& c : {Case{"0", 0},
                          {"1ns", 1},
                          {"1.5s", 1'500'000'000},
                          {"720h", 2'592'000'000'000'000},
                          {"1h30m", 5'400'000'000'000},
                          {"-2ms", -2'000'000},
                          {"3us", 3'000},
                          {".5s", 500'000'000}}) {
        const Result<nanoseconds> duration = parse_duration(c.text);
        ASSERT_TRUE(duration) << c.text;
        EXPECT_EQ(duration->count(), c.nanoseconds) << c.text;
    }
}

TEST(Duration, RefusesEverythingElse) {
    for (const char* text : {"", "-", "5", "1d", "h", "1h 30m", "1..5s", "9999999999h", "1e3s"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

}  // namespace
}  // namespace sealer
