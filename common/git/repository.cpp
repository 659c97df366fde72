// SPDX-License-Identifier: Apache-2.0
#include "common/git/repository.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <system_error>

#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/git/commit_tree.h"
#include "common/git/commit_writer.h"
#include "common/git/git_command.h"
#include "common/git/url.h"

namespace sealer::git {
namespace {

namespace fs = std::filesystem;

// As many as there are packs before they are made one.
constexpr std::size_t kMaxPacks = 32;
// Of one repository: for the branches that Applications follow.
constexpr std::size_t kMaxOpenTrees = 4;

// What is no name of a ref, and what git would read as a pattern or an option.
Status check_revision(std::string_view revision) {
    const bool strange = revision.size() > 512 || revision.starts_with('-') ||
                         revision.find("..") != std::string_view::npos ||
                         std::ranges::any_of(revision, [](char c) {
                             return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' ||
                                    std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
                         });
    if (strange) {
        return fail(Code::kInvalid, "targetRevision \"" + std::string(revision) +
                                        "\": not a branch, tag or commit (version ranges are "
                                        "not supported)");
    }
    return {};
}

// Refs that `revision` may mean, the best first.
std::vector<std::string> candidates(const std::string& revision) {
    if (revision.empty() || revision == "HEAD") {
        return {"HEAD"};
    }
    if (revision.starts_with("refs/")) {
        return {revision};
    }
    return {"refs/heads/" + revision, "refs/tags/" + revision};
}

struct Ref {
    std::string name;
    std::string commit;
};

// In a listing by ls-remote: where HEAD leads to, "ref: refs/heads/main\tHEAD".
constexpr std::string_view kSymbolic = "ref: ";

std::optional<std::string> symbolic_target(std::string_view listing) {
    for (std::string_view line : split(listing, '\n')) {
        if (line.starts_with(kSymbolic)) {
            line.remove_prefix(kSymbolic.size());
            return std::string(line.substr(0, line.find('\t')));
        }
    }
    return std::nullopt;
}

// ls-remote's other lines: "<id>\t<name>", an annotated tag's commit as "<name>^{}".
std::optional<Ref> pick(std::string_view listing, const std::vector<std::string>& wanted) {
    std::map<std::string_view, std::string_view> ids;
    for (const std::string_view line : split(listing, '\n')) {
        if (line.starts_with(kSymbolic)) {
            continue;
        }
        if (const std::size_t tab = line.find('\t'); tab != std::string_view::npos) {
            ids[line.substr(tab + 1)] = line.substr(0, tab);
        }
    }
    for (const std::string& name : wanted) {
        auto found = ids.find(name + "^{}");
        if (found == ids.end()) {
            found = ids.find(name);
        }
        if (found != ids.end() && is_commit_id(found->second)) {
            return Ref{name, std::string(found->second)};
        }
    }
    return std::nullopt;
}

// Left behind by a git that was killed; nobody else writes to the mirror.
void remove_stale_locks(const fs::path& mirror) {
    std::error_code ignored;
    // With increment, which tells of failures: ++ throws.
    for (fs::recursive_directory_iterator at(mirror, ignored);
         at != fs::recursive_directory_iterator(); at.increment(ignored)) {
        if (at->path().extension() == ".lock") {
            fs::remove(at->path(), ignored);
        }
    }
}

using Tree = std::shared_ptr<const FileTree>;

struct Mirror {
    Mutex busy;
    std::map<std::string, std::string> ref_of_commit GUARDED_BY(busy);
    // By commit, the last opened first: every Application of the repository asks for the same.
    std::deque<std::pair<std::string, Tree>> open_trees GUARDED_BY(busy);

    [[nodiscard]] Tree find_open(const std::string& commit) const REQUIRES(busy) {
        const auto found =
            std::ranges::find(open_trees, commit, &decltype(open_trees)::value_type::first);
        return found == open_trees.end() ? nullptr : found->second;
    }
    void keep_open(const std::string& commit, Tree tree) REQUIRES(busy) {
        open_trees.emplace_front(commit, std::move(tree));
        open_trees.resize(std::min(open_trees.size(), kMaxOpenTrees));
    }
};

}  // namespace

struct Store::Impl {
    Impl(const std::string& folder, Policy policy)
        : directory(fs::absolute(folder).string()), git(directory, policy) {}

