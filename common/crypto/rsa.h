// SPDX-License-Identifier: Apache-2.0
// RSA keys and certificates as Sealed Secrets uses them. Private numbers live in OpenSSL's secure
// heap.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/secret_bytes.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace sealer::crypto {

// Shared and immutable; operations on one key from several threads are safe.
using KeyHandle = std::shared_ptr<evp_pkey_st>;

class PublicKey {
  public:
    explicit PublicKey(KeyHandle key);

    // As `ssh-keygen -l`: "SHA256:" and unpadded base64 of SHA-256 over RFC 4253's "ssh-rsa"
    // encoding.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
    [[nodiscard]] std::size_t modulus_bytes() const;
    [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

  private:
    KeyHandle key_;
    std::string fingerprint_;
};

class PrivateKey {
  public:
    explicit PrivateKey(KeyHandle key);

    // The first block of `pem` that holds an RSA private key, PKCS#1 or PKCS#8. kInvalid: none, or
    // "private key is not an RSA key".
    [[nodiscard]] static Result<PrivateKey> parse(std::string_view pem);
    // e = 65537. Takes seconds for 4,096 bits.
    [[nodiscard]] static Result<PrivateKey> generate(int bits);

    [[nodiscard]] PublicKey public_key() const { return PublicKey(key_); }
    [[nodiscard]] std::size_t modulus_bytes() const;
    // PKCS#1, "RSA PRIVATE KEY".
    [[nodiscard]] Result<SecretBytes> to_pem() const;
    // 32 bytes that only the holder of this key can derive, for the purpose `info` (HKDF over the
    // private exponent).
    [[nodiscard]] Result<SecretBytes> derive(std::string_view info) const;
    [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

  private:
    KeyHandle key_;
};

struct Certificate {
    PublicKey public_key;
    WallTime not_before;
    WallTime not_after;
    std::string pem;  // of this certificate alone
};

// The first CERTIFICATE block of `pem`; others and leading text are skipped. kInvalid in kubeseal's
// words: "data does not contain any valid RSA or ECDSA certificates", "expected RSA public key but
// found …".
[[nodiscard]] Result<Certificate> parse_certificate(std::string_view pem);

// Self-signed, as the Sealed Secrets controller makes them (reference: sealed-secrets.md 1.6):
// random serial, CN `common_name` or an empty name, CA:TRUE, key usage encipherOnly, subject key
// identifier.
[[nodiscard]] Result<Certificate> make_self_signed_certificate(const PrivateKey& key,
                                                               std::string_view common_name,
                                                               WallTime not_before,
                                                               std::chrono::seconds lifetime);

// A server certificate for TLS on `names` (DNS names or IP addresses), self-signed, ECDSA P-256:
// for standalone mode and tests.
struct TlsIdentity {
    std::string cert_pem;
    SecretBytes key_pem;
};
[[nodiscard]] Result<TlsIdentity> make_tls_identity(const std::vector<std::string>& names,
                                                    std::chrono::seconds lifetime);

}  // namespace sealer::crypto
