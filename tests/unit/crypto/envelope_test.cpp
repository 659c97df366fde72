// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/envelope.h"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "common/crypto/openssl_ptr.h"
#include "test_key.h"

namespace sealer::crypto {
namespace {

constexpr std::size_t kKeyBytes = 256;  // of test_key()

TEST(Envelope, OpensWhatItSealed) {
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 4096U, 1U << 20}) {
        for (const std::string label : {"", "ns", "ns/name"}) {
            SCOPED_TRACE(std::to_string(size) + " " + label);
            const std::string plaintext(size, 'p');
            const auto sealed = seal(test_key().public_key(), label, plaintext);
            ASSERT_TRUE(sealed);
            EXPECT_EQ(sealed->size(), 2 + kKeyBytes + size + 16);
            EXPECT_EQ(sealed->substr(0, 2), std::string("\x01\x00", 2));
            const auto opened = open(test_key(), label, *sealed);
            ASSERT_TRUE(opened);
            EXPECT_EQ(opened->expose(), plaintext);
        }
    }
}

// As another implementation may make it, sealed cluster-wide with a session key of its choice.
std::string envelope_of(const std::string& session_key, const EVP_CIPHER* cipher,
                        const std::string& plaintext) {
    const auto bytes = [](auto& text) { return reinterpret_cast<unsigned char*>(text.data()); };
    std::string key = session_key;
    std::string text = plaintext;
    std::string encrypted_key(kKeyBytes, 0);
    std::size_t size = encrypted_key.size();
    const OpensslPtr<EVP_PKEY_CTX> rsa(EVP_PKEY_CTX_new(test_key().handle(), nullptr));
    EXPECT_EQ(EVP_PKEY_encrypt_init(rsa.get()), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(rsa.get(), RSA_PKCS1_OAEP_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_oaep_md(rsa.get(), EVP_sha256()), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_mgf1_md(rsa.get(), EVP_sha256()), 1);
    EXPECT_EQ(EVP_PKEY_encrypt(rsa.get(), bytes(encrypted_key), &size, bytes(key), key.size()), 1);

    std::string nonce(12, 0);
    std::string tag(16, 0);
    int written = 0;
    const OpensslPtr<EVP_CIPHER_CTX> aes(EVP_CIPHER_CTX_new());
    EXPECT_EQ(EVP_EncryptInit_ex(aes.get(), cipher, nullptr, bytes(key), bytes(nonce)), 1);
    EXPECT_EQ(EVP_EncryptUpdate(aes.get(), bytes(text), &written, bytes(text),
                                static_cast<int>(text.size())),
              1);
    EXPECT_EQ(EVP_EncryptFinal_ex(aes.get(), bytes(tag), &written), 1);
    EXPECT_EQ(EVP_CIPHER_CTX_ctrl(aes.get(), EVP_CTRL_GCM_GET_TAG, 16, tag.data()), 1);
    return std::string("\x01\x00", 2) + encrypted_key + text + tag;
}

TEST(Envelope, SessionKeysHaveAnyLengthThatAesHas) {
    for (const auto& [bytes, cipher] :
         {std::pair(16U, EVP_aes_128_gcm()), std::pair(24U, EVP_aes_192_gcm()),
          std::pair(32U, EVP_aes_256_gcm())}) {
        const auto opened =
            open(test_key(), "", envelope_of(std::string(bytes, 'k'), cipher, "plaintext"));
        ASSERT_TRUE(opened) << bytes;
        EXPECT_EQ(opened->expose(), "plaintext");
    }
    EXPECT_FALSE(
        open(test_key(), "", envelope_of(std::string(33, 'k'), EVP_aes_256_gcm(), "plaintext")));
}

TEST(Envelope, NeverTheSameTwice) {
    std::set<std::string> seen;
    for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(seen.insert(*seal(test_key().public_key(), "", "same")).second);
    }
}

TEST(Envelope, EveryFailureReadsTheSame) {
    const std::string sealed = *seal(test_key().public_key(), "ns/name", "plaintext");
    const auto refuse = [](const PrivateKey& key, std::string_view label,
                           std::string_view envelope) {
        const auto opened = open(key, label, envelope);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().message, "no key could decrypt secret");
        EXPECT_EQ(opened.error().code, Code::kInvalid);
    };
    refuse(test_key(), "ns/other", sealed);
    refuse(test_key(), "ns", sealed);
    refuse(test_key(), "", sealed);
    refuse(*PrivateKey::generate(2048), "ns/name", sealed);
    refuse(*PrivateKey::generate(1024), "ns/name", sealed);
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        refuse(test_key(), "ns/name", std::string_view(sealed).substr(0, size));
    }
    refuse(test_key(), "ns/name", sealed + "x");
    // One flipped bit in each part, and at their borders.
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{1}, std::size_t{2}, kKeyBytes, kKeyBytes + 1, kKeyBytes + 2,
          sealed.size() - 16, sealed.size() - 1}) {
        SCOPED_TRACE(at);
        std::string broken = sealed;
        broken[at] = static_cast<char>(broken[at] ^ 1);
        refuse(test_key(), "ns/name", broken);
    }
}

TEST(Envelope, AKeyTooShortForOaepIsNamed) {
    const auto sealed = seal(PrivateKey::generate(512)->public_key(), "", "plaintext");
    ASSERT_FALSE(sealed);
    EXPECT_EQ(sealed.error().message, "cannot encrypt with the certificate's RSA key of 512 bits");
}

}  // namespace
}  // namespace sealer::crypto
