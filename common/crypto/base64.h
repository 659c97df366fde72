// SPDX-License-Identifier: Apache-2.0
// Standard base64 (RFC 4648 section 4) with Go's decoding rules: CR and LF are skipped, padding is
// mandatory, trailing bits are ignored, other characters are errors.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::crypto {

[[nodiscard]] std::string base64_encode(std::string_view bytes);
// The same, and faster, for ciphertext of at most 1 GiB: how long it takes may tell what the bytes
// are.
[[nodiscard]] std::string base64_encode_public(std::string_view bytes);
// Appends the encoding of secret bytes to `out`.
void base64_encode_to(std::string_view bytes, SecretBytes& out);

// kInvalid "illegal base64 data at input byte N", in Go's words.
[[nodiscard]] Result<std::string> base64_decode(std::string_view text);
[[nodiscard]] Result<SecretBytes> base64_decode_secret(std::string_view text);

}  // namespace sealer::crypto
