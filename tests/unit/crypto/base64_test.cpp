// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/base64.h"

#include <string>

#include <gtest/gtest.h>

namespace sealer::crypto {
namespace {

// RFC 4648 section 10.
constexpr std::pair<const char*, const char*> kVectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

TEST(Base64, KnownAnswers) {
    for (const auto& [plain, encoded] : kVectors) {
        SCOPED_TRACE(encoded);
        EXPECT_EQ(base64_encode(plain), encoded);
        EXPECT_EQ(base64_encode_public(plain), encoded);
        EXPECT_EQ(base64_decode(encoded), plain);
        SecretBytes secret(std::string_view("head:"));
        base64_encode_to(plain, secret);
        EXPECT_EQ(secret.expose(), std::string("head:") + encoded);
        const auto decoded = base64_decode_secret(encoded);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->expose(), plain);
    }
}

TEST(Base64, EveryByteSurvivesARoundTrip) {
    std::string bytes;
    for (int i = 0; i < 256 * 3; ++i) {
        bytes.push_back(static_cast<char>(i * 7));
        EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
        EXPECT_EQ(base64_encode_public(bytes), base64_encode(bytes));
    }
}

TEST(Base64, LineBreaksAnywhereAndTrailingBitsAreTolerated) {
    EXPECT_EQ(base64_decode("Zm\r\n9v\nYg=\n=\r\n"), "foob");
    EXPECT_EQ(base64_decode("Zh=="), "f");
    EXPECT_EQ(base64_decode("Zm9="), "fo");
    EXPECT_EQ(base64_decode("\n\r\n"), "");
}

// The offsets are those of Go's encoding/base64, as its own tests have them.
TEST(Base64, ErrorsNameTheByteAsGoDoes) {
    constexpr std::pair<const char*, int> kCases[] = {
        {"!!!!", 0},      {"====", 0},        {"x===", 1}, {"AA=A", 2},     {"AAA=AAAA", 4},
        {"A", 0},         {"AAAAA", 4},       {"AA=", 3},  {"AAA", 0},      {"AAAAAA=", 7},
        {"YWJj YQ==", 4}, {"YWJjCg==\n=", 9}, {"-_==", 0}, {"Zg==Zg==", 4},
    };
    for (const auto& [text, offset] : kCases) {
        SCOPED_TRACE(text);
        const auto decoded = base64_decode(text);
        ASSERT_FALSE(decoded);
        EXPECT_EQ(decoded.error().message,
                  "illegal base64 data at input byte " + std::to_string(offset));
        EXPECT_EQ(decoded.error().code, Code::kInvalid);
    }
}

}  // namespace
}  // namespace sealer::crypto
