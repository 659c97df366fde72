// SPDX-License-Identifier: Apache-2.0
// One sealed value: RSA-OAEP-SHA256 around a fresh AES-256-GCM key (reference:
// sealed-secrets.md 1.1).
//
//   offset 0    2 bytes  L, length of the RSA ciphertext, big-endian
//   offset 2    L bytes  RSA-OAEP ciphertext of the session key, with the scope's label
//   offset 2+L  n+16     AES-256-GCM ciphertext of the n plaintext bytes and its tag; nonce of 12
//   zero bytes
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::crypto {

// The raw envelope; base64 is the caller's.
[[nodiscard]] Result<std::string> seal(const PublicKey& key, std::string_view label,
                                       std::string_view plaintext);

// The plaintext. Any failure (form, key, label, tag) is the same kInvalid "no key could decrypt
// secret": which check failed is nobody's business.
[[nodiscard]] Result<SecretBytes> open(const PrivateKey& key, std::string_view label,
                                       std::string_view envelope);

// How many RSA private key operations this process has done: the cost that a restart must not have.
[[nodiscard]] std::uint64_t rsa_private_operations();

}  // namespace sealer::crypto
