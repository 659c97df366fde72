// SPDX-License-Identifier: Apache-2.0
// Writing commits into a bare repository on disk through libgit2. For common/git alone.
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/git/repository.h"

namespace sealer::git {

// The new commit's id. kNotFound when the repository lacks the parent, or that a changed file.
[[nodiscard]] Result<std::string> write_commit(const std::string& repository,
                                               const NewCommit& commit);

// Gives the commit a ref, as fetched ones have: no clean-up takes it, and the next fetch starts
// from it.
[[nodiscard]] Status keep_commit(const std::string& repository, const std::string& commit);

}  // namespace sealer::git
