// SPDX-License-Identifier: Apache-2.0
// Owning pointers to libgit2's objects, and its errors as ours. For .cpp files of common/git alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <git2.h>

#include "common/base/result.h"

namespace sealer::git {

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
using IndexPtr = std::unique_ptr<git_index, Freer<git_index_free>>;
using SignaturePtr = std::unique_ptr<git_signature, Freer<git_signature_free>>;
using ReferencePtr = std::unique_ptr<git_reference, Freer<git_reference_free>>;
using WalkPtr = std::unique_ptr<git_revwalk, Freer<git_revwalk_free>>;

// Once a process; no configuration file of the user or the system is looked at.
void initialize_libgit2();

// `code` is what libgit2 returned for the thing that `what` names.
[[nodiscard]] tl::unexpected<Error> git_failure(int code, std::string_view what);

[[nodiscard]] std::string hex(const git_oid& id);

[[nodiscard]] Result<RepositoryPtr> open_bare(const std::string& path);

// kNotFound where the repository does not hold it.
[[nodiscard]] Result<CommitPtr> find_commit(git_repository* repository, const std::string& commit);

// A blob's content; kInvalid over `max_bytes`, before it is inflated. `what` names it in errors.
[[nodiscard]] Result<std::string> read_blob(git_repository* repository, const git_oid& id,
                                            std::string_view what, std::size_t max_bytes);

}  // namespace sealer::git
