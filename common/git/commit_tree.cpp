// SPDX-License-Identifier: Apache-2.0
#include "common/git/commit_tree.h"

#include <algorithm>
#include <array>
#include <utility>

#include <git2.h>

#include "common/base/check.h"
#include "common/base/mutex.h"
#include "common/base/time.h"

namespace sealer::git {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using RepositoryPtr = std::unique_ptr<git_repository, Freer<git_repository_free>>;
using CommitPtr = std::unique_ptr<git_commit, Freer<git_commit_free>>;
using TreePtr = std::unique_ptr<git_tree, Freer<git_tree_free>>;
using TreeEntryPtr = std::unique_ptr<git_tree_entry, Freer<git_tree_entry_free>>;
using BlobPtr = std::unique_ptr<git_blob, Freer<git_blob_free>>;
using OdbPtr = std::unique_ptr<git_odb, Freer<git_odb_free>>;

// Once a process; no configuration file of the user or the system is looked at.
void initialize_library() {
    static const bool kInitialized = [] {
        CHECK(git_libgit2_init() > 0);
        for (const int level :
             {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG}) {
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        }
        return true;
    }();
    static_cast<void>(kInitialized);
}

tl::unexpected<Error> git_failure(int code, std::string_view what) {
    const bool missing = code == GIT_ENOTFOUND || code == GIT_EAMBIGUOUS;
    const git_error* last = git_error_last();
    std::string message(what);
    if (missing) {
        message += ": not found";
    } else if (last != nullptr && last->message != nullptr) {
        message += ": " + std::string(last->message);
    }
    return fail(missing ? Code::kNotFound : Code::kInternal, std::move(message));
}

std::string hex(const git_oid& id) {
    std::string text(GIT_OID_HEXSZ, '\0');
    git_oid_fmt(text.data(), &id);
    return text;
}

Result<RepositoryPtr> open_repository(const std::string& path) {
    initialize_library();
    git_repository* repository = nullptr;
    if (const int code = git_repository_open_bare(&repository, path.c_str()); code != 0) {
        return git_failure(code, "the local mirror " + path);
    }
    return RepositoryPtr(repository);
}

Result<CommitPtr> find_commit(git_repository* repository, const std::string& commit) {
    git_oid id;
    git_commit* found = nullptr;
    int code = git_oid_fromstrn(&id, commit.data(), commit.size());
    if (code == 0) {
        code = git_commit_lookup(&found, repository, &id);
    }
    if (code != 0) {
        return git_failure(code, "commit " + commit);
    }
    return CommitPtr(found);
}

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
        TRY(check_size(id, path, max_bytes));
        git_blob* found = nullptr;
        if (const int code = git_blob_lookup(&found, repository_.get(), &id); code != 0) {
            return git_failure(code, path);
        }
        const BlobPtr blob(found);
        return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                           git_blob_rawsize(blob.get()));
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

    // Before the object is inflated, which may take a thousand times the memory.
    [[nodiscard]] Status check_size(const git_oid& id, std::string_view path,
                                    std::size_t max_bytes) const REQUIRES(mutex_) {
        git_odb* odb = nullptr;
        int code = git_repository_odb(&odb, repository_.get());
        const OdbPtr owner(odb);
        std::size_t size = 0;
        git_object_t type = GIT_OBJECT_ANY;
        if (code == 0) {
            code = git_odb_read_header(&size, &type, odb, &id);
        }
        if (code != 0) {
            return git_failure(code, path);
        }
        if (size > max_bytes) {
            return fail(Code::kInvalid, std::string(path) + ": " + std::to_string(size) +
                                            " bytes, more than the " + std::to_string(max_bytes) +
                                            " allowed");
        }
        return {};
    }

    mutable Mutex mutex_;
    RepositoryPtr repository_;
    TreePtr root_;
};

}  // namespace

Result<std::shared_ptr<const FileTree>> open_commit(const std::string& repository,
                                                    const std::string& commit) {
    TRY_ASSIGN(RepositoryPtr opened, open_repository(repository));
    TRY_ASSIGN(const CommitPtr found, find_commit(opened.get(), commit));
    git_tree* tree = nullptr;
    if (const int code = git_commit_tree(&tree, found.get()); code != 0) {
        return git_failure(code, "the tree of commit " + commit);
    }
    TreePtr root(tree);
    return std::make_shared<const CommitTree>(std::move(opened), std::move(root));
}

Result<CommitInfo> read_commit_info(const std::string& repository, const std::string& commit) {
    TRY_ASSIGN(const RepositoryPtr opened, open_repository(repository));
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
    TRY_ASSIGN(const RepositoryPtr opened, open_repository(repository));
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
