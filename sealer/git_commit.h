// SPDX-License-Identifier: Apache-2.0
// Committing what a command changed, with the user's own git: their name, hooks and credentials.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "sealer/world.h"

namespace sealer::cli {

struct CommitOptions {
    bool commit = false;
    bool push = false;
    std::string branch;  // made at HEAD, and switched to; empty: the one that is checked out
};

// Commits just these files, which must be in one repository, and pushes. What else is changed or
// staged is left alone. The error holds git's last lines.
[[nodiscard]] Status commit_files(const std::vector<std::string>& files, const std::string& message,
                                  const CommitOptions& options, const World& world);

}  // namespace sealer::cli
