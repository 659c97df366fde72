// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/digest.h"

#include <array>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/sha.h>
#include <sodium.h>

#include "common/base/check.h"
#include "common/crypto/openssl_ptr.h"

namespace sealer::crypto {
namespace {

const unsigned char* given_bytes_of(std::string_view text) {
    // OpenSSL takes a null pointer for "not given", which an empty view may hold.
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}

OSSL_PARAM octets(const char* name, std::string_view value) {
    return OSSL_PARAM_construct_octet_string(
        name, const_cast<unsigned char*>(given_bytes_of(value)), value.size());
}

}  // namespace

std::string sha256(std::string_view bytes) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(given_bytes_of(bytes), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
    std::string mac(SHA256_DIGEST_LENGTH, '\0');
    CHECK(HMAC(EVP_sha256(), given_bytes_of(key), static_cast<int>(key.size()),
               given_bytes_of(message), message.size(),
               reinterpret_cast<unsigned char*>(mac.data()), nullptr) != nullptr);
    return mac;
}

SecretBytes hkdf_sha256(std::string_view secret, std::string_view info, std::size_t length) {
    const OpensslPtr<EVP_KDF> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    CHECK(hkdf != nullptr);
    const OpensslPtr<EVP_KDF_CTX> context(EVP_KDF_CTX_new(hkdf.get()));
    CHECK(context != nullptr);
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 4> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
        octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_INFO, info),
        OSSL_PARAM_construct_end()};
    SecretBytes derived(length);
    CHECK(EVP_KDF_derive(context.get(), derived.expose_mutable().data(), length,
                         parameters.data()) == 1);
    return derived;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace sealer::crypto
