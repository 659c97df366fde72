// SPDX-License-Identifier: Apache-2.0
#include "sealer/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace sealer::cli {
namespace {

constexpr std::array kRules = {
    RuleInfo{Rule::kPlaintextSecret, "plaintext-secret", "error",
             "A Secret's values stand in plain text"},
    RuleInfo{Rule::kPlaintextInHistory, "plaintext-in-history", "error",
             "An earlier commit holds a Secret's values or a private key in plain text"},
    RuleInfo{Rule::kPrivateKey, "private-key", "error", "A private key stands in plain text"},
    RuleInfo{Rule::kUnreadable, "unreadable", "warning",
             "A file that speaks of Secrets cannot be parsed, and was not checked"},
    RuleInfo{Rule::kDamagedValue, "damaged-value", "error", "A sealed value can never be opened"},
    RuleInfo{Rule::kCannotOpen, "cannot-open", "error",
             "A SealedSecret does not open with the given private keys"},
    RuleInfo{Rule::kUnknownKey, "unknown-key", "error",
             "A SealedSecret was sealed with none of the given certificates"},
    RuleInfo{Rule::kOldKey, "old-key", "warning",
             "A SealedSecret was not sealed with the newest of the given certificates"},
    RuleInfo{Rule::kNoFingerprint, "no-fingerprint", "note",
             "A SealedSecret does not say which key sealed it"},
    RuleInfo{Rule::kWrongTarget, "wrong-target", "error",
             "A SealedSecret's name or namespace is not the one that it was sealed for"},
    RuleInfo{Rule::kAmbiguousScope, "ambiguous-scope", "warning",
             "A SealedSecret's scope annotations contradict each other or have no effect"},
    RuleInfo{Rule::kDuplicateTarget, "duplicate-target", "warning",
             "Two SealedSecrets write the same Secret"},
    RuleInfo{Rule::kCertificateExpired, "certificate-expired", "error",
             "A certificate has expired: sealing with it is refused"},
    RuleInfo{Rule::kCertificateExpires, "certificate-expires", "warning",
             "A certificate will soon expire"},
};

}  // namespace

std::span<const RuleInfo> all_rules() {
    return kRules;
}

const RuleInfo& info(Rule rule) {
    return kRules.at(static_cast<std::size_t>(rule));
}

std::optional<Rule> find_rule(std::string_view id) {
    const auto* const found = std::ranges::find(kRules, id, &RuleInfo::id);
    return found == kRules.end() ? std::nullopt : std::optional(found->rule);
}

void sort_findings(std::vector<Finding>& findings) {
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        return std::tie(a.path, a.line) < std::tie(b.path, b.line);
    });
}

}  // namespace sealer::cli
