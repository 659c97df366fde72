// SPDX-License-Identifier: Apache-2.0
#include "common/base/integer.h"

#include <cstddef>
#include <cstdint>

#include <gtest/gtest.h>

namespace sealer {
namespace {

TEST(ParseInteger, TakesTheWholeText) {
    EXPECT_EQ(parse_integer<int>("0"), 0);
    EXPECT_EQ(parse_integer<int>("-007"), -7);
    EXPECT_EQ(parse_integer<std::uint64_t>("18446744073709551615"), UINT64_MAX);
    for (const char* text : {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "2147483648"}) {
        EXPECT_EQ(parse_integer<int>(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse_integer<std::size_t>("-1"), std::nullopt);
}

}  // namespace
}  // namespace sealer
