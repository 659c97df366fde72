// SPDX-License-Identifier: Apache-2.0
#include "sealer/audit_options.h"

#include <utility>

#include "common/base/text.h"
#include "common/crypto/pem.h"
#include "sealer/certificate.h"
#include "sealer/output.h"
#include "sealer/sealed_check.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

constexpr int kClean = 0;
constexpr int kFindings = 1;
constexpr int kAuditFailed = 2;

std::string rule_list() {
    std::string text = "Rules, for --ignore:\n";
    for (const RuleInfo& rule : all_rules()) {
        text += "  " + std::string(rule.id) + std::string(22 - rule.id.size(), ' ') +
                std::string(rule.summary) + "\n";
    }
    return text + "\nThe exit code is 0 without findings, 1 with some, 2 on an error.\n";
}

Status ignore(const std::string& rules, std::set<Rule>& ignored) {
    for (const std::string_view id : split(rules, ',')) {
        const std::optional<Rule> rule = find_rule(id);
        if (!rule) {
            return fail(Code::kInvalid, "there is no rule \"" + std::string(id) + "\"");
        }
        ignored.insert(*rule);
    }
    return {};
}

Status set_notice(const std::string& text, std::chrono::seconds& notice) {
    TRY_ASSIGN(const std::chrono::nanoseconds duration, parse_duration(text));
    notice = std::chrono::duration_cast<std::chrono::seconds>(duration);
    return {};
}

Result<std::vector<crypto::Certificate>> parse_certificates(std::string_view pem) {
    std::vector<crypto::Certificate> certificates;
    std::string_view rest = pem;
    while (const auto block = crypto::next_pem_block(rest)) {
        if (block->label == "CERTIFICATE") {
            TRY_ASSIGN(crypto::Certificate one, crypto::parse_certificate(block->whole));
            certificates.push_back(std::move(one));
        }
    }
    if (certificates.empty()) {
        return fail(Code::kInvalid, "there is no certificate in it");
    }
    return certificates;
}

}  // namespace

void add_audit_flags(CommandLine& line, AuditOptions& options) {
    line.list("--cert", options.certs, "FILE",
              "A certificate of the cluster; the newest is the one to seal with");
    line.value("--ignore", "RULE", "Leave this rule out; repeatable",
               [&](const std::string& rules) { return ignore(rules, options.ignored); });
    line.value("--expiring-within", "DURATION", "How near a certificate's end counts (720h)",
               [&](const std::string& text) { return set_notice(text, options.expiry_notice); });
    line.value("-o,--format", "text|json|sarif", "Output format (text)",
               [&](const std::string& name) -> Status {
                   TRY_ASSIGN(options.format, parse_report_format(name));
                   return {};
               });
    line.footer(rule_list());
}

Result<AuditContext> make_audit_context(const AuditOptions& options, const World& world,
                                        std::vector<Finding>& findings) {
    AuditContext context{
        .certificates = {}, .now = world.now, .expiry_notice = options.expiry_notice};
    for (const std::string& source : options.certs) {
        if (source.empty()) {
            return fail(Code::kInvalid, "--cert takes the name of a file");
        }
        TRY_ASSIGN(const std::string pem, load_certificate(source, {}, world));
        auto certificates = parse_certificates(pem);
        if (!certificates) {
            return fail(certificates.error().with(source));
        }
        for (crypto::Certificate& one : *certificates) {
            for (Finding& finding : check_expiry(one, source, 1, context)) {
                findings.push_back(std::move(finding));
            }
            context.certificates.push_back(std::move(one));
        }
    }
    order_certificates(context.certificates);
    return context;
}

Result<int> finish_audit(Result<AuditResult> result, const AuditOptions& options,
                         const World& world) {
    if (!result) {
        TRY(write_all(world.standard_error, "error: " + printable(result.error().message) + "\n"));
        return kAuditFailed;
    }
    std::vector<Finding>& findings = result->findings;
    std::erase_if(findings, [&](const Finding& one) { return options.ignored.contains(one.rule); });
    sort_findings(findings);
    const std::string preface =
        options.format == ReportFormat::kText ? result->preface : std::string();
    TRY(write_all(world.standard_output,
                  preface + print_findings(findings, result->files, options.format)));
    return findings.empty() ? kClean : kFindings;
}

}  // namespace sealer::cli