    Result<std::shared_ptr<Mirror>> mirror_of(const std::string& url, std::string& path) {
        TRY_ASSIGN(const std::string name, normalize_url(url));
        path = directory + "/" + to_hex(crypto::sha256(name)).substr(0, 40) + ".git";
        const MutexLock lock(mutex);
        auto& mirror = mirrors[name];
        if (!mirror) {
            mirror = std::make_shared<Mirror>();
        }
        return mirror;
    }

    Status make_directory() const {
        std::error_code error;
        fs::create_directories(directory, error);
        if (!error) {
            fs::permissions(directory, fs::perms::owner_all, error);
        }
        if (error) {
            return fail(Code::kUnavailable, directory + ": " + error.message());
        }
        return {};
    }

    Status prepare(const std::string& path, const std::stop_token& stop) const {
        TRY(make_directory());
        std::error_code ignored;
        if (fs::exists(path + "/HEAD", ignored)) {
            remove_stale_locks(path);
            return {};
        }
        if (auto made = git.run_local(directory, {"init", "--quiet", "--bare", "--", path}, stop);
            !made) {
            return fail(std::move(made).error());
        }
        return {};
    }

    // Keeps the commit by a ref of its own, so that the next fetch transfers just the difference.
    Result<std::string> fetch(const std::string& path, const std::string& url,
                              const std::vector<std::string>& refspecs, bool shallow,
                              const Credentials* credentials, const std::stop_token& stop) const {
        TRY_ASSIGN(const std::string remote, remote_of(url));
        std::vector<std::string> arguments{"fetch",
                                           "--quiet",
                                           "--no-tags",
                                           "--no-write-fetch-head",
                                           shallow ? "--depth=1" : "--depth=2147483647",
                                           "--force",
                                           "--",
                                           remote};
        arguments.insert(arguments.end(), refspecs.begin(), refspecs.end());
        return git.run(path, arguments, url, credentials, stop);
    }

    // By id; where the server refuses that, by the ref that led to it; last, everything.
    Status fetch_commit(const std::string& path, const std::string& url, const std::string& commit,
                        const std::string& ref, const Credentials* credentials,
                        const std::stop_token& stop) const {
        const std::string keep = ":refs/keep/" + commit;
        Result<std::string> fetched = fetch(path, url, {commit + keep}, true, credentials, stop);
        if (!fetched && fetched.error().code == Code::kDenied) {
            return fail(std::move(fetched).error());
        }
        if (!fetched && !ref.empty()) {
            fetched = fetch(path, url, {ref + keep}, true, credentials, stop);
        }
        if (!fetched || !open_commit(path, commit)) {
            fetched =
                fetch(path, url, {"refs/heads/*:refs/all/heads/*", "refs/tags/*:refs/all/tags/*"},
                      false, credentials, stop);
        }
        if (!fetched) {
            return fail(std::move(fetched).error());
        }
        return {};
    }

    Result<std::string> list_refs(const std::string& url, const std::vector<std::string>& names,
                                  const Credentials* credentials,
                                  const std::stop_token& stop) const {
        TRY(make_directory());
        TRY_ASSIGN(const std::string remote, remote_of(url));
        std::vector<std::string> arguments{"ls-remote", "--quiet", "--symref", "--", remote};
        for (const std::string& name : names) {
            arguments.push_back(name);
            arguments.push_back(name + "^{}");
        }
        return git.run(directory, arguments, url, credentials, stop);
    }

    // Many small packs slow every look-up down.
    void compact(const std::string& path, const std::stop_token& stop) const {
        std::error_code ignored;
        std::size_t packs = 0;
        for (fs::directory_iterator at(path + "/objects/pack", ignored);
             at != fs::directory_iterator(); at.increment(ignored)) {
            packs += at->path().extension() == ".pack" ? 1 : 0;
        }
        if (packs > kMaxPacks) {
            // A failure costs speed alone, and the next fetch tries again.
            static_cast<void>(
                git.run_local(path, {"repack", "--quiet", "--geometric=2", "-d"}, stop));
        }
    }

