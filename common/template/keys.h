// SPDX-License-Identifier: Apache-2.0
// Private keys and certificates for templates, by OpenSSL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/openssl_ptr.h"
#include "common/crypto/secret_bytes.h"
#include "common/template/template.h"

namespace sealer::tmpl {

using Key = crypto::OpensslPtr<EVP_PKEY>;

// "rsa" of `bits`, "dsa", "ecdsa" (P-256) or "ed25519". Gives up when the budget's time is up, and
// takes one of its slow calls.
[[nodiscard]] Result<Key> generate_key(std::string_view type, int bits, Budget& budget);
// The block that Go writes for it: RSA PRIVATE KEY, DSA PRIVATE KEY, EC PRIVATE KEY or PRIVATE KEY.
[[nodiscard]] Result<crypto::SecretBytes> key_pem(EVP_PKEY* key);
// kInvalid where `pem` holds no private key; quotes nothing.
[[nodiscard]] Result<Key> parse_key(std::string_view pem);
[[nodiscard]] Result<crypto::OpensslPtr<X509>> parse_x509(std::string_view pem);

struct CertificateRequest {
    std::string_view common_name;
    std::vector<std::string> ips;
    std::vector<std::string> names;
    std::int64_t days = 0;
    bool is_authority = false;
    WallTime from;
};
// In PEM, for `key`, signed by `issuer_key`; self-signed where `issuer` is null.
[[nodiscard]] Result<std::string> make_certificate(const CertificateRequest& request, EVP_PKEY* key,
                                                   X509* issuer, EVP_PKEY* issuer_key);

}  // namespace sealer::tmpl
