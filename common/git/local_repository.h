// SPDX-License-Identifier: Apache-2.0
// A repository on this machine, as the people who work in it see it. Only read, and nothing in it
// is executed.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/git/file_tree.h"

namespace sealer::git {

// What a file held at some time.
struct PastFile {
    std::string commit;  // the first, by order of ancestors, that holds it
    std::string path;    // in that commit
    std::string content;
};

class LocalRepository {
  public:
    // The repository that the directory `path` is, or lies in; kNotFound if it is in none.
    [[nodiscard]] static Result<LocalRepository> open(const std::string& path);

    [[nodiscard]] bool is_bare() const;
    // Whether the clone lacks the commits before some point.
    [[nodiscard]] bool is_shallow() const;

    // The folder with the files that are checked out, absolute and with a slash at its end; empty
    // in a bare repository.
    [[nodiscard]] const std::string& work_tree() const;

    // Whether Git leaves `path` (absolute, in the work tree) out: ignored, with nothing of it
    // tracked all the same.
    [[nodiscard]] Result<bool> ignores(const std::string& path) const;

    // The commit of HEAD; kNotFound in a repository without commits.
    [[nodiscard]] Result<std::string> head() const;

    // The commit that `revision` means ("main", "v1.2", "HEAD~1", an id, short or whole);
    // kNotFound.
    [[nodiscard]] Result<std::string> resolve(const std::string& revision) const;
    // The files of a commit.
    [[nodiscard]] Result<std::shared_ptr<const FileTree>> tree(const std::string& commit) const;

    // Calls `visit` once for every different content that a file which is `wanted`, by its path,
    // had in any commit that HEAD reaches; ancestors first. Larger ones than `max_bytes` are left
    // out, and counted in the result.
    [[nodiscard]] Result<std::size_t> visit_history(
        const std::function<bool(std::string_view path)>& wanted, std::size_t max_bytes,
        const std::function<void(const PastFile&)>& visit) const;
    // The same for what HEAD alone holds.
    [[nodiscard]] Result<std::size_t> visit_head(
        const std::function<bool(std::string_view path)>& wanted, std::size_t max_bytes,
        const std::function<void(const PastFile&)>& visit) const;

  private:
    struct Impl;
    explicit LocalRepository(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<Impl> impl_;
};

}  // namespace sealer::git
