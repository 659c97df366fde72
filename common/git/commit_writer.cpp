// SPDX-License-Identifier: Apache-2.0
#include "common/git/commit_writer.h"

#include <chrono>
#include <vector>

#include "common/git/libgit2.h"

namespace sealer::git {
namespace {

Result<git_tree_update> write_change(git_repository* repository, const git_tree* tree,
                                     const FileChange& change) {
    git_tree_entry* found = nullptr;
    if (const int code = git_tree_entry_bypath(&found, tree, change.path.c_str()); code != 0) {
        return git_failure(code, change.path);
    }
    const TreeEntryPtr entry(found);
    git_tree_update update{.action = GIT_TREE_UPDATE_UPSERT,
                           .id = {},
                           .filemode = git_tree_entry_filemode(found),
                           .path = change.path.c_str()};
    const int code = git_blob_create_from_buffer(&update.id, repository, change.content.data(),
                                                 change.content.size());
    if (code != 0) {
        return git_failure(code, change.path);
    }
    return update;
}

Result<TreePtr> write_tree(git_repository* repository, git_tree* parent,
                           const std::vector<FileChange>& changes) {
    std::vector<git_tree_update> updates;
    updates.reserve(changes.size());
    for (const FileChange& change : changes) {
        TRY_ASSIGN(const git_tree_update update, write_change(repository, parent, change));
        updates.push_back(update);
    }
    git_oid id;
    git_tree* tree = nullptr;
    int code = git_tree_create_updated(&id, repository, parent, updates.size(), updates.data());
    if (code == 0) {
        code = git_tree_lookup(&tree, repository, &id);
    }
    if (code != 0) {
        return git_failure(code, "the tree of a new commit");
    }
    return TreePtr(tree);
}

}  // namespace

Result<std::string> write_commit(const std::string& repository, const NewCommit& commit) {
    TRY_ASSIGN(const RepositoryPtr opened, open_bare(repository));
    TRY_ASSIGN(const CommitPtr parent, find_commit(opened.get(), commit.parent));
    git_tree* found = nullptr;
    if (const int code = git_commit_tree(&found, parent.get()); code != 0) {
        return git_failure(code, "the tree of commit " + commit.parent);
    }
    const TreePtr parent_tree(found);
    TRY_ASSIGN(const TreePtr tree, write_tree(opened.get(), parent_tree.get(), commit.changes));
    git_signature* made = nullptr;
    int code = git_signature_new(&made, commit.name.c_str(), commit.email.c_str(),
                                 std::chrono::system_clock::to_time_t(commit.time), 0);
    const SignaturePtr signature(made);
    git_oid id;
    const git_commit* parents[] = {parent.get()};
    if (code == 0) {
        code = git_commit_create(&id, opened.get(), nullptr, made, made, nullptr,
                                 commit.message.c_str(), tree.get(), 1, parents);
    }
    if (code != 0) {
        return git_failure(code, "a new commit on " + commit.parent);
    }
    return hex(id);
}

Status keep_commit(const std::string& repository, const std::string& commit) {
    TRY_ASSIGN(const RepositoryPtr opened, open_bare(repository));
    TRY_ASSIGN(const CommitPtr found, find_commit(opened.get(), commit));
    git_reference* reference = nullptr;
    const int code = git_reference_create(&reference, opened.get(), ("refs/keep/" + commit).c_str(),
                                          git_commit_id(found.get()), 1, nullptr);
    const ReferencePtr owner(reference);
    if (code != 0) {
        return git_failure(code, "keeping commit " + commit);
    }
    return {};
}

}  // namespace sealer::git
