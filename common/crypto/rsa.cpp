// SPDX-License-Identifier: Apache-2.0
// OpenSSL deprecates its RSA type, but only that type reads and writes PKCS#1 without leaving
// copies of the private numbers in ordinary memory.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "common/crypto/rsa.h"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "common/base/check.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/crypto/openssl_ptr.h"
#include "common/crypto/pem.h"

namespace sealer::crypto {
namespace {

// Beyond it OpenSSL does no RSA either.
constexpr int kMaxModulusBits = 16'384;

KeyHandle share(EVP_PKEY* key) {
    return KeyHandle(key, EVP_PKEY_free);
}

// RFC 4251 section 5: "string" and, for positive numbers, "mpint".
void append_ssh_string(std::string_view bytes, std::string& out) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>(bytes.size() >> shift));
    }
    out += bytes;
}

void append_ssh_number(EVP_PKEY* key, const char* parameter, std::string& out) {
    BIGNUM* number = nullptr;
    CHECK(EVP_PKEY_get_bn_param(key, parameter, &number) == 1);
    const OpensslPtr<BIGNUM> owner(number);
    // One byte more than the number has when its highest bit, the sign, is set.
    std::string bytes(static_cast<std::size_t>(BN_num_bits(number)) / 8 + 1, '\0');
    CHECK(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()),
                       static_cast<int>(bytes.size())) >= 0);
    append_ssh_string(bytes, out);
}

std::string fingerprint_of(EVP_PKEY* key) {
    std::string encoded;
    append_ssh_string("ssh-rsa", encoded);
    append_ssh_number(key, OSSL_PKEY_PARAM_RSA_E, encoded);
    append_ssh_number(key, OSSL_PKEY_PARAM_RSA_N, encoded);
    std::string digest = base64_encode(sha256(encoded));
    digest.erase(digest.find_last_not_of('=') + 1);
    return "SHA256:" + digest;
}

tl::unexpected<Error> not_rsa() {
    ERR_clear_error();
    return fail(Code::kInvalid, "private key is not an RSA key");
}

tl::unexpected<Error> malformed() {
    ERR_clear_error();
    return fail(Code::kInvalid, "malformed RSA private key");
}

Result<PrivateKey> from_pkcs1(std::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    RSA* rsa = d2i_RSAPrivateKey(nullptr, &at, static_cast<long>(der.size()));
    if (rsa == nullptr) {
        return malformed();
    }
    KeyHandle key = share(EVP_PKEY_new());
    CHECK(key != nullptr && EVP_PKEY_assign_RSA(key.get(), rsa) == 1);
    if (RSA_bits(rsa) > kMaxModulusBits || RSA_get0_d(rsa) == nullptr ||
        BN_is_zero(RSA_get0_n(rsa)) || BN_is_zero(RSA_get0_e(rsa))) {
        return malformed();
    }
    return PrivateKey(std::move(key));
}

Result<PrivateKey> from_pkcs8(std::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const OpensslPtr<PKCS8_PRIV_KEY_INFO> info(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
    const ASN1_OBJECT* algorithm = nullptr;
    const unsigned char* pkcs1 = nullptr;
    int pkcs1_size = 0;
    if (info == nullptr ||
        PKCS8_pkey_get0(&algorithm, &pkcs1, &pkcs1_size, nullptr, info.get()) != 1) {
        return malformed();
    }
    if (OBJ_obj2nid(algorithm) != NID_rsaEncryption) {
        return not_rsa();
    }
    return from_pkcs1({reinterpret_cast<const char*>(pkcs1), static_cast<std::size_t>(pkcs1_size)});
}

}  // namespace

PublicKey::PublicKey(KeyHandle key) : key_(std::move(key)) {
    CHECK(EVP_PKEY_is_a(key_.get(), "RSA") == 1);
    fingerprint_ = fingerprint_of(key_.get());
}

std::size_t PublicKey::modulus_bytes() const {
    return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
}

PrivateKey::PrivateKey(KeyHandle key) : key_(std::move(key)) {
    CHECK(EVP_PKEY_is_a(key_.get(), "RSA") == 1);
}

Result<PrivateKey> PrivateKey::parse(std::string_view pem) {
    while (const auto block = next_pem_block(pem)) {
        if (block->label == "EC PRIVATE KEY") {
            return not_rsa();
        }
        const bool pkcs1 = block->label == "RSA PRIVATE KEY";
        if (!pkcs1 && block->label != "PRIVATE KEY") {
            continue;
        }
        if (block->has_headers()) {
            return fail(Code::kInvalid, "private key is encrypted; decrypt it first");
        }
        TRY_ASSIGN(const SecretBytes der, decode_pem(*block));
        return pkcs1 ? from_pkcs1(der.expose()) : from_pkcs8(der.expose());
    }
    return fail(Code::kInvalid, "data does not contain a valid RSA private key");
}

Result<PrivateKey> PrivateKey::generate(int bits) {
    KeyHandle key = share(EVP_RSA_gen(static_cast<std::size_t>(bits)));
    if (key == nullptr) {
        ERR_clear_error();
        return fail(Code::kInvalid,
                    "cannot generate an RSA key of " + std::to_string(bits) + " bits");
    }
    return PrivateKey(std::move(key));
}

std::size_t PrivateKey::modulus_bytes() const {
    return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
}

Result<SecretBytes> PrivateKey::to_pem() const {
    const RSA* rsa = EVP_PKEY_get0_RSA(key_.get());
    const int size = rsa == nullptr ? 0 : i2d_RSAPrivateKey(rsa, nullptr);
    if (size <= 0) {
        return malformed();
    }
    SecretBytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.expose_mutable().data();
    CHECK(i2d_RSAPrivateKey(rsa, &at) == size);
    return encode_pem("RSA PRIVATE KEY", der.expose());
}

Result<SecretBytes> PrivateKey::derive(std::string_view info) const {
    const RSA* rsa = EVP_PKEY_get0_RSA(key_.get());
    const BIGNUM* exponent = rsa == nullptr ? nullptr : RSA_get0_d(rsa);
    if (exponent == nullptr) {
        return malformed();
    }
    SecretBytes bytes(modulus_bytes());
    if (BN_bn2binpad(exponent, bytes.expose_mutable().data(), static_cast<int>(bytes.size())) < 0) {
        return malformed();
    }
    return hkdf_sha256(bytes.expose(), info);
}

}  // namespace sealer::crypto
