// SPDX-License-Identifier: Apache-2.0
// A file of a hostile repository, under each kind of name that an audit looks into. Findings stand
// within the file, hold nothing that steers a terminal, and make JSON and SARIF that can be read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "fuzz_key.h"
#include "sealer/audit_file.h"
#include "sealer/audit_report.h"

using namespace sealer::cli;  // NOLINT(google-build-using-namespace)

namespace {

void check_report(const std::vector<Finding>& findings) {
    for (const ReportFormat format : {ReportFormat::kJson, ReportFormat::kSarif}) {
        CHECK(sealer::manifest::parse_json(print_findings(findings, 1, format)).has_value());
    }
    const std::string text = print_findings(findings, 1, ReportFormat::kText);
    CHECK(std::ranges::none_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
    }));
    CHECK(std::ranges::count(text, '\n') == static_cast<std::ptrdiff_t>(findings.size()) + 1);
}

void check_file(const std::string& path, std::string_view text) {
    const AuditContext context{.certificates = {sealer::fuzz::fuzz_key().certificate},
                               .now = sealer::WallTime{}};
    const std::ptrdiff_t lines = 1 + std::ranges::count(text, '\n');
    FileReport report = audit_file(path, text, context);
    for (const Finding& finding : report.findings) {
        CHECK(finding.path == path && finding.line >= 1 && finding.line <= lines);
    }
    for (const AuditedSecret& secret : report.sealed) {
        CHECK(secret.path == path && secret.line >= 1 && secret.line <= lines);
    }
    std::vector<Kustomization> kustomizations;
    for (const auto& content : report.kustomizations) {
        kustomizations.push_back({.path = path, .content = content});
    }
    for (const auto& found :
         {find_duplicates(report.sealed), find_moved(report.sealed, kustomizations)}) {
        report.findings.insert(report.findings.end(), found.begin(), found.end());
    }
    if (!report.findings.empty()) {
        sort_findings(report.findings);
        check_report(report.findings);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char* path : {"a.yaml", "kustomization.yaml", "key.pem"}) {
        check_file(path, text);
    }
    return 0;
}
