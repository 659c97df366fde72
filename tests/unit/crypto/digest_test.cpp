// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/digest.h"

#include <gtest/gtest.h>

#include "common/base/text.h"

namespace sealer::crypto {
namespace {

TEST(Digest, Sha256) {
    EXPECT_EQ(to_hex(sha256("")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231, test cases 1 and 2.
TEST(Digest, HmacSha256) {
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256("", "")),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

// RFC 5869, test case 3: neither salt nor info.
TEST(Digest, HkdfSha256) {
    const SecretBytes derived = hkdf_sha256(std::string(22, '\x0b'), "", 42);
    EXPECT_EQ(to_hex(derived.expose()),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
              "9d201395faa4b61a96c8");
    EXPECT_FALSE(
        equal_in_constant_time(hkdf_sha256("key", "a").expose(), hkdf_sha256("key", "b").expose()));
}

TEST(Digest, RandomBytesDiffer) {
    EXPECT_EQ(random_bytes(32).size(), 32U);
    EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace sealer::crypto
