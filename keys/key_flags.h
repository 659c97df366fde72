// SPDX-License-Identifier: Apache-2.0
// The forms in which the Sealed Secrets controller's flags describe keys, and ours with them
// (reference: sealed-secrets.md 3.1). All errors are kInvalid and quote the text.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "keys/key_ring.h"

namespace sealer::keys {

// "k=v,k2=v2"; of "k=v=w" the value is "v". Empty: none.
[[nodiscard]] Result<std::map<std::string, std::string>> parse_key_values(const std::string& text);

// "CertNotBefore" or "SecretCreationTimestamp".
[[nodiscard]] Result<KeyOrder> parse_key_order(const std::string& text);

// At most 245 of [a-z0-9-], so that the API server can add a suffix.
[[nodiscard]] Status check_key_prefix(std::string_view prefix);

}  // namespace sealer::keys
