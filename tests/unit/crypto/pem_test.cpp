// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/pem.h"

#include <string>

#include <gtest/gtest.h>

namespace sealer::crypto {
namespace {

TEST(Pem, RoundTripsWithLinesOf64) {
    for (const std::size_t size : {0U, 1U, 47U, 48U, 49U, 500U}) {
        SCOPED_TRACE(size);
        const std::string der(size, '\x7f');
        const SecretBytes pem = encode_pem("THING", der);
        std::string_view text = pem.expose();
        const auto block = next_pem_block(text);
        ASSERT_TRUE(block);
        EXPECT_EQ(block->label, "THING");
        EXPECT_EQ(block->whole, pem.expose());
        EXPECT_TRUE(text.empty());
        const auto decoded = decode_pem(*block);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->expose(), der);
    }
}

TEST(Pem, SkipsWhatIsNotABlock) {
    std::string_view text =
        "junk -----BEGIN A-----\nZg==\n-----END A-----\n"  // not at a line's start
        "-----BEGIN B\nZg==\n-----END B-----\n"            // no closing dashes
        "-----BEGIN C-----\nZg==\n-----END D-----\n"       // another end
        "-----BEGIN E-----\r\nZm9v\r\n-----END E-----\r\n"
        "-----BEGIN F-----\nProc-Type: 4,ENCRYPTED\n\nZg==\n-----END F-----";
    auto block = next_pem_block(text);
    ASSERT_TRUE(block);
    EXPECT_EQ(block->label, "E");
    EXPECT_FALSE(block->has_headers());
    EXPECT_EQ(decode_pem(*block)->expose(), "foo");
    block = next_pem_block(text);
    ASSERT_TRUE(block);
    EXPECT_EQ(block->label, "F");
    EXPECT_TRUE(block->has_headers());
    EXPECT_FALSE(next_pem_block(text));
    EXPECT_TRUE(text.empty());
}

TEST(Pem, BadBase64NamesTheBlock) {
    std::string_view text = "-----BEGIN KEY-----\nZm9v!\n-----END KEY-----\n";
    const auto decoded = decode_pem(*next_pem_block(text));
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().message, "PEM block KEY: illegal base64 data at input byte 5");
}

}  // namespace
}  // namespace sealer::crypto