    std::string directory;
    GitCommand git;
    Mutex mutex;
    std::map<std::string, std::shared_ptr<Mirror>> mirrors GUARDED_BY(mutex);
};

Store::Store(const std::string& directory, Policy policy)
    : impl_(std::make_unique<Impl>(directory, policy)) {}
Store::~Store() = default;

Result<std::string> Store::resolve(const std::string& url, const std::string& revision,
                                   const Credentials* credentials, const std::stop_token& stop) {
    TRY(check_url(url, impl_->git.policy()));
    if (is_commit_id(to_lower(revision))) {
        return to_lower(revision);
    }
    TRY(check_revision(revision));
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, impl_->mirror_of(url, path));
    const std::vector<std::string> wanted = candidates(revision);
    TRY_ASSIGN(const std::string listing, impl_->list_refs(url, wanted, credentials, stop));
    if (const std::optional<Ref> ref = pick(listing, wanted)) {
        const MutexLock lock(mirror->busy);
        mirror->ref_of_commit = {{ref->commit, ref->name}};
        return ref->commit;
    }
    if (auto commit = expand_commit_id(path, to_lower(revision))) {
        return *std::move(commit);
    }
    return fail(Code::kNotFound, "unable to resolve '" + revision +
                                     "' to a commit SHA: revision \"" + revision +
                                     "\" not found in " + redact_url(url));
}

Result<std::shared_ptr<const FileTree>> Store::tree(const std::string& url,
                                                    const std::string& commit,
                                                    const Credentials* credentials,
                                                    const std::stop_token& stop) {
    TRY(check_url(url, impl_->git.policy()));
    if (!is_commit_id(commit)) {
        return fail(Code::kInvalid, "\"" + commit + "\" is not a whole commit id");
    }
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, impl_->mirror_of(url, path));
    const MutexLock lock(mirror->busy);
    std::error_code ignored;
    if (!fs::exists(path + "/HEAD", ignored)) {
        mirror->open_trees.clear();  // somebody has removed what they read
    } else if (Tree open = mirror->find_open(commit)) {
        return open;
    }
    TRY(impl_->prepare(path, stop));
    auto tree = open_commit(path, commit);
    if (!tree) {
        const auto ref = mirror->ref_of_commit.find(commit);
        TRY(impl_->fetch_commit(path, url, commit,
                                ref == mirror->ref_of_commit.end() ? "" : ref->second, credentials,
                                stop));
        impl_->compact(path, stop);
        mirror->open_trees.clear();  // packs that they read may have become one
        tree = open_commit(path, commit);
    }
    if (!tree) {
        return fail(Code::kNotFound, "commit " + commit + " not found in " + redact_url(url));
    }
    mirror->keep_open(commit, *tree);
    return tree;
}

Result<CommitInfo> Store::commit_info(const std::string& url, const std::string& commit) const {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, impl_->mirror_of(url, path));
    return read_commit_info(path, commit);
}

Result<std::string> Store::branch(const std::string& url, const std::string& revision,
                                  const Credentials* credentials, const std::stop_token& stop) {
    TRY(check_url(url, impl_->git.policy()));
    TRY(check_revision(revision));
    if (!is_commit_id(to_lower(revision))) {
        const std::vector<std::string> wanted = candidates(revision);
        TRY_ASSIGN(const std::string listing, impl_->list_refs(url, wanted, credentials, stop));
        const std::optional<Ref> ref = pick(listing, wanted);
        const std::string name = symbolic_target(listing).value_or(ref ? ref->name : std::string());
        if (name.starts_with("refs/heads/")) {
            return name;
        }
    }
    return fail(Code::kInvalid, "\"" + revision + "\" is no branch of " + redact_url(url) +
                                    ": nothing can be pushed to it");
}

Result<std::string> Store::commit(const std::string& url, const NewCommit& commit) {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, impl_->mirror_of(url, path));
    const MutexLock lock(mirror->busy);
    return write_commit(path, commit);
}

Status Store::push(const std::string& url, const std::string& commit, const std::string& branch,
                   const Credentials* credentials, const std::stop_token& stop) {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, impl_->mirror_of(url, path));
    TRY_ASSIGN(const std::string remote, remote_of(url));
    const MutexLock lock(mirror->busy);
    auto pushed = impl_->git.run(path, {"push", "--quiet", "--", remote, commit + ":" + branch},
                                 url, credentials, stop);
    if (!pushed) {
        return fail(std::move(pushed).error());
    }
    return keep_commit(path, commit);
}

}  // namespace sealer::git
