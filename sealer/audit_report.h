// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "sealer/finding.h"

namespace sealer::cli {

enum class ReportFormat { kText, kJson, kSarif };

// "text", "json", "sarif"; kInvalid for others.
[[nodiscard]] Result<ReportFormat> parse_report_format(std::string_view name);

// Text is one line a finding, "path:line: level: message [rule]", and a last one that counts; SARIF
// is version 2.1.0 (OASIS). `files` is how many were looked at.
[[nodiscard]] std::string print_findings(const std::vector<Finding>& findings, std::size_t files,
                                         ReportFormat format);

}  // namespace sealer::cli
