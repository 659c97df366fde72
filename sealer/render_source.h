// SPDX-License-Identifier: Apache-2.0
// What people name on the command line to be rendered.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/git/file_tree.h"

namespace sealer::cli {

struct RenderSource {
    std::shared_ptr<const git::FileTree> tree;
    std::string directory;       // in the tree
    bool is_filesystem = false;  // the tree is all of this machine's files
};

// "PATH", a directory, or "REPO@REVISION:PATH": a directory in a commit of a repository on this
// machine. kNotFound, kInvalid.
[[nodiscard]] Result<RenderSource> open_render_source(const std::string& operand);

// A message about a tree that is all of this machine's files, where paths lack their first slash:
// with paths relative to the directory `here`, or absolute where that is shorter. Meant are those
// that begin as `directory`, which was rendered. Both are absolute.
[[nodiscard]] std::string with_local_paths(std::string_view message, const std::string& directory,
                                           const std::string& here);

}  // namespace sealer::cli
