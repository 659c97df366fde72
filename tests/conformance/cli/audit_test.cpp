// SPDX-License-Identifier: Apache-2.0
// What the real kubeseal has sealed is sound in the eyes of the audit, and what was damaged
// afterwards is not.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../vectors.h"
#include "common/base/file.h"
#include "sealer/audit_file.h"

namespace sealer::cli {
namespace {

namespace fs = std::filesystem;

fs::path sealed() {
    return conformance::vectors() / "sealed";
}

// The rules that a file breaks. That kubeseal writes no fingerprint is known.
std::vector<std::string> broken_rules(const fs::path& file) {
    const auto text = read_file(file);
    EXPECT_TRUE(text) << file;
    std::vector<std::string> rules;
    for (const Finding& finding : audit_file(file.filename(), *text, {}).findings) {
        if (finding.rule != Rule::kNoFingerprint) {
            rules.emplace_back(info(finding.rule).id);
        }
    }
    return rules;
}

using AuditVectors = conformance::VectorTest<>;

TEST_F(AuditVectors, NothingIsWrongWithThePeersOwnOutput) {
    std::size_t files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(sealed())) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("neg-") && is_audited(name)) {
            ++files;
            EXPECT_EQ(broken_rules(entry.path()), std::vector<std::string>()) << name;
        }
    }
    EXPECT_GT(files, 100U);
}

TEST_F(AuditVectors, DamageThatShowsWithoutAKeyIsFound) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"neg-base64-bad-padding", "damaged-value"},
        {"neg-base64url", "damaged-value"},
        {"neg-bitflip-len-hi", "damaged-value"},
        {"neg-empty-ciphertext", "damaged-value"},
        {"neg-empty-string", "damaged-value"},
        {"neg-len-ffff", "damaged-value"},
        {"neg-len-zero", "damaged-value"},
        {"neg-not-base64", "damaged-value"},
        {"neg-random-bytes", "damaged-value"},
        {"neg-truncated-1byte", "damaged-value"},
        {"neg-truncated-half", "damaged-value"},
        {"neg-truncated-rsa-only", "damaged-value"},
        {"neg-wrong-name-strict", "wrong-target"},
        {"neg-wrong-namespace-nswide", "wrong-target"},
        {"neg-wrong-namespace-strict", "wrong-target"},
    };
    for (const auto& [name, rule] : cases) {
        EXPECT_EQ(broken_rules(sealed() / (name + ".json")), std::vector<std::string>{rule})
            << name;
    }
}

}  // namespace
}  // namespace sealer::cli
