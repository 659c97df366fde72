// SPDX-License-Identifier: Apache-2.0
// What has changed in a tree, as far as a render looked at it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/render.h"

namespace sealer::kustomize {

// A path as it stands in sets that are only asked whether they may hold it.
using PathMark = std::size_t;
[[nodiscard]] PathMark mark_of(std::string_view path);

// Paths that are not what they were; a few, as commits have it.
class Changes {
  public:
    void add(std::string path, std::string id);

    [[nodiscard]] bool touch(const render::Inputs& inputs) const;
    // Whether they may touch what is marked: true may be wrong, false is not.
    [[nodiscard]] bool may_touch(const std::vector<PathMark>& marks) const;
    // Path to what is there now.
    [[nodiscard]] const std::map<std::string, std::string>& ids() const { return ids_; }

  private:
    std::map<std::string, std::string> ids_;
    std::vector<PathMark> marks_;
};

// The inputs of a render and the directories that hold them: where a directory is the same, nothing
// in it is looked at, so that to find what changed takes the time of what changed.
class InputWatch {
  public:
    // Whether the tree has what this takes: ids of directories.
    [[nodiscard]] static bool suits(const git::FileTree& tree);

    [[nodiscard]] const render::Inputs& inputs() const { return inputs_; }
    [[nodiscard]] Result<Changes> compare(const git::FileTree& tree) const;
    // Takes the tree that was compared for the one to compare with.
    void accept(const Changes& changes);
    // Watches more of the tree that was accepted last.
    [[nodiscard]] Status add(const git::FileTree& tree, const render::Inputs& more);

  private:
    [[nodiscard]] Status compare_directory(const git::FileTree& tree, const std::string& path,
                                           Changes& changes) const;

    render::Inputs inputs_;
    std::map<std::string, std::string> directories_;
};

}  // namespace sealer::kustomize
