// SPDX-License-Identifier: Apache-2.0
#include "common/git/commit_tree.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
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

struct PathHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view path) const {
        return std::hash<std::string_view>()(path);
    }
};

// Every call holds the lock: libgit2's objects may move between threads, but not be shared.
class CommitTree final : public FileTree {
  public:
    CommitTree(RepositoryPtr repository, TreePtr root)
        : repository_(std::move(repository)), root_(std::move(root)) {}

    [[nodiscard]] Result<Entry> stat(std::string_view path) const override {
        const MutexLock lock(mutex_);
        if (path.empty()) {
            return Entry{"", EntryType::kDirectory, hex(*git_tree_id(root_.get()))};
        }
        TRY_ASSIGN(const git_tree_entry* entry, find(path));
        return entry_of(entry);
    }

    [[nodiscard]] Result<std::vector<Entry>> list(std::string_view path) const override {
        const MutexLock lock(mutex_);
        if (!path.empty()) {
            TRY_ASSIGN(const git_tree_entry* entry, find(path));
            if (type_of(entry) != EntryType::kDirectory) {
                return fail(Code::kInvalid, std::string(path) + ": not a directory");
            }
        }
        TRY_ASSIGN(const git_tree* tree, directory(path));
        std::vector<Entry> entries;
        entries.reserve(git_tree_entrycount(tree));
        for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
            entries.push_back(entry_of(git_tree_entry_byindex(tree, i)));
        }
        // Git sorts a directory as if its name ended in '/'.
        std::ranges::sort(entries, {}, &Entry::name);
        return entries;
    }

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        const MutexLock lock(mutex_);
        if (path.empty()) {
            return fail(Code::kInvalid, "the root: not a file");
        }
        TRY_ASSIGN(const git_tree_entry* entry, find(path));
        const EntryType type = type_of(entry);
        if (type != EntryType::kFile && type != EntryType::kLink) {
            return fail(Code::kInvalid, std::string(path) + ": not a file");
        }
        return read_blob(repository_.get(), *git_tree_entry_id(entry), path, max_bytes);
    }

  private:
    // `path` is not the root. What is found lives as long as this.
    [[nodiscard]] Result<const git_tree_entry*> find(std::string_view path) const REQUIRES(mutex_) {
        const std::size_t slash = path.rfind('/');
        const bool is_at_root = slash == std::string_view::npos;
        TRY_ASSIGN(const git_tree* parent, directory(path.substr(0, is_at_root ? 0 : slash)));
        const std::string name(path.substr(is_at_root ? 0 : slash + 1));
        const git_tree_entry* entry = git_tree_entry_byname(parent, name.c_str());
        if (entry == nullptr) {
            return fail(Code::kNotFound, std::string(path) + ": not found");
        }
        return entry;
    }

    [[nodiscard]] Result<const git_tree*> directory(std::string_view path) const REQUIRES(mutex_) {
        if (path.empty()) {
            return root_.get();
        }
        if (const auto known = directories_.find(path); known != directories_.end()) {
            return known->second.get();
        }
        const git_tree* tree = root_.get();
        for (std::size_t begin = 0; begin <= path.size();) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            TRY_ASSIGN(tree, child(*tree, path.substr(0, end), begin));
            begin = end + 1;
        }
        return tree;
    }

    // The directory `path` in its `parent`; its name begins at `begin`.
    [[nodiscard]] Result<const git_tree*> child(const git_tree& parent, std::string_view path,
                                                std::size_t begin) const REQUIRES(mutex_) {
        if (const auto known = directories_.find(path); known != directories_.end()) {
            return known->second.get();
        }
        const std::string name(path.substr(begin));
        const git_tree_entry* entry = git_tree_entry_byname(&parent, name.c_str());
        if (entry == nullptr || type_of(entry) != EntryType::kDirectory) {
            return fail(Code::kNotFound, std::string(path) + ": not found");
        }
        git_tree* found = nullptr;
        const int code = git_tree_lookup(&found, repository_.get(), git_tree_entry_id(entry));
        if (code != 0) {
            return git_failure(code, path);
        }
        return directories_.emplace(path, found).first->second.get();
    }

    mutable Mutex mutex_;
    RepositoryPtr repository_;
    TreePtr root_;
    // Those looked into: reading one again costs more than all else about a small file in it.
    mutable std::unordered_map<std::string, TreePtr, PathHash, std::equal_to<>> directories_
        GUARDED_BY(mutex_);
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
