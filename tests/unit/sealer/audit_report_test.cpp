// SPDX-License-Identifier: Apache-2.0
#include "sealer/audit_report.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::cli {
namespace {

using manifest::Value;

std::vector<Finding> findings() {
    return {{Rule::kPlaintextSecret, "my apps/a.yaml", 4, "Secret db is in plain text: data.k", ""},
            {Rule::kPlaintextInHistory, "b\x1b[2J.yaml", 1, "gone", "0123456789abcdef0123"}};
}

TEST(AuditReport, Text) {
    EXPECT_EQ(print_findings(findings(), 7, ReportFormat::kText),
              "my apps/a.yaml:4: error: Secret db is in plain text: data.k [plaintext-secret]\n"
              "b?[2J.yaml:1: error: gone (commit 0123456789ab) [plaintext-in-history]\n"
              "2 findings in 7 files\n");
    EXPECT_EQ(print_findings({}, 1, ReportFormat::kText), "0 findings in 1 file\n");
}

TEST(AuditReport, Json) {
    const Value report =
        manifest::parse_json(print_findings(findings(), 7, ReportFormat::kJson)).value();
    EXPECT_EQ(report.integer_or(0, "files"), 7);
    const manifest::Array& list = elements(report.get("findings"));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].text("rule"), "plaintext-secret");
    EXPECT_EQ(list[0].text("path"), "my apps/a.yaml");
    EXPECT_EQ(list[0].integer_or(0, "line"), 4);
    EXPECT_EQ(list[0].get("commit"), nullptr);
    EXPECT_EQ(list[1].text("commit"), "0123456789abcdef0123");
}

// The properties that the schema of SARIF 2.1.0 requires, and those that code scanning asks for.
TEST(AuditReport, Sarif) {
    const Value report =
        manifest::parse_json(print_findings(findings(), 7, ReportFormat::kSarif)).value();
    EXPECT_EQ(report.text("version"), "2.1.0");
    const Value& run = elements(report.get("runs")).at(0);
    EXPECT_EQ(run.text("tool", "driver", "name"), "sealer");
    const manifest::Array& rules = elements(run.get("tool", "driver", "rules"));
    EXPECT_EQ(rules.size(), all_rules().size());
    const manifest::Array& results = elements(run.get("results"));
    ASSERT_EQ(results.size(), 2U);
    for (const Value& result : results) {
        EXPECT_FALSE(result.text("message", "text").empty());
        const auto index = static_cast<std::size_t>(result.integer_or(-1, "ruleIndex"));
        EXPECT_EQ(rules.at(index).text("id"), result.text("ruleId"));
    }
    const Value* place = elements(results[0].get("locations")).at(0).get("physicalLocation");
    ASSERT_NE(place, nullptr);
    EXPECT_EQ(place->text("artifactLocation", "uri"), "my%20apps/a.yaml");
    EXPECT_EQ(place->integer_or(0, "region", "startLine"), 4);
    EXPECT_EQ(results[1].text("properties", "commit"), "0123456789abcdef0123");
}

TEST(AuditReport, RulesAreFoundByTheirIds) {
    for (const RuleInfo& rule : all_rules()) {
        EXPECT_EQ(find_rule(rule.id), rule.rule);
        EXPECT_EQ(info(rule.rule).id, rule.id);
    }
    EXPECT_FALSE(find_rule("nonsense"));
    EXPECT_FALSE(parse_report_format("xml"));
}

}  // namespace
}  // namespace sealer::cli
