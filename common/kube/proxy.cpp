// SPDX-License-Identifier: Apache-2.0
#include "common/kube/proxy.h"

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

#include <arpa/inet.h>

#include "common/base/text.h"

namespace sealer::kube {
namespace {

struct HostPort {
    std::string host;  // lower case, without brackets
    std::string port;
};

HostPort split_host_port(std::string_view authority) {
    HostPort result;
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.rfind(':');
    const bool bare_ipv6 = bracket == std::string_view::npos && authority.find(':') != colon;
    if (colon != std::string_view::npos && !bare_ipv6 &&
        (bracket == std::string_view::npos || colon > bracket)) {
        result.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
    }
    if (authority.size() >= 2 && authority.front() == '[' && authority.back() == ']') {
        authority = authority.substr(1, authority.size() - 2);
    }
    result.host = to_lower(authority);
    return result;
}

struct Address {
    std::array<unsigned char, 16> bytes{};
    unsigned bits = 0;  // 32 or 128
};

std::optional<Address> parse_address(const std::string& text) {
    Address address;
    if (::inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
        address.bits = 32;
        return address;
    }
    if (::inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
        address.bits = 128;
        return address;
    }
    return std::nullopt;
}

bool in_network(const std::string& host, std::string_view network) {
    const std::size_t slash = network.find('/');
    const auto base = parse_address(std::string(network.substr(0, slash)));
    const auto address = parse_address(host);
    unsigned prefix = 0;
    const std::string_view length = network.substr(slash + 1);
    const auto parsed = std::from_chars(length.data(), length.data() + length.size(), prefix);
    if (!base || !address || base->bits != address->bits || parsed.ec != std::errc() ||
        prefix > base->bits) {
        return false;
    }
    for (unsigned bit = 0; bit < prefix; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        if ((base->bytes[bit / 8] & mask) != (address->bytes[bit / 8] & mask)) {
            return false;
        }
    }
    return true;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || in_network(host, "127.0.0.0/8");
}

// Whether one entry of NO_PROXY names the server.
bool matches(std::string_view entry, const HostPort& server) {
    if (entry == "*") {
        return true;
    }
    if (entry.find('/') != std::string_view::npos) {
        return in_network(server.host, entry);
    }
    HostPort wanted = split_host_port(entry);
    if (!wanted.port.empty() && wanted.port != server.port) {
        return false;
    }
    if (wanted.host.starts_with("*.")) {
        wanted.host.erase(0, 1);
    }
    if (wanted.host.starts_with('.')) {
        return server.host.ends_with(wanted.host);
    }
    return !wanted.host.empty() &&
           (server.host == wanted.host || server.host.ends_with("." + wanted.host));
}

std::string variable(const Environment& environment, const std::string& upper) {
    const auto value = environment(upper);
    return value.has_value() && !value->empty() ? *value
                                                : environment(to_lower(upper)).value_or("");
}

}  // namespace

std::string proxy_from_environment(const std::string& server_url, const Environment& environment) {
    const bool tls = server_url.starts_with("https://");
    std::string proxy = variable(environment, tls ? "HTTPS_PROXY" : "HTTP_PROXY");
    if (proxy.empty()) {
        return {};
    }
    std::string_view authority = server_url;
    authority.remove_prefix(std::min(authority.find("://") + 3, authority.size()));
    HostPort server = split_host_port(authority.substr(0, authority.find('/')));
    if (server.port.empty()) {
        server.port = tls ? "443" : "80";
    }
    if (is_loopback(server.host)) {
        return {};
    }
    const std::string exceptions = variable(environment, "NO_PROXY");
    for (const std::string_view entry : split(exceptions, ',')) {
        if (matches(trim(entry), server)) {
            return {};
        }
    }
    return proxy.find("://") == std::string::npos ? "http://" + proxy : proxy;
}

}  // namespace sealer::kube
