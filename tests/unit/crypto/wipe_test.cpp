// SPDX-License-Identifier: Apache-2.0
// Proof that plaintext and private keys leave no trace: the whole memory of the process is
// searched.
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/crypto/pem.h"
#include "common/crypto/rsa.h"
#include "common/crypto/secret_bytes.h"
#include "common/crypto/wiping_new.h"
#include "memory_scan.h"

namespace sealer::crypto {
namespace {

// Bytes that stand nowhere else: made up at run time, straight into secret memory.
SecretBytes make_canary(std::size_t size, std::uint32_t seed) {
    SecretBytes canary(size);
    std::uint32_t state = seed;
    for (std::uint8_t& byte : canary.expose_mutable()) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return canary;
}

// The first bytes suffice to know it again.
Needle needle_for(const SecretBytes& secret) {
    return Needle(secret.expose().substr(0, 24));
}

class Wipe : public testing::Test {
  protected:
    static void SetUpTestSuite() { lock_down_process(); }
};

TEST_F(Wipe, TheSearchFindsWhatIsThere) {
    const SecretBytes canary = make_canary(48, 1);
    const Needle needle = needle_for(canary);
    EXPECT_EQ(count_in_memory(needle), 1);
    const SecretBytes copy = canary.clone();
    EXPECT_EQ(count_in_memory(needle), 2);
}

TEST_F(Wipe, FreedPlaintextIsGone) {
    for (const std::size_t size : {24U, 100U, 4000U, 5000U, 200'000U}) {
        SCOPED_TRACE(size);
        SecretBytes canary = make_canary(size, static_cast<std::uint32_t>(size));
        const Needle needle = needle_for(canary);
        canary.reserve(2 * size);
        EXPECT_EQ(count_in_memory(needle), 1) << "growing leaves no copy";
        canary.clear();
        EXPECT_EQ(count_in_memory(needle), 0);
    }
}

TEST_F(Wipe, FreedOrdinaryMemoryIsGoneToo) {
    if (!freed_memory_is_wiped()) {
        GTEST_SKIP() << "sanitizers bring allocators of their own";
    }
    const SecretBytes canary = make_canary(100, 7);
    const Needle needle = needle_for(canary);
    {
        const std::string text(canary.expose());
        const std::vector<std::string> copies(3, text);
        EXPECT_EQ(count_in_memory(needle), 5);
    }
    EXPECT_EQ(count_in_memory(needle), 1);
}

TEST_F(Wipe, SealingAndOpeningLeaveNoTrace) {
    const auto key = PrivateKey::generate(2048);
    ASSERT_TRUE(key);
    for (const std::size_t size : {24U, 1000U, 100'000U}) {
        SCOPED_TRACE(size);
        SecretBytes canary = make_canary(size, static_cast<std::uint32_t>(size) + 1);
        const Needle needle = needle_for(canary);
        const auto sealed = seal(key->public_key(), "ns/name", canary.expose());
        ASSERT_TRUE(sealed);
        {
            const auto opened = open(*key, "ns/name", *sealed);
            ASSERT_TRUE(opened);
            EXPECT_TRUE(equal_in_constant_time(opened->expose(), canary.expose()));
            EXPECT_EQ(count_in_memory(needle), 2);
        }
        EXPECT_EQ(count_in_memory(needle), 1);

        std::string broken = *sealed;
        broken.back() = static_cast<char>(broken.back() ^ 1);
        EXPECT_FALSE(open(*key, "ns/name", broken));
        EXPECT_EQ(count_in_memory(needle), 1) << "what failed its check was wiped too";
        canary.clear();
        EXPECT_EQ(count_in_memory(needle), 0);
    }
}

// PEM and DER hold the numbers with the highest byte first, OpenSSL with the lowest first: what is
// found is a copy of the encoding.
TEST_F(Wipe, ReadingAndWritingAPrivateKeyLeavesNoEncodingBehind) {
    const auto key = PrivateKey::generate(2048);
    ASSERT_TRUE(key);
    std::optional<Needle> pem_needle;
    std::optional<Needle> der_needle;
    {
        const auto pem = key->to_pem();
        ASSERT_TRUE(pem);
        // Well inside the private numbers, which follow the 2,048-bit modulus.
        pem_needle.emplace(pem->expose().substr(900, 40));
        std::string_view text = pem->expose();
        const auto der = decode_pem(*next_pem_block(text));
        ASSERT_TRUE(der);
        der_needle.emplace(der->expose().substr(600, 32));
        EXPECT_EQ(count_in_memory(*pem_needle), 1);
        EXPECT_EQ(count_in_memory(*der_needle), 1);

        const auto parsed = PrivateKey::parse(pem->expose());
        ASSERT_TRUE(parsed);
        EXPECT_EQ(parsed->public_key().fingerprint(), key->public_key().fingerprint());
        ASSERT_TRUE(parsed->derive("purpose"));
        EXPECT_EQ(count_in_memory(*pem_needle), 1);
        EXPECT_EQ(count_in_memory(*der_needle), 1);
    }
    EXPECT_EQ(count_in_memory(*pem_needle), 0);
    EXPECT_EQ(count_in_memory(*der_needle), 0);
}

}  // namespace
}  // namespace sealer::crypto
