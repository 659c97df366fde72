// SPDX-License-Identifier: Apache-2.0
#include "common/git/libgit2.h"

#include "common/base/check.h"
#include "common/base/shared_library.h"

namespace sealer::git {

// NOLINTBEGIN(bugprone-macro-parentheses)
#define SEALER_DEFINE(function) decltype(&::function) function = nullptr;
SEALER_LIBGIT2_FUNCTIONS(SEALER_DEFINE)
// NOLINTEND(bugprone-macro-parentheses)

namespace {

Status load_and_initialize() {
    TRY_ASSIGN(const SharedLibrary library, SharedLibrary::load(SEALER_LIBGIT2_SONAME));
#define SEALER_FIND(function) TRY(library.find(#function, function));
    SEALER_LIBGIT2_FUNCTIONS(SEALER_FIND)
    CHECK(git_libgit2_init() > 0);
    for (const int level :
         {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG}) {
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    return {};
}

// Before the object is inflated, which may take a thousand times the memory.
Status check_size(git_repository* repository, const git_oid& id, std::string_view what,
                  std::size_t max_bytes) {
    git_odb* odb = nullptr;
    int code = git_repository_odb(&odb, repository);
    const OdbPtr owner(odb);
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_ANY;
    if (code == 0) {
        code = git_odb_read_header(&size, &type, odb, &id);
    }
    if (code != 0) {
        return git_failure(code, what);
    }
    if (size > max_bytes) {
        return fail(Code::kInvalid, std::string(what) + ": " + std::to_string(size) +
                                        " bytes, more than the " + std::to_string(max_bytes) +
                                        " allowed");
    }
    return {};
}

}  // namespace

Status initialize_libgit2() {
    static const Status kInitialized = load_and_initialize();
    return kInitialized;
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

Result<RepositoryPtr> open_bare(const std::string& path) {
    TRY(initialize_libgit2());
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

Result<std::string> read_blob(git_repository* repository, const git_oid& id, std::string_view what,
                              std::size_t max_bytes) {
    TRY(check_size(repository, id, what, max_bytes));
    git_blob* found = nullptr;
    if (const int code = git_blob_lookup(&found, repository, &id); code != 0) {
        return git_failure(code, what);
    }
    const BlobPtr blob(found);
    return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                       git_blob_rawsize(blob.get()));
}

}  // namespace sealer::git
