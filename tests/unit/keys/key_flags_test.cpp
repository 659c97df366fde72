// SPDX-License-Identifier: Apache-2.0
#include "keys/key_flags.h"

#include <gtest/gtest.h>

namespace sealer::keys {
namespace {

TEST(KeyValues, SplitAtEveryEqualsSign) {
    EXPECT_TRUE(parse_key_values("")->empty());
    const auto entries = parse_key_values("a=b,c=d=e,f=");
    ASSERT_TRUE(entries);
    EXPECT_EQ(entries->at("a"), "b");
    EXPECT_EQ(entries->at("c"), "d");
    EXPECT_EQ(entries->at("f"), "");
    for (const char* bad : {"a", "a=b,c", "=b", "a=b,"}) {
        EXPECT_FALSE(parse_key_values(bad)) << bad;
    }
}

TEST(KeyPrefix, LeavesRoomForASuffix) {
    EXPECT_TRUE(check_key_prefix("sealed-secrets-key"));
    EXPECT_TRUE(check_key_prefix(std::string(245, 'a')));
    EXPECT_FALSE(check_key_prefix(std::string(246, 'a')));
    EXPECT_FALSE(check_key_prefix(""));
    EXPECT_NE(check_key_prefix("aB").error().message.find("illegal character B"),
              std::string::npos);
}

}  // namespace
}  // namespace sealer::keys
