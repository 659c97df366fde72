// SPDX-License-Identifier: Apache-2.0
// Reading a bare repository on disk through libgit2. For common/git alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/git/repository.h"

namespace sealer::git {

// kNotFound when the commit, or a part of its tree, is not in the repository.
[[nodiscard]] Result<std::shared_ptr<const FileTree>> open_commit(const std::string& repository,
                                                                  const std::string& commit);

[[nodiscard]] Result<CommitInfo> read_commit_info(const std::string& repository,
                                                  const std::string& commit);

// The commit whose id starts with `prefix` (7 to 39 hex digits); kNotFound if there is none or more
// than one.
[[nodiscard]] Result<std::string> expand_commit_id(const std::string& repository,
                                                   std::string_view prefix);

}  // namespace sealer::git
