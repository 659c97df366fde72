// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "common/base/text.h"
#include "common/base/time.h"
#include "common/crypto/openssl_ptr.h"
#include "common/crypto/rsa.h"
#include "test_key.h"

namespace sealer::crypto {
namespace {

OpensslPtr<X509> read_x509(const std::string& pem) {
    const OpensslPtr<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return OpensslPtr<X509>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

std::string extension_hex(X509* x509, int nid) {
    X509_EXTENSION* extension = X509_get_ext(x509, X509_get_ext_by_NID(x509, nid, -1));
    const ASN1_OCTET_STRING* data = X509_EXTENSION_get_data(extension);
    return to_hex({reinterpret_cast<const char*>(ASN1_STRING_get0_data(data)),
                   static_cast<std::size_t>(ASN1_STRING_length(data))}) +
           (X509_EXTENSION_get_critical(extension) != 0 ? " critical" : "");
}

TEST(Certificate, HasTheFieldsOfTheOriginal) {
    const WallTime now = *parse_time("2026-01-31T10:00:00Z");
    const auto made = make_self_signed_certificate(test_key(), "", now, std::chrono::hours(87'600));
    ASSERT_TRUE(made) << made.error().message;
    const auto x509 = read_x509(made->pem);
    ASSERT_NE(x509, nullptr);
    EXPECT_EQ(X509_get_version(x509.get()), X509_VERSION_3);
    EXPECT_EQ(X509_NAME_entry_count(X509_get_subject_name(x509.get())), 0);
    EXPECT_EQ(X509_NAME_entry_count(X509_get_issuer_name(x509.get())), 0);
    EXPECT_EQ(extension_hex(x509.get(), NID_key_usage), "03020001 critical");
    EXPECT_EQ(extension_hex(x509.get(), NID_basic_constraints), "30030101ff critical");
    EXPECT_EQ(extension_hex(x509.get(), NID_subject_key_identifier).size(), 44U);
    EXPECT_EQ(X509_get_ext_count(x509.get()), 3);
    EXPECT_EQ(X509_get_signature_nid(x509.get()), NID_sha256WithRSAEncryption);
    EXPECT_EQ(X509_verify(x509.get(), test_key().handle()), 1);
    EXPECT_EQ(format_time(made->not_before), "2026-01-31T10:00:00Z");
    EXPECT_EQ(format_time(made->not_after), "2036-01-29T10:00:00Z");
    EXPECT_EQ(made->public_key.fingerprint(), test_key().public_key().fingerprint());
}

TEST(Certificate, CarriesTheCommonName) {
    const auto made =
        make_self_signed_certificate(test_key(), "büro", WallTime{}, std::chrono::hours(1));
    ASSERT_TRUE(made);
    const auto x509 = read_x509(made->pem);
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(x509.get()), NID_commonName, name, sizeof name);
    EXPECT_STREQ(name, "büro");
    EXPECT_EQ(X509_NAME_cmp(X509_get_subject_name(x509.get()), X509_get_issuer_name(x509.get())),
              0);
}

TEST(ParseCertificate, TakesTheFirstOfSeveralAndSkipsTheRest) {
    const auto first = make_self_signed_certificate(
        test_key(), "first", *parse_time("2026-01-01T00:00:00Z"), std::chrono::hours(1));
    const auto second = make_self_signed_certificate(*PrivateKey::generate(1024), "second",
                                                     WallTime{}, std::chrono::hours(1));
    ASSERT_TRUE(first && second);
    const auto parsed = parse_certificate(
        "leading text\n-----BEGIN PUBLIC KEY-----\nZg==\n-----END PUBLIC KEY-----\n" + first->pem +
        second->pem);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->pem, first->pem);
    EXPECT_EQ(parsed->public_key.fingerprint(), test_key().public_key().fingerprint());
    EXPECT_EQ(parsed->not_before, first->not_before);
    EXPECT_EQ(parsed->not_after, first->not_after);
}

TEST(ParseCertificate, SurvivesDatesBeyondTheClocksRange) {
    const auto made = make_self_signed_certificate(test_key(), "", WallTime{},
                                                   std::chrono::hours(24 * 365 * 290));
    ASSERT_TRUE(made);
    EXPECT_GT(made->not_after, made->not_before);
}

TEST(ParseCertificate, SaysWhyNot) {
    const auto ec = make_tls_identity({"localhost"}, std::chrono::hours(1));
    ASSERT_TRUE(ec);
    const std::pair<std::string, const char*> cases[] = {
        {"", "data does not contain any valid RSA or ECDSA certificates"},
        {"-----BEGIN CERTIFICATE-----\nX: y\n\nZg==\n-----END CERTIFICATE-----\n",
         "data does not contain any valid RSA or ECDSA certificates"},
        {"-----BEGIN CERTIFICATE-----\nZg==\n-----END CERTIFICATE-----\n", "malformed certificate"},
        {"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
         "PEM block CERTIFICATE: illegal base64 data at input byte 1"},
        {ec->cert_pem, "expected RSA public key but found EC"},
    };
    for (const auto& [pem, message] : cases) {
        SCOPED_TRACE(pem);
        const auto parsed = parse_certificate(pem);
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.error().message, message);
    }
}

TEST(TlsIdentity, NamesHostsAndAddresses) {
    const auto made = make_tls_identity({"localhost", "127.0.0.1", "::1"}, std::chrono::hours(1));
    ASSERT_TRUE(made) << made.error().message;
    const auto x509 = read_x509(made->cert_pem);
    ASSERT_NE(x509, nullptr);
    EXPECT_EQ(X509_check_host(x509.get(), "localhost", 0, 0, nullptr), 1);
    EXPECT_EQ(X509_check_ip_asc(x509.get(), "127.0.0.1", 0), 1);
    EXPECT_EQ(X509_check_ip_asc(x509.get(), "::1", 0), 1);
    EXPECT_EQ(X509_check_host(x509.get(), "example.org", 0, 0, nullptr), 0);

    const std::string_view key_pem = made->key_pem.expose();
    const OpensslPtr<BIO> bio(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
    const OpensslPtr<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    ASSERT_NE(key, nullptr);
    EXPECT_EQ(X509_check_private_key(x509.get(), key.get()), 1);

    const auto refused = make_tls_identity({"a,DNS:b"}, std::chrono::hours(1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "\"a,DNS:b\" is neither a DNS name nor an IP address");
}

}  // namespace
}  // namespace sealer::crypto
