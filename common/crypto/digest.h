// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "common/crypto/secret_bytes.h"

namespace sealer::crypto {

// 32 bytes each; to_hex (common/base/text.h) makes them readable.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view message);
// RFC 5869 with SHA-256: `length` bytes derived from `secret` for the purpose `info`.
[[nodiscard]] SecretBytes hkdf_sha256(std::string_view secret, std::string_view info,
                                      std::size_t length = 32);
// Cryptographically strong.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace sealer::crypto
