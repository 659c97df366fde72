// SPDX-License-Identifier: Apache-2.0
#include "sealer/audit_report.h"

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/value.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

constexpr manifest::JsonStyle kStyle{.indent = 2, .sort_keys = false, .escape_html = false};

std::string count(std::size_t number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string print_text(const std::vector<Finding>& findings, std::size_t files) {
    std::string text;
    for (const Finding& finding : findings) {
        const RuleInfo& rule = info(finding.rule);
        const std::string commit =
            finding.commit.empty() ? "" : " (commit " + finding.commit.substr(0, 12) + ")";
        text += printable(finding.path + ":" + std::to_string(finding.line) + ": " +
                          std::string(rule.level) + ": " + finding.message + commit + " [" +
                          std::string(rule.id) + "]") +
                "\n";
    }
    return text + count(findings.size(), "finding") + " in " + count(files, "file") + "\n";
}

std::string print_json(const std::vector<Finding>& findings, std::size_t files) {
    Array list;
    for (const Finding& finding : findings) {
        const RuleInfo& rule = info(finding.rule);
        Object one{{"rule", rule.id},
                   {"level", rule.level},
                   {"path", finding.path},
                   {"line", finding.line},
                   {"message", finding.message}};
        if (!finding.commit.empty()) {
            one.append("commit", finding.commit);
        }
        list.emplace_back(std::move(one));
    }
    const Value report(
        Object{{"files", static_cast<std::int64_t>(files)}, {"findings", std::move(list)}});
    return manifest::write_json(report, kStyle) + "\n";
}

// A relative URI reference (RFC 3986): each segment encoded.
std::string to_uri(const std::string& path) {
    std::vector<std::string> segments;
    for (const std::string_view segment : split(path, '/')) {
        segments.push_back(percent_encode(segment));
    }
    return join(segments, "/");
}

Value sarif_rules() {
    Array rules;
    for (const RuleInfo& rule : all_rules()) {
        rules.emplace_back(Object{{"id", rule.id},
                                  {"shortDescription", Object{{"text", rule.summary}}},
                                  {"defaultConfiguration", Object{{"level", rule.level}}}});
    }
    return rules;
}

Value sarif_result(const Finding& finding) {
    const RuleInfo& rule = info(finding.rule);
    Object result{{"ruleId", rule.id},
                  {"ruleIndex", static_cast<int>(finding.rule)},
                  {"level", rule.level},
                  {"message", Object{{"text", finding.message}}},
                  {"locations",
                   Array{Object{{"physicalLocation",
                                 Object{{"artifactLocation", Object{{"uri", to_uri(finding.path)}}},
                                        {"region", Object{{"startLine", finding.line}}}}}}}}};
    if (!finding.commit.empty()) {
        result.append("properties", Object{{"commit", finding.commit}});
    }
    return result;
}

std::string print_sarif(const std::vector<Finding>& findings) {
    Array results;
    for (const Finding& finding : findings) {
        results.push_back(sarif_result(finding));
    }
    const Value report(Object{
        {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", Array{Object{{"tool", Object{{"driver", Object{{"name", "sealer"},
                                                                {"version", SEALER_VERSION},
                                                                {"rules", sarif_rules()}}}}},
                              {"results", std::move(results)}}}},
    });
    return manifest::write_json(report, kStyle) + "\n";
}

}  // namespace

Result<ReportFormat> parse_report_format(std::string_view name) {
    if (name == "text") {
        return ReportFormat::kText;
    }
    if (name == "json") {
        return ReportFormat::kJson;
    }
    if (name == "sarif") {
        return ReportFormat::kSarif;
    }
    return fail(Code::kInvalid, "must be one of: text, json, sarif");
}

std::string print_findings(const std::vector<Finding>& findings, std::size_t files,
                           ReportFormat format) {
    switch (format) {
        case ReportFormat::kText:
            return print_text(findings, files);
        case ReportFormat::kJson:
            return print_json(findings, files);
        case ReportFormat::kSarif:
            return print_sarif(findings);
    }
    return {};
}

}  // namespace sealer::cli
