// SPDX-License-Identifier: Apache-2.0
#include "common/git/local_repository.h"

#include <filesystem>
#include <unordered_set>

#include "common/git/commit_tree.h"
#include "common/git/libgit2.h"

namespace sealer::git {
namespace {

constexpr int kMaxDepth = 100;

// Walks trees, and meets each object once.
class Visitor {
  public:
    Visitor(git_repository* repository, const std::function<bool(std::string_view)>& wanted,
            std::size_t max_bytes, const std::function<void(const PastFile&)>& visit)
        : repository_(repository), wanted_(wanted), max_bytes_(max_bytes), visit_(visit) {}

    Status visit_commit(const git_oid& id) {
        commit_ = hex(id);
        git_commit* found = nullptr;
        if (const int code = git_commit_lookup(&found, repository_, &id); code != 0) {
            return git_failure(code, "commit " + commit_);
        }
        const CommitPtr commit(found);
        return visit_tree(*git_commit_tree_id(found), "", 0);
    }

    [[nodiscard]] std::size_t left_out() const { return left_out_; }

  private:
    Status visit_tree(const git_oid& id, const std::string& path, int depth) {
        // The same tree at another path holds the same contents.
        if (depth > kMaxDepth || !trees_.insert(hex(id)).second) {
            return {};
        }
        git_tree* found = nullptr;
        if (const int code = git_tree_lookup(&found, repository_, &id); code != 0) {
            return git_failure(code, "commit " + commit_ + ", " + path);
        }
        const TreePtr tree(found);
        for (std::size_t i = 0; i < git_tree_entrycount(found); ++i) {
            const git_tree_entry* entry = git_tree_entry_byindex(found, i);
            const std::string below = join_path(path, git_tree_entry_name(entry));
            const git_filemode_t mode = git_tree_entry_filemode(entry);
            Status done;
            if (mode == GIT_FILEMODE_TREE) {
                done = visit_tree(*git_tree_entry_id(entry), below, depth + 1);
            } else if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE) {
                done = visit_file(*git_tree_entry_id(entry), below);
            }
            if (!done) {
                return done;
            }
        }
        return {};
    }

    Status visit_file(const git_oid& id, const std::string& path) {
        if (!wanted_(path) || !blobs_.insert(hex(id)).second) {
            return {};
        }
        auto content = read_blob(repository_, id, path, max_bytes_);
        if (!content) {
            if (content.error().code != Code::kInvalid) {
                return fail(content.error().with("commit " + commit_));
            }
            ++left_out_;
            return {};
        }
        visit_({.commit = commit_, .path = path, .content = *std::move(content)});
        return {};
    }

    git_repository* repository_;
    const std::function<bool(std::string_view)>& wanted_;
    std::size_t max_bytes_;
    const std::function<void(const PastFile&)>& visit_;
    std::string commit_;
    std::unordered_set<std::string> trees_;
    std::unordered_set<std::string> blobs_;
    std::size_t left_out_ = 0;
};

}  // namespace

struct LocalRepository::Impl {
    RepositoryPtr repository;
    IndexPtr index;         // null in a bare repository
    std::string work_tree;  // with a slash at its end

    // Whether the index holds `path`, or a file below it.
    [[nodiscard]] bool tracks(const std::string& path) const {
        std::size_t position = 0;
        return git_index_get_bypath(index.get(), path.c_str(), 0) != nullptr ||
               git_index_find_prefix(&position, index.get(), (path + "/").c_str()) == 0;
    }
};

Result<LocalRepository> LocalRepository::open(const std::string& path) {
    TRY(initialize_libgit2());
    // Whoever owns the files: reading objects runs no hook and no filter of theirs.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_repository* found = nullptr;
    if (const int code = git_repository_open_ext(&found, path.c_str(), 0, nullptr); code != 0) {
        return git_failure(code, "a Git repository at " + path);
    }
    auto impl = std::make_shared<Impl>();
    impl->repository.reset(found);
    if (const char* work_tree = git_repository_workdir(found); work_tree != nullptr) {
        impl->work_tree = work_tree;
        git_index* index = nullptr;
        if (const int code = git_repository_index(&index, found); code != 0) {
            return git_failure(code, "the index of " + path);
        }
        impl->index.reset(index);
    }
    return LocalRepository(std::move(impl));
}

bool LocalRepository::is_bare() const {
    return git_repository_is_bare(impl_->repository.get()) == 1;
}

bool LocalRepository::is_shallow() const {
    return git_repository_is_shallow(impl_->repository.get()) == 1;
}

const std::string& LocalRepository::work_tree() const {
    return impl_->work_tree;
}

Result<bool> LocalRepository::ignores(const std::string& path) const {
    if (impl_->work_tree.empty() || !path.starts_with(impl_->work_tree)) {
        return false;
    }
    const std::string relative = path.substr(impl_->work_tree.size());
    int ignored = 0;
    const int code =
        git_ignore_path_is_ignored(&ignored, impl_->repository.get(), relative.c_str());
    if (code != 0) {
        return git_failure(code, relative);
    }
    return ignored == 1 && !impl_->tracks(relative);
}

Result<std::string> LocalRepository::head() const {
    git_oid id;
    if (const int code = git_reference_name_to_id(&id, impl_->repository.get(), "HEAD");
        code != 0) {
        return git_failure(code, "a commit at HEAD");
    }
    return hex(id);
}

Result<std::string> LocalRepository::resolve(const std::string& revision) const {
    git_object* found = nullptr;
    const std::string expression = revision + "^{commit}";
    if (const int code = git_revparse_single(&found, impl_->repository.get(), expression.c_str());
        code != 0) {
        return git_failure(code, "revision " + revision);
    }
    const std::unique_ptr<git_object, void (*)(git_object*)> commit(found, git_object_free);
    return hex(*git_object_id(found));
}

Result<std::shared_ptr<const FileTree>> LocalRepository::tree(const std::string& commit) const {
    return open_commit(git_repository_path(impl_->repository.get()), commit);
}

Result<std::size_t> LocalRepository::visit_history(
    const std::function<bool(std::string_view path)>& wanted, std::size_t max_bytes,
    const std::function<void(const PastFile&)>& visit) const {
    git_revwalk* created = nullptr;
    int code = git_revwalk_new(&created, impl_->repository.get());
    const WalkPtr walk(created);
    if (code == 0) {
        code = git_revwalk_sorting(created, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
    }
    if (code == 0) {
        code = git_revwalk_push_head(created);
    }
    if (code != 0) {
        return git_failure(code, "the commits of HEAD");
    }
    Visitor visitor(impl_->repository.get(), wanted, max_bytes, visit);
    git_oid id;
    while ((code = git_revwalk_next(&id, created)) == 0) {
        TRY(visitor.visit_commit(id));
    }
    if (code != GIT_ITEROVER) {
        return git_failure(code, "the commits of HEAD");
    }
    return visitor.left_out();
}

Result<std::size_t> LocalRepository::visit_head(
    const std::function<bool(std::string_view path)>& wanted, std::size_t max_bytes,
    const std::function<void(const PastFile&)>& visit) const {
    TRY_ASSIGN(const std::string commit, head());
    git_oid id;
    git_oid_fromstr(&id, commit.c_str());
    Visitor visitor(impl_->repository.get(), wanted, max_bytes, visit);
    TRY(visitor.visit_commit(id));
    return visitor.left_out();
}

}  // namespace sealer::git
