// SPDX-License-Identifier: Apache-2.0
// SealedSecrets that look sealed, without the cost of sealing them.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/crypto/base64.h"
#include "common/crypto/rsa.h"
#include "sealer/audit_file.h"

namespace sealer::cli {

// What no report may quote.
inline constexpr const char* kCanary = "canary-7c1d";

// What a key of so many bits makes of a value of `plaintext_bytes`.
inline std::string fake_envelope(int bits, std::size_t plaintext_bytes = 5) {
    const auto modulus = static_cast<std::size_t>(bits / 8);
    std::string envelope = {static_cast<char>(modulus >> 8), static_cast<char>(modulus & 0xFF)};
    return crypto::base64_encode(envelope + std::string(modulus + plaintext_bytes + 16, 'x'));
}

inline WallTime test_now() {
    return WallTime{} + std::chrono::hours(24 * 20'000);
}

struct TestKey {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

// Made `age` days ago, for ten years.
inline TestKey make_audit_key(int age, int bits = 1024) {
    auto key = crypto::PrivateKey::generate(bits);
    CHECK(key.has_value());
    auto certificate = crypto::make_self_signed_certificate(
        *key, "", test_now() - std::chrono::hours(24 * age), std::chrono::hours(87'600));
    CHECK(certificate.has_value());
    return {.key = *std::move(key), .certificate = *std::move(certificate)};
}

inline AuditContext test_context(std::vector<crypto::Certificate> certificates = {}) {
    return {.certificates = std::move(certificates), .now = test_now()};
}

// "rule-id:line" of each.
inline std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
    std::vector<std::string> result;
    for (const Finding& finding : findings) {
        result.push_back(std::string(info(finding.rule).id) + ":" + std::to_string(finding.line));
    }
    return result;
}

}  // namespace sealer::cli
