// SPDX-License-Identifier: Apache-2.0
// Throw-away certificates, made on the spot.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "common/crypto/secret_bytes.h"

namespace sealer::http {

struct Identity {
    std::string certificate_pem;
    std::shared_ptr<const crypto::SecretBytes> key_pem;
};

// Self-signed, valid for an hour, for the names in `alt_names` ("DNS:x,IP:127.0.0.1").
inline Identity make_identity(const std::string& common_name, const std::string& alt_names) {
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    X509* const certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME* const name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                               0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    X509_EXTENSION* const extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alt_names.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_sign(certificate, key, EVP_sha256());

    BIO* const writer = BIO_new(BIO_s_mem());
    char* data = nullptr;
    PEM_write_bio_X509(writer, certificate);
    Identity identity;
    long size = BIO_get_mem_data(writer, &data);
    identity.certificate_pem.assign(data, static_cast<std::size_t>(size));
    static_cast<void>(BIO_reset(writer));
    PEM_write_bio_PrivateKey(writer, key, nullptr, nullptr, 0, nullptr, nullptr);
    size = BIO_get_mem_data(writer, &data);
    identity.key_pem = std::make_shared<crypto::SecretBytes>(
        std::string_view(data, static_cast<std::size_t>(size)));
    BIO_free(writer);
    X509_EXTENSION_free(extension);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

}  // namespace sealer::http
