// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/manifest/object.h"
#include "keys/rotate.h"
#include "keys/sealed_secret.h"
#include "sealer/audit_options.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/private_keys.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

class Verify : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("FILE…", files_);
        line.group("Verify");
        line.list("--private-key", private_keys_, "FILE",
                  "Open the SealedSecrets as well, with these; nothing of them is shown");
        add_audit_flags(line, options_);
    }

    Result<int> run(const World& world) override {
        return finish_audit(verify(world), options_, world);
    }

  private:
    Result<AuditResult> verify(const World& world) {
        if (files_.empty()) {
            return fail(Code::kInvalid, "which files? sealer verify FILE…");
        }
        AuditResult result;
        TRY_ASSIGN(const AuditContext context,
                   make_audit_context(options_, world, result.findings));
        TRY_ASSIGN(const keys::KeyRing ring, read_private_keys(private_keys_));
        for (const std::string& file : files_) {
            TRY_ASSIGN(const crypto::SecretBytes text, read_secret_file(file));
            FileReport report = audit_file(file, text.expose(), context);
            if (report.sealed.empty() && report.findings.empty()) {
                return fail(Code::kInvalid, file + ": there is no SealedSecret in it");
            }
            ++result.files;
            for (const AuditedSecret& secret : report.sealed) {
                if (!private_keys_.empty()) {
                    open(secret, ring, report.findings);
                }
                result.preface += describe(secret);
            }
            std::ranges::move(report.findings, std::back_inserter(result.findings));
        }
        return result;
    }

    // Templates stay out of it: they are anybody's, and can quote plaintext in their errors.
    static void open(const AuditedSecret& secret, const keys::KeyRing& ring,
                     std::vector<Finding>& findings) {
        if (!keys::opens(secret.sealed, ring, /*accept_v1=*/true)) {
            findings.push_back({.rule = Rule::kCannotOpen,
                                .path = secret.path,
                                .line = secret.line,
                                .message = "the private keys do not open all of its values",
                                .commit = {}});
        }
    }

    static std::string describe(const AuditedSecret& secret) {
        const std::string_view key =
            trim(manifest::annotation(secret.sealed, keys::kSealedWithAnnotation));
        const std::size_t values = members(secret.sealed.get("spec", "encryptedData")).size();
        return printable(secret.path + ":" + std::to_string(secret.line) + ": SealedSecret " +
                         std::string(manifest::namespace_of(secret.sealed)) + "/" +
                         std::string(manifest::name_of(secret.sealed)) + ": " +
                         std::to_string(values) + (values == 1 ? " value" : " values") +
                         ", sealed with " + (key.empty() ? "an unknown key" : std::string(key))) +
               "\n";
    }

    std::vector<std::string> files_;
    std::vector<std::string> private_keys_;
    AuditOptions options_;
};

}  // namespace

std::unique_ptr<Subcommand> make_verify() {
    return std::make_unique<Verify>();
}

}  // namespace sealer::cli
