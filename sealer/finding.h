// SPDX-License-Identifier: Apache-2.0
// What an audit finds. The ids of rules are stable: people list them in their pipelines.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sealer::cli {

enum class Rule {
    kPlaintextSecret,
    kPlaintextInHistory,
    kPrivateKey,
    kUnreadable,
    kDamagedValue,
    kCannotOpen,
    kUnknownKey,
    kOldKey,
    kNoFingerprint,
    kWrongTarget,
    kAmbiguousScope,
    kDuplicateTarget,
    kCertificateExpired,
    kCertificateExpires,
};

struct RuleInfo {
    Rule rule;
    std::string_view id;     // "plaintext-secret"
    std::string_view level;  // "error", "warning", "note": the words of SARIF
    std::string_view summary;
};

// In the order of the enumeration.
[[nodiscard]] std::span<const RuleInfo> all_rules();
[[nodiscard]] const RuleInfo& info(Rule rule);
// nullopt if there is none of that id.
[[nodiscard]] std::optional<Rule> find_rule(std::string_view id);

struct Finding {
    Rule rule = Rule::kUnreadable;
    std::string path;
    int line = 1;
    std::string message;  // never holds a value of a Secret
    std::string commit;   // of findings in the past: the first one that has it
};

// By path and line.
void sort_findings(std::vector<Finding>& findings);

}  // namespace sealer::cli
