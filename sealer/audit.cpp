// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "common/base/file.h"
#include "common/git/local_repository.h"
#include "sealer/audit_options.h"
#include "sealer/commands.h"

namespace sealer::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = std::size_t{16} << 20;

tl::unexpected<Error> file_error(const fs::path& path, const std::error_code& error) {
    return fail(Code::kNotFound, path.string() + ": " + error.message());
}

Result<std::optional<git::LocalRepository>> repository_of(const fs::path& path) {
    auto repository = git::LocalRepository::open(path.string());
    if (repository) {
        return std::optional(*std::move(repository));
    }
    if (repository.error().code == Code::kNotFound) {
        return std::nullopt;
    }
    return fail(std::move(repository).error());
}

// The audited files below `root`, links left alone, without what Git ignores.
Result<std::vector<fs::path>> list_files(const fs::path& root,
                                         const std::optional<git::LocalRepository>& repository) {
    std::error_code error;
    const fs::path real_root = fs::canonical(root, error);
    std::vector<fs::path> files;
    fs::recursive_directory_iterator at(root, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        const fs::path path = at->path();
        const fs::file_type type = at->symlink_status().type();
        const bool is_directory = type == fs::file_type::directory;
        if (!is_directory && (type != fs::file_type::regular || !is_audited(path.string()))) {
            continue;
        }
        bool skipped = path.filename() == ".git";
        if (!skipped && repository) {
            const fs::path real = real_root / path.lexically_relative(root);
            TRY_ASSIGN(skipped, repository->ignores(real.string()));
        }
        if (skipped && is_directory) {
            at.disable_recursion_pending();
        } else if (!skipped && !is_directory) {
            files.push_back(path);
        }
    }
    if (error) {
        return file_error(root, error);
    }
    std::ranges::sort(files);
    return files;
}

class Audit {
  public:
    explicit Audit(AuditContext context) : context_(std::move(context)) {}

    Status add_path(const std::string& path, bool with_history) {
        TRY(add_present(path));
        return with_history ? add_history(path) : Status();
    }

    AuditResult finish() {
        add_findings(find_duplicates(sealed_));
        add_findings(find_moved(sealed_, kustomizations_));
        return {.findings = std::move(findings_), .files = files_, .preface = {}};
    }

    void add_findings(std::vector<Finding> findings) {
        std::ranges::move(findings, std::back_inserter(findings_));
    }

  private:
    Status add_present(const std::string& path) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (error) {
            return file_error(path, error);
        }
        if (fs::is_directory(status)) {
            return add_directory(fs::path(path).lexically_normal());
        }
        return add_file_on_disk(path);
    }

    Status add_history(const std::string& path) {
        std::error_code error;
        fs::path directory(path);
        if (!fs::is_directory(directory, error)) {
            directory = directory.parent_path();
        }
        TRY_ASSIGN(const git::LocalRepository repository,
                   git::LocalRepository::open(directory.empty() ? "." : directory.string()));
        if (repository.is_shallow()) {
            return fail(Code::kInvalid,
                        path +
                            ": the clone is shallow, so that its history cannot be seen: run "
                            "git fetch --unshallow first");
        }
        TRY_ASSIGN(const std::size_t left_out,
                   repository.visit_history(is_audited, kMaxFileBytes,
                                            [this](const git::PastFile& file) { add_past(file); }));
        note_left_out(path, left_out);
        return {};
    }

    Status add_directory(const fs::path& directory) {
        TRY_ASSIGN(const std::optional<git::LocalRepository> repository, repository_of(directory));
        if (repository && repository->is_bare()) {
            TRY_ASSIGN(const std::size_t left_out,
                       repository->visit_head(is_audited, kMaxFileBytes,
                                              [this](const git::PastFile& file) {
                                                  add_text(file.path, file.content);
                                              }));
            note_left_out(directory.string(), left_out);
            return {};
        }
        TRY_ASSIGN(const std::vector<fs::path> files, list_files(directory, repository));
        for (const fs::path& file : files) {
            TRY(add_file_on_disk(file.lexically_normal().string()));
        }
        return {};
    }

    Status add_file_on_disk(const std::string& path) {
        const Result<std::string> text = read_file(path, kMaxFileBytes);
        if (text) {
            add_text(path, *text);
            return {};
        }
        if (text.error().code != Code::kInvalid) {
            return fail(text.error());
        }
        note_left_out(path, 1);
        return {};
    }

    void note_left_out(const std::string& path, std::size_t files) {
        if (files > 0) {
            findings_.push_back(
                {.rule = Rule::kUnreadable,
                 .path = path,
                 .line = 1,
                 .message = "larger than 16 MiB, and not checked: " + std::to_string(files) +
                            (files == 1 ? " file" : " files"),
                 .commit = {}});
        }
    }

    void add_text(const std::string& path, std::string_view text) {
        ++files_;
        FileReport report = audit_file(path, text, context_);
        add_findings(std::move(report.findings));
        std::ranges::move(report.sealed, std::back_inserter(sealed_));
        for (manifest::Value& one : report.kustomizations) {
            kustomizations_.push_back({path, std::move(one)});
        }
    }

    // Of the past only what cannot be put right by a new commit.
    void add_past(const git::PastFile& file) {
        ++files_;
        for (Finding& finding : audit_file(file.path, file.content, context_).findings) {
            if (finding.rule == Rule::kPlaintextSecret || finding.rule == Rule::kPrivateKey) {
                finding.rule = Rule::kPlaintextInHistory;
                finding.commit = file.commit;
                findings_.push_back(std::move(finding));
            }
        }
    }

    AuditContext context_;
    std::vector<Finding> findings_;
    std::vector<AuditedSecret> sealed_;
    std::vector<Kustomization> kustomizations_;
    std::size_t files_ = 0;
};

class AuditCommand : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("[PATH…]", paths_);
        line.group("Audit");
        line.toggle("--history", history_,
                    "Look for plaintext in every commit that HEAD reaches, too");
        add_audit_flags(line, options_);
    }

    Result<int> run(const World& world) override {
        return finish_audit(audit(world), options_, world);
    }

  private:
    Result<AuditResult> audit(const World& world) {
        std::vector<Finding> findings;
        TRY_ASSIGN(AuditContext context, make_audit_context(options_, world, findings));
        Audit audit(std::move(context));
        audit.add_findings(std::move(findings));
        const std::vector<std::string> here = {"."};
        for (const std::string& path : paths_.empty() ? here : paths_) {
            TRY(audit.add_path(path, history_));
        }
        return audit.finish();
    }

    std::vector<std::string> paths_;
    bool history_ = false;
    AuditOptions options_;
};

}  // namespace

std::unique_ptr<Subcommand> make_audit() {
    return std::make_unique<AuditCommand>();
}

}  // namespace sealer::cli
