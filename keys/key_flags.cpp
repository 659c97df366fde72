// SPDX-License-Identifier: Apache-2.0
#include "keys/key_flags.h"

#include <vector>

#include "common/base/text.h"

namespace sealer::keys {
namespace {

tl::unexpected<Error> invalid(const char* what, std::string_view text, std::string_view expected) {
    return fail(Code::kInvalid, "invalid " + std::string(what) + " \"" + std::string(text) +
                                    "\": expected " + std::string(expected));
}

}  // namespace

Result<std::map<std::string, std::string>> parse_key_values(const std::string& text) {
    std::map<std::string, std::string> entries;
    if (text.empty()) {
        return entries;
    }
    for (const std::string_view entry : split(text, ',')) {
        const std::vector<std::string_view> parts = split(entry, '=');
        if (parts.size() < 2 || parts[0].empty()) {
            return invalid("list", text, "key=value,key=value");
        }
        entries[std::string(parts[0])] = parts[1];
    }
    return entries;
}

Result<KeyOrder> parse_key_order(const std::string& text) {
    if (text == "CertNotBefore") {
        return KeyOrder::kCertNotBefore;
    }
    if (text == "SecretCreationTimestamp") {
        return KeyOrder::kSecretCreationTimestamp;
    }
    return invalid("order of keys", text, "CertNotBefore or SecretCreationTimestamp");
}

Status check_key_prefix(std::string_view prefix) {
    constexpr std::size_t kMaxPrefix = 245;
    if (prefix.empty() || prefix.size() > kMaxPrefix) {
        return invalid("key prefix", prefix, "1 to 245 characters");
    }
    for (const char c : prefix) {
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
            return fail(Code::kInvalid, "invalid key prefix \"" + std::string(prefix) +
                                            "\": name contains illegal character " +
                                            std::string(1, c));
        }
    }
    return {};
}

}  // namespace sealer::keys
