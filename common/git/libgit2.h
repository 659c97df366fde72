// SPDX-License-Identifier: Apache-2.0
// libgit2: its functions, owning pointers to its objects, its errors as ours. For .cpp files of
// common/git alone.
//
// The library is loaded when it is first used. The functions have their own names and types: in our
// namespace they hide those of <git2.h>, which are linked nowhere.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <git2.h>

#include "common/base/result.h"

// NOLINTBEGIN(bugprone-macro-parentheses)
#define SEALER_LIBGIT2_FUNCTIONS(DO) \
    DO(git_blob_create_from_buffer)  \
    DO(git_blob_free)                \
    DO(git_blob_lookup)              \
    DO(git_blob_rawcontent)          \
    DO(git_blob_rawsize)             \
    DO(git_commit_author)            \
    DO(git_commit_create)            \
    DO(git_commit_free)              \
    DO(git_commit_id)                \
    DO(git_commit_lookup)            \
    DO(git_commit_lookup_prefix)     \
    DO(git_commit_message)           \
    DO(git_commit_tree)              \
    DO(git_commit_tree_id)           \
    DO(git_diff_options_init)        \
    DO(git_error_last)               \
    DO(git_ignore_path_is_ignored)   \
    DO(git_index_find_prefix)        \
    DO(git_index_free)               \
    DO(git_index_get_bypath)         \
    DO(git_libgit2_init)             \
    DO(git_libgit2_opts)             \
    DO(git_object_free)              \
    DO(git_object_id)                \
    DO(git_odb_free)                 \
    DO(git_odb_read_header)          \
    DO(git_oid_fmt)                  \
    DO(git_oid_fromstr)              \
    DO(git_oid_fromstrn)             \
    DO(git_patch_free)               \
    DO(git_patch_from_buffers)       \
    DO(git_patch_print)              \
    DO(git_reference_create)         \
    DO(git_reference_free)           \
    DO(git_reference_name_to_id)     \
    DO(git_repository_free)          \
    DO(git_repository_index)         \
    DO(git_repository_is_bare)       \
    DO(git_repository_is_shallow)    \
    DO(git_repository_odb)           \
    DO(git_repository_open_bare)     \
    DO(git_repository_open_ext)      \
    DO(git_repository_path)          \
    DO(git_repository_workdir)       \
    DO(git_revparse_single)          \
    DO(git_revwalk_free)             \
    DO(git_revwalk_new)              \
    DO(git_revwalk_next)             \
    DO(git_revwalk_push_head)        \
    DO(git_revwalk_sorting)          \
    DO(git_signature_free)           \
    DO(git_signature_new)            \
    DO(git_tree_create_updated)      \
    DO(git_tree_entry_byindex)       \
    DO(git_tree_entry_byname)        \
    DO(git_tree_entry_bypath)        \
    DO(git_tree_entry_filemode)      \
    DO(git_tree_entry_free)          \
    DO(git_tree_entry_id)            \
    DO(git_tree_entry_name)          \
    DO(git_tree_entrycount)          \
    DO(git_tree_free)                \
    DO(git_tree_id)                  \
    DO(git_tree_lookup)
#define SEALER_DECLARE(function) extern decltype(&::function) function;
// NOLINTEND(bugprone-macro-parentheses)

namespace sealer::git {

SEALER_LIBGIT2_FUNCTIONS(SEALER_DECLARE)

template <auto& Free>
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

// To be called before any of the functions above; does its work once. No configuration file of the
// user or the system is looked at.
[[nodiscard]] Status initialize_libgit2();

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

#undef SEALER_DECLARE
