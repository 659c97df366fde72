// SPDX-License-Identifier: Apache-2.0
#include "common/base/text.h"

#include <gtest/gtest.h>

namespace sealer {
namespace {

TEST(Text, SplitKeepsEmptyPieces) {
    EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
    EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
}

TEST(Text, ListEntriesAreTrimmedAndEachOnce) {
    EXPECT_EQ(list_entries("b, a ,,b, \tc\n, ", ','),
              (std::vector<std::string_view>{"b", "a", "c"}));
    EXPECT_EQ(list_entries("a b;c,d", ';'), (std::vector<std::string_view>{"a b", "c,d"}));
    for (const char* none : {"", " ", ",", " , ,"}) {
        EXPECT_TRUE(list_entries(none, ',').empty()) << none;
    }
}

TEST(Text, JoinUndoesSplit) {
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join({"a"}, ", "), "a");
    EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
}

TEST(Text, TrimTakesWhiteSpaceFromBothEnds) {
    EXPECT_EQ(trim(" \t a b \r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, PercentCodingIsReversible) {
    std::string all;
    for (int c = 0; c < 256; ++c) {
        all += static_cast<char>(c);
    }
    EXPECT_EQ(percent_decode(percent_encode(all)), all);
    EXPECT_EQ(percent_encode("a/b c?"), "a%2Fb%20c%3F");
}

TEST(Text, MalformedEscapesStand) {
    EXPECT_EQ(percent_decode("%"), "%");
    EXPECT_EQ(percent_decode("%zz%4"), "%zz%4");
    EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
}

TEST(Text, Utf8IsCheckedAsUnicodeSays) {
    for (const char* good : {"", "ascii", "é", "€", "😀", "\xEF\xBF\xBD"}) {
        EXPECT_TRUE(is_utf8(good)) << good;
    }
    for (const char* bad : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                            "\xE2\x82", "\xFF"}) {
        EXPECT_FALSE(is_utf8(bad));
    }
}

TEST(Text, HexIsLowerCase) {
    EXPECT_EQ(to_hex(std::string_view("\x00\xAF\xff", 3)), "00afff");
}

}  // namespace
}  // namespace sealer
