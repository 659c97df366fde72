// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "common/base/file.h"
#include "common/base/thread_pool.h"
#include "keys/resealing.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/controller.h"
#include "sealer/git_commit.h"
#include "sealer/manifest_files.h"
#include "sealer/output.h"
#include "sealer/private_keys.h"
#include "sealer/sealed_file.h"

namespace sealer::cli {
namespace {

// Nothing else needs a look.
constexpr std::string_view kMark = "SealedSecret";

class ResealCommand : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("PATH…", paths_);
        line.group("Keys");
        line.text("--cert", cert_, "FILE",
                  "Certificate of the newest key, a file or a URL; else the controller's");
        line.list("--private-key", private_keys_, "FILE",
                  "Open with these, offline; else the controller re-seals. PEM, or Secrets");
        line.group("What to do");
        line.toggle("--dry-run", dry_run_, "Only say what would be re-sealed");
        line.toggle("--commit", git_.commit, "Commit the changed files");
        line.text("--branch", git_.branch, "NAME", "With --commit: on a new branch");
        line.toggle("--push", git_.push, "With --commit: push it, a new branch to origin");
        add_controller_flags(line, cluster_);
        add_connection_flags(line, cluster_);
        line.footer(
            "Re-seals in place, in files and folders, each SealedSecret that is not sealed with "
            "the newest\nkey. Nothing but ciphertext and the annotation sealer.dev/sealed-with "
            "changes. A file in which\nsomething fails stays as it is; the others are done, and "
            "the exit code is 1.\n\n"
            "Examples:\n  sealer reseal deploy/\n"
            "  sealer reseal --private-key keys.yaml --cert new.pem deploy/\n");
    }

    Result<int> run(const World& world) override {
        if (paths_.empty()) {
            return fail(Code::kInvalid, "give the files or folders to re-seal: PATH…");
        }
        if (!git_.commit && (git_.push || !git_.branch.empty())) {
            return fail(Code::kInvalid, "--push and --branch need --commit");
        }
        TRY_ASSIGN(const std::vector<ManifestFile> files, find_manifest_files(paths_));
        TRY_ASSIGN(const crypto::PublicKey key, sealing_key(cert_, cluster_, world));
        std::vector<Result<keys::ResealedText>> results(files.size());
        if (private_keys_.empty()) {
            TRY(reseal_by_controller(files, key, world, results));
        } else {
            TRY(reseal_offline(files, key, results));
        }
        return finish(files, results, key, world);
    }

  private:
    Status reseal_by_controller(const std::vector<ManifestFile>& files,
                                const crypto::PublicKey& key, const World& world,
                                std::vector<Result<keys::ResealedText>>& results) const {
        TRY_ASSIGN(Controller controller, Controller::find(cluster_, world));
        const keys::Reseal reseal = [&](const manifest::Value& sealed) {
            return controller.rotate(sealed);
        };
        for (std::size_t i = 0; i < files.size(); ++i) {
            results[i] = reseal_file(files[i], key, reseal);
        }
        return {};
    }

    Status reseal_offline(const std::vector<ManifestFile>& files, const crypto::PublicKey& key,
                          std::vector<Result<keys::ResealedText>>& results) const {
        TRY_ASSIGN(const keys::KeyRing ring, read_private_keys(private_keys_));
        const keys::Reseal reseal = [&](const manifest::Value& sealed) {
            return keys::reseal(sealed, ring, key);
        };
        ThreadPool pool(helping_threads());
        pool.parallel_for(files.size(),
                          [&](std::size_t i) { results[i] = reseal_file(files[i], key, reseal); });
        return {};
    }

    [[nodiscard]] Result<keys::ResealedText> reseal_file(const ManifestFile& file,
                                                         const crypto::PublicKey& key,
                                                         const keys::Reseal& reseal) const {
        TRY_ASSIGN(const std::string text, read_file(file.path));
        if (text.find(kMark) == std::string::npos) {
            return keys::ResealedText();
        }
        auto result =
            keys::reseal_text(text, key.fingerprint(), cluster_.connection.namespace_, reseal);
        if (!result) {
            return fail(result.error().with(file.path));
        }
        if (!result->failures.empty()) {
            return fail(result->failures.front().with(file.path));
        }
        if (!result->resealed.empty() && !dry_run_) {
            TRY(rewrite_file(file.path, result->text));
        }
        return result;
    }

    [[nodiscard]] Result<int> finish(const std::vector<ManifestFile>& files,
                                     const std::vector<Result<keys::ResealedText>>& results,
                                     const crypto::PublicKey& key, const World& world) const {
        std::vector<std::string> changed;
        std::string errors;
        std::size_t resealed = 0;
        int up_to_date = 0;
        int failed = 0;
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (!results[i]) {
                ++failed;
                errors += "error: " + results[i].error().message + "\n";
                continue;
            }
            resealed += results[i]->resealed.size();
            up_to_date += results[i]->up_to_date;
            if (!results[i]->resealed.empty()) {
                changed.push_back(files[i].path);
            }
        }
        TRY(write_all(world.standard_output, lines(changed)));
        TRY(write_all(world.standard_error,
                      errors + std::to_string(resealed) + " SealedSecrets " +
                          (dry_run_ ? "to re-seal, " : "re-sealed, ") + std::to_string(up_to_date) +
                          " up to date" +
                          (failed == 0 ? "" : ", " + std::to_string(failed) + " files failed") +
                          "\n"));
        if (git_.commit && !dry_run_ && !changed.empty()) {
            TRY(commit_files(changed, "Re-seal for the key " + key.fingerprint(), git_, world));
        }
        return failed == 0 ? 0 : 1;
    }

    static std::string lines(const std::vector<std::string>& texts) {
        std::string result;
        for (const std::string& text : texts) {
            result += text + "\n";
        }
        return result;
    }

    std::vector<std::string> paths_;
    std::string cert_;
    std::vector<std::string> private_keys_;
    bool dry_run_ = false;
    CommitOptions git_;
    ClusterOptions cluster_;
};

}  // namespace

std::unique_ptr<Subcommand> make_reseal() {
    return std::make_unique<ResealCommand>();
}

}  // namespace sealer::cli
