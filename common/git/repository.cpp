// SPDX-License-Identifier: Apache-2.0
#include "common/git/repository.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <system_error>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/git/commit_tree.h"
#include "common/git/commit_writer.h"
#include "common/git/git_command.h"
#include "common/git/ref_listing.h"
#include "common/git/url.h"

namespace sealer::git {
namespace {

namespace fs = std::filesystem;

// As many as there are packs before they are made one.
constexpr std::size_t kMaxPacks = 32;
// Of one repository: for the branches that Applications follow.
constexpr std::size_t kMaxOpenTrees = 4;
constexpr std::size_t kMaxRefs = 64;

bool is_short_id(std::string_view text) {
    return text.size() >= 7 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
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

}  // namespace

struct Store::Impl {
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
        void remember(const Ref& ref) REQUIRES(busy) {
            if (ref_of_commit.size() >= kMaxRefs) {
                ref_of_commit.clear();
            }
            ref_of_commit[ref.commit] = ref.name;
        }
        void keep_open(const std::string& commit, Tree tree) REQUIRES(busy) {
            open_trees.emplace_front(commit, std::move(tree));
            open_trees.resize(std::min(open_trees.size(), kMaxOpenTrees));
        }
    };

    Impl(const std::string& folder, Policy policy)
        : directory(fs::absolute(folder).string()), git(directory, policy) {}

    Result<std::shared_ptr<Mirror>> mirror_of(const std::string& url,
                                              const Credentials* credentials, std::string& path) {
        TRY_ASSIGN(std::string name, normalize_url(url));
        if (credentials != nullptr && !credentials->realm.empty()) {
            name += '\n' + credentials->realm;
        }
        path = directory + "/" + to_hex(crypto::sha256(name)).substr(0, 40) + ".git";
        const MutexLock lock(mutex);
        auto& mirror = mirrors[name];
        if (!mirror) {
            mirror = std::make_shared<Mirror>();
        }
        return mirror;
    }

    Status prepare(const std::string& path, const std::stop_token& stop) const {
        TRY(make_private_directory(directory));
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
        if (fetched && open_commit(path, commit)) {
            return {};
        }
        return fetch_all(path, url, credentials, stop);
    }

    Result<std::string> list_refs(const std::string& url, const std::vector<std::string>& patterns,
                                  const Credentials* credentials,
                                  const std::stop_token& stop) const {
        TRY(make_private_directory(directory));
        TRY_ASSIGN(const std::string remote, remote_of(url));
        std::vector<std::string> arguments{"ls-remote", "--quiet", "--symref", "--", remote};
        arguments.insert(arguments.end(), patterns.begin(), patterns.end());
        return git.run(directory, arguments, url, credentials, stop);
    }

    // A shortened commit id says nothing to a server: all that refs lead to must be here.
    Result<std::string> find_short_id(const std::string& url, const std::string& prefix,
                                      const Credentials* credentials, const std::stop_token& stop) {
        std::string path;
        TRY_ASSIGN(const std::shared_ptr<Mirror> mirror, mirror_of(url, credentials, path));
        const MutexLock lock(mirror->busy);
        if (auto known = expand_commit_id(path, prefix)) {
            return known;
        }
        TRY(prepare(path, stop));
        TRY(fetch_all(path, url, credentials, stop));
        mirror->open_trees.clear();
        return expand_commit_id(path, prefix);
    }

    Status fetch_all(const std::string& path, const std::string& url,
                     const Credentials* credentials, const std::stop_token& stop) const {
        TRY(fetch(path, url, {"refs/heads/*:refs/all/heads/*", "refs/tags/*:refs/all/tags/*"},
                  false, credentials, stop));
        return {};
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
                                   const Credentials* credentials, const std::stop_token& stop,
                                   const std::string& tag_prefix) {
    TRY(check_url(url, impl_->git.policy()));
    if (is_commit_id(to_lower(revision))) {
        return to_lower(revision);
    }
    TRY_ASSIGN(const RevisionQuery query, parse_revision(revision, tag_prefix));
    TRY_ASSIGN(const std::string listing,
               impl_->list_refs(url, query.patterns(), credentials, stop));
    if (std::optional<Ref> ref = query.answer(RefListing(listing))) {
        std::string path;
        TRY_ASSIGN(const std::shared_ptr<Impl::Mirror> mirror,
                   impl_->mirror_of(url, credentials, path));
        const MutexLock lock(mirror->busy);
        mirror->remember(*ref);
        return std::move(ref->commit);
    }
    if (is_short_id(to_lower(revision))) {
        auto commit = impl_->find_short_id(url, to_lower(revision), credentials, stop);
        if (commit || commit.error().code != Code::kNotFound) {
            return commit;
        }
    }
    return fail(Code::kNotFound,
                "unable to resolve '" + tag_prefix + revision + "' to a commit SHA: " +
                    (query.constraint.empty() ? "revision \"" + tag_prefix + revision + "\""
                                              : "a tag of such a version") +
                    " not found in " + redact_url(url));
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
    TRY_ASSIGN(const std::shared_ptr<Impl::Mirror> mirror,
               impl_->mirror_of(url, credentials, path));
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

Result<CommitInfo> Store::commit_info(const std::string& url, const std::string& commit,
                                      const Credentials* credentials) const {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Impl::Mirror> mirror,
               impl_->mirror_of(url, credentials, path));
    return read_commit_info(path, commit);
}

Result<std::string> Store::branch(const std::string& url, const std::string& revision,
                                  const Credentials* credentials, const std::stop_token& stop) {
    TRY(check_url(url, impl_->git.policy()));
    if (!is_commit_id(to_lower(revision))) {
        TRY_ASSIGN(const RevisionQuery query, parse_revision(revision, ""));
        TRY_ASSIGN(const std::string text,
                   impl_->list_refs(url, query.patterns(), credentials, stop));
        const RefListing listing(text);
        const std::optional<Ref> ref = query.answer(listing);
        const std::string name =
            listing.symbolic_target().value_or(ref ? ref->name : std::string());
        if (name.starts_with("refs/heads/")) {
            return name;
        }
    }
    return fail(Code::kInvalid, "\"" + revision + "\" is no branch of " + redact_url(url) +
                                    ": nothing can be pushed to it");
}

Result<std::string> Store::commit(const std::string& url, const NewCommit& commit,
                                  const Credentials* credentials) {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Impl::Mirror> mirror,
               impl_->mirror_of(url, credentials, path));
    const MutexLock lock(mirror->busy);
    return write_commit(path, commit);
}

Status Store::push(const std::string& url, const std::string& commit, const std::string& branch,
                   const Credentials* credentials, const std::stop_token& stop) {
    std::string path;
    TRY_ASSIGN(const std::shared_ptr<Impl::Mirror> mirror,
               impl_->mirror_of(url, credentials, path));
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
