// SPDX-License-Identifier: Apache-2.0
// PEM in memory into an OpenSSL context: what the server and the cpprestsdk client share.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

struct ssl_ctx_st;

namespace sealer::http {

// The first certificate is ours, the others are its chain. kInvalid if there is none or one is
// malformed.
[[nodiscard]] Status use_certificate_chain(ssl_ctx_st* context, std::string_view pem);
// kInvalid if it is malformed, encrypted, or does not belong to the context's certificate.
[[nodiscard]] Status use_private_key(ssl_ctx_st* context, const crypto::SecretBytes& pem);
// Replaces whatever the context trusts by the certificates in `ca_pem`. kInvalid if there are none.
[[nodiscard]] Status trust_only(ssl_ctx_st* context, std::string_view ca_pem);

}  // namespace sealer::http
