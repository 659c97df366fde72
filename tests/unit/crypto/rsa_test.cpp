// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/rsa.h"

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "common/crypto/envelope.h"
#include "common/crypto/openssl_ptr.h"
#include "common/crypto/pem.h"
#include "test_key.h"

namespace sealer::crypto {
namespace {

std::string pkcs8_pem(EVP_PKEY* key) {
    const OpensslPtr<BIO> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    const char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

// Made once by `ssh-keygen -t rsa -b 1024`; the fingerprint is what `ssh-keygen -l` says of it.
TEST(PublicKey, FingerprintIsThatOfSshKeygen) {
    constexpr std::string_view kPem = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCvdVXwJoD+BZLZVPy4La5Pis2F
c5lD8Quifrw+hiJRrBfUC8tAEhQ8L9MNzYmPkbdHm9Wo/phLUn01pOXg70C4qevh
4wOY2i09c0X9PTOeaYI1uc+wOMT6BZYGyi7k5KcT0B/y/q/Z5m+yD2Xv2cMETksn
x9zA4dgXDJgNJwnyHQIDAQAB
-----END PUBLIC KEY-----
)";
    const OpensslPtr<BIO> bio(BIO_new_mem_buf(kPem.data(), static_cast<int>(kPem.size())));
    const PublicKey key(
        KeyHandle(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free));
    EXPECT_EQ(key.fingerprint(), "SHA256:Bew9g49uiTihChGQCAtHBPuH9eYMbv0ipEC4GEEpyKQ");
    EXPECT_EQ(key.modulus_bytes(), 128U);
}

TEST(PrivateKey, RoundTripsAsPkcs1) {
    const auto pem = test_key().to_pem();
    ASSERT_TRUE(pem);
    EXPECT_TRUE(pem->expose().starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
    const auto parsed = PrivateKey::parse(pem->expose());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->public_key().fingerprint(), test_key().public_key().fingerprint());
    const auto again = parsed->to_pem();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->expose(), pem->expose());
}

TEST(PrivateKey, ReadsPkcs8AmongOtherBlocks) {
    const std::string pem = "-----BEGIN CERTIFICATE-----\nZg==\n-----END CERTIFICATE-----\n" +
                            pkcs8_pem(test_key().handle());
    const auto parsed = PrivateKey::parse(pem);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->public_key().fingerprint(), test_key().public_key().fingerprint());
}

TEST(PrivateKey, RefusesWhatIsNotAnRsaKey) {
    const OpensslPtr<EVP_PKEY> ec(EVP_EC_gen("P-256"));
    const std::pair<std::string, const char*> cases[] = {
        {"", "data does not contain a valid RSA private key"},
        {"-----BEGIN PUBLIC KEY-----\nZg==\n-----END PUBLIC KEY-----\n",
         "data does not contain a valid RSA private key"},
        {pkcs8_pem(ec.get()), "private key is not an RSA key"},
        {"-----BEGIN EC PRIVATE KEY-----\nZg==\n-----END EC PRIVATE KEY-----\n",
         "private key is not an RSA key"},
        {"-----BEGIN RSA PRIVATE KEY-----\nZg==\n-----END RSA PRIVATE KEY-----\n",
         "malformed RSA private key"},
        {"-----BEGIN PRIVATE KEY-----\nZg==\n-----END PRIVATE KEY-----\n",
         "malformed RSA private key"},
        {"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nZg==\n"
         "-----END RSA PRIVATE KEY-----\n",
         "private key is encrypted; decrypt it first"},
    };
    for (const auto& [pem, message] : cases) {
        SCOPED_TRACE(pem);
        const auto key = PrivateKey::parse(pem);
        ASSERT_FALSE(key);
        EXPECT_EQ(key.error().message, message);
        EXPECT_EQ(key.error().code, Code::kInvalid);
    }
    EXPECT_FALSE(PrivateKey::generate(8));
}

// Only the type RSA, which is deprecated, shows the numbers themselves rather than copies.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
TEST(PrivateKey, NumbersLiveInTheSecureHeap) {
    lock_down_process();
    const auto pem = test_key().to_pem();
    const auto key = PrivateKey::parse(pem->expose());
    ASSERT_TRUE(key);
    const RSA* rsa = EVP_PKEY_get0_RSA(key->handle());
    const std::vector<const BIGNUM*> numbers = {RSA_get0_d(rsa),    RSA_get0_p(rsa),
                                                RSA_get0_q(rsa),    RSA_get0_dmp1(rsa),
                                                RSA_get0_dmq1(rsa), RSA_get0_iqmp(rsa)};
    for (const BIGNUM* number : numbers) {
        EXPECT_NE(BN_get_flags(number, BN_FLG_SECURE), 0);
    }
    EXPECT_GT(CRYPTO_secure_used(), 0U);
}
#pragma GCC diagnostic pop

TEST(PrivateKey, DerivedKeysDependOnKeyAndPurpose) {
    const auto a = test_key().derive("a");
    const auto a_again = PrivateKey::parse(test_key().to_pem()->expose())->derive("a");
    const auto b = test_key().derive("b");
    const auto other = PrivateKey::generate(2048)->derive("a");
    ASSERT_TRUE(a && a_again && b && other);
    EXPECT_EQ(a->size(), 32U);
    EXPECT_EQ(a->expose(), a_again->expose());
    EXPECT_NE(a->expose(), b->expose());
    EXPECT_NE(a->expose(), other->expose());
}

TEST(PrivateKey, ServesSeveralThreads) {
    const auto sealed = seal(test_key().public_key(), "", "value");
    ASSERT_TRUE(sealed);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                const auto opened = open(test_key(), "", *sealed);
                ASSERT_TRUE(opened);
                EXPECT_EQ(opened->expose(), "value");
            }
        });
    }
}

}  // namespace
}  // namespace sealer::crypto
