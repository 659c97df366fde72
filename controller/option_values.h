// SPDX-License-Identifier: Apache-2.0
// The forms of option values that are the Sealed Secrets controller's own (reference:
// sealed-secrets.md 3.1). All errors are kInvalid and quote the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"

namespace sealer {

// ":8080", "127.0.0.1:0", "[::1]:80" -> address and port. An empty host is every IPv4 address.
struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] Result<ListenAddress> parse_listen_address(const std::string& text);

// RFC 1123 with a numeric zone, as `date -R` prints it: "Mon, 02 Jan 2006 15:04:05 -0700".
[[nodiscard]] Result<WallTime> parse_rfc1123_time(const std::string& text);

// "a,b,a" -> {a, b}: order kept, duplicates and empty ones left out.
[[nodiscard]] std::vector<std::string> parse_name_list(std::string_view text);

}  // namespace sealer
