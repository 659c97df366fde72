// SPDX-License-Identifier: Apache-2.0
// PEM (RFC 7468) in and out of secret memory: OpenSSL's own decoder leaves copies of private keys
// in freed heap memory.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::crypto {

struct PemBlock {
    std::string_view label;  // "CERTIFICATE"
    std::string_view body;   // base64, or RFC 1421 headers and base64
    std::string_view whole;  // from BEGIN to END, with its line's end if there is one
    [[nodiscard]] bool has_headers() const { return body.find(':') != std::string_view::npos; }
};

// The next complete block, which is taken off `text` with all that stands before it; nullopt when
// there is none.
[[nodiscard]] std::optional<PemBlock> next_pem_block(std::string_view& text);

// The bytes of a block without headers; kInvalid if they are no base64.
[[nodiscard]] Result<SecretBytes> decode_pem(const PemBlock& block);

// One block with lines of 64 characters.
[[nodiscard]] SecretBytes encode_pem(std::string_view label, std::string_view der);

}  // namespace sealer::crypto
