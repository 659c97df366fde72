// SPDX-License-Identifier: Apache-2.0
// The forms of option values that are the Sealed Secrets controller's own (reference:
// sealed-secrets.md 3.1). All errors are kInvalid and quote the text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "keys/key_ring.h"

namespace sealer {

// ":8080", "127.0.0.1:0", "[::1]:80" -> address and port. An empty host is every IPv4 address.
struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] Result<ListenAddress> parse_listen_address(const std::string& text);

// RFC 1123 with a numeric zone, as `date -R` prints it: "Mon, 02 Jan 2006 15:04:05 -0700".
[[nodiscard]] Result<WallTime> parse_rfc1123_time(const std::string& text);

// "k=v,k2=v2"; of "k=v=w" the value is "v". Empty: none.
[[nodiscard]] Result<std::map<std::string, std::string>> parse_key_values(const std::string& text);

// "a,b,a" -> {a, b}: order kept, duplicates and empty ones left out.
[[nodiscard]] std::vector<std::string> parse_name_list(std::string_view text);

// "CertNotBefore" or "SecretCreationTimestamp".
[[nodiscard]] Result<keys::KeyOrder> parse_key_order(const std::string& text);

// At most 245 of [a-z0-9-], so that the API server can add a suffix.
[[nodiscard]] Status check_key_prefix(std::string_view prefix);

}  // namespace sealer
