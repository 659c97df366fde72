// SPDX-License-Identifier: Apache-2.0
#include "common/git/commit_tree.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/git/libgit2.h"

namespace sealer::git {
namespace {

EntryType type_of(const git_tree_entry* entry) {
    switch (git_tree_entry_filemode(entry)) {
        case GIT_FILEMODE_TREE:
            return EntryType::kDirectory;
        case GIT_FILEMODE_LINK:
            return EntryType::kLink;
        case GIT_FILEMODE_COMMIT:
            return EntryType::kSubmodule;
        default:
            return EntryType::kFile;
    }
}

Entry entry_of(const git_tree_entry* entry) {
    return Entry{git_tree_entry_name(entry), type_of(entry), hex(*git_tree_entry_id(entry))};
}

// Every call holds the lock: libgit2's objects may move between threads, but not be shared.
class CommitTree final : public FileTree {
  public:
    CommitTree(RepositoryPtr repository, TreePtr root)
        : repository_(std::move(repository)), root_(std::move(root)) {}

    [[nodiscard]] Result<Entry> stat(std::string_view path) const override {
        const MutexLock lock(mutex_);
        return stat_locked(path);
    }

    [[nodiscard]] Result<std::vector<Entry>> list(std::string_view path) const override {
        const MutexLock lock(mutex_);
        TRY_ASSIGN(const Entry entry, stat_locked(path));
        if (entry.type != EntryType::kDirectory) {
            return fail(Code::kInvalid, std::string(path) + ": not a directory");
        }
        git_oid id;
        git_oid_fromstr(&id, entry.id.c_str());
        git_tree* found = nullptr;
        if (const int code = git_tree_lookup(&found, repository_.get(), &id); code != 0) {
            return git_failure(code, path);
        }
        const TreePtr tree(found);
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < git_tree_entrycount(tree.get()); ++i) {
            entries.push_back(entry_of(git_tree_entry_byindex(tree.get(), i)));
        }
        // Git sorts a directory as if its name ended in '/'.
        std::ranges::sort(entries, {}, &Entry::name);
        return entries;
    }

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        const MutexLock lock(mutex_);
        TRY_ASSIGN(const Entry entry, stat_locked(path));
        if (entry.type != EntryType::kFile && entry.type != EntryType::kLink) {
            return fail(Code::kInvalid, std::string(path) + ": not a file");
        }
        git_oid id;
        git_oid_fromstr(&id, entry.id.c_str());
        return read_blob(repository_.get(), id, path, max_bytes);
    }

  private:
    [[nodiscard]] Result<Entry> stat_locked(std::string_view path) const REQUIRES(mutex_) {
        if (path.empty()) {
            return Entry{"", EntryType::kDirectory, hex(*git_tree_id(root_.get()))};
        }
        git_tree_entry* found = nullptr;
        const int code = git_tree_entry_bypath(&found, root_.get(), std::string(path).c_str());
        if (code != 0) {
            return git_failure(code, path);
        }
        const TreeEntryPtr entry(found);
        return entry_of(entry.get());
    }

    mutable Mutex mutex_;
    RepositoryPtr repository_;
    TreePtr root_;
};

}  // namespace

Result<std::shared_ptr<const FileTree>> open_commit(const std::string& repository,
                                                    const std::string& commit) {
    TRY_ASSIGN(RepositoryPtr opened, open_bare(repository));
    TRY_ASSIGN(const CommitPtr found, find_commit(opened.get(), commit));
    git_tree* tree = nullptr;
    if (const int code = git_commit_tree(&tree, found.get()); code != 0) {
        return git_failure(code, "the tree of commit " + commit);
    }
    TreePtr root(tree);
    return std::make_shared<const CommitTree>(std::move(opened), std::move(root));
}

Result<CommitInfo> read_commit_info(const std::string& repository, const std::string& commit) {
    TRY_ASSIGN(const RepositoryPtr opened, open_bare(repository));
    TRY_ASSIGN(const CommitPtr found, find_commit(opened.get(), commit));
    const git_signature* author = git_commit_author(found.get());
    return CommitInfo{
        .id = commit,
        .author = std::string(author->name) + " <" + author->email + ">",
        .date = format_time(std::chrono::system_clock::from_time_t(author->when.time)),
        .message = git_commit_message(found.get()),
    };
}

Result<std::string> expand_commit_id(const std::string& repository, std::string_view prefix) {
    TRY_ASSIGN(const RepositoryPtr opened, open_bare(repository));
    const std::string what = "commit " + std::string(prefix);
    git_oid id;
    if (prefix.size() < 7 || git_oid_fromstrn(&id, prefix.data(), prefix.size()) != 0) {
        return fail(Code::kNotFound, what + ": not found");
    }
    git_commit* found = nullptr;
    const int code = git_commit_lookup_prefix(&found, opened.get(), &id, prefix.size());
    if (code != 0) {
        return git_failure(code, what);
    }
    const CommitPtr commit(found);
    return hex(*git_commit_id(found));
}

}  // namespace sealer::git
