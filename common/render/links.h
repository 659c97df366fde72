// SPDX-License-Identifier: Apache-2.0
// Following links inside a tree, and remembering what was looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/render.h"

namespace sealer::render {

struct Found {
    std::string path;  // without any link
    git::Entry entry;
};

// What `path` leads to when links on the way and at its end are followed; unset when it leads
// nowhere. kInvalid "illegal filepath in symlink" for a link out of the tree or a circle of links.
// Everything looked at goes to `inputs`.
[[nodiscard]] Result<std::optional<Found>> follow(const git::FileTree& tree, std::string_view path,
                                                  Inputs& inputs);

// The same for a path that is known to have links at its end only.
[[nodiscard]] Result<std::optional<Found>> follow_last(const git::FileTree& tree,
                                                       const std::string& path, Inputs& inputs);

}  // namespace sealer::render
