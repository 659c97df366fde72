// SPDX-License-Identifier: Apache-2.0
// What `sealer audit` and `sealer verify` have in common: flags, exit codes, output.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "sealer/audit_file.h"
#include "sealer/audit_report.h"
#include "sealer/command_line.h"
#include "sealer/world.h"

namespace sealer::cli {

struct AuditOptions {
    std::vector<std::string> certs;
    std::set<Rule> ignored;
    std::chrono::seconds expiry_notice = std::chrono::hours(30 * 24);
    ReportFormat format = ReportFormat::kText;
};

// `options` must outlive the parsing.
void add_audit_flags(CommandLine& line, AuditOptions& options);

// Every certificate of the files (or URLs), newest first, with what is to be said of their age in
// `findings`. kInvalid for a file that holds none.
[[nodiscard]] Result<AuditContext> make_audit_context(const AuditOptions& options,
                                                      const World& world,
                                                      std::vector<Finding>& findings);

// What both commands end with: the exit code is 0, 1 with findings, and 2 on an error, which is
// written to stderr.
struct AuditResult {
    std::vector<Finding> findings;
    std::size_t files = 0;
    std::string preface;  // of text output
};
[[nodiscard]] Result<int> finish_audit(Result<AuditResult> result, const AuditOptions& options,
                                       const World& world);

}  // namespace sealer::cli
