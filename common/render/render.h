// SPDX-License-Identifier: Apache-2.0
// A directory at a revision -> manifests.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/manifest/value.h"
#include "common/render/limits.h"

namespace sealer::render {

struct DirectoryOptions {
    bool recurse = false;
    std::string include;  // glob over the path relative to the directory; empty: all
    std::string exclude;
};

struct Manifest {
    manifest::Value object;
    std::string file;  // where it came from, relative to the tree's root
    int line = 1;
};
// Shared by renders of which one knows of the other: what has not changed is the same one.
using ManifestPtr = std::shared_ptr<const Manifest>;

// The Git objects that a render looked at, path to id; an id is empty where nothing was found. A
// commit in which all of them are the same renders to the same manifests.
using Inputs = std::map<std::string, std::string>;

struct Rendered {
    std::vector<ManifestPtr> manifests;  // in order of files and documents; Lists expanded
    Inputs inputs;
};

// Plain YAML and JSON files (.yaml, .yml, .json) below `directory`, by Argo CD's rules: exclude,
// then include; a file that contains "+argocd:skip-file-rendering" is left out; a file that does
// not parse but has none of apiVersion:, kind:, metadata: is ignored. Links are followed inside the
// tree only. kInvalid for options that are no globs: they would leave out everything, or nothing.
// Errors name file and line.
[[nodiscard]] Result<Rendered> render_directory(const git::FileTree& tree,
                                                std::string_view directory,
                                                const DirectoryOptions& options,
                                                const Limits& limits = {});

// What Argo CD would take a directory for, by the files in it.
enum class SourceType { kDirectory, kKustomize, kHelm };
// kDirectory also where there is no such directory. What was looked at goes to `inputs`.
[[nodiscard]] Result<SourceType> detect_source_type(const git::FileTree& tree,
                                                    std::string_view directory, Inputs& inputs);

// Whether all of `inputs` are as they were in `tree`.
[[nodiscard]] bool unchanged(const git::FileTree& tree, const Inputs& inputs);

// Glob of gobwas/glob: * ** ? [a-z] [!a] {a,b} and backslash; linear time. With a `separator`, *
// and ? stop at it. What is no glob matches nothing.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text, char separator = 0);
// Whether `pattern` is one: brackets and braces closed, nothing missing behind a backslash.
[[nodiscard]] bool is_glob(std::string_view pattern);

}  // namespace sealer::render
