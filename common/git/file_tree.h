// SPDX-License-Identifier: Apache-2.0
// A read-only tree of files: a Git commit or a folder on disk. Renderers see nothing else of the
// world.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::git {

enum class EntryType { kFile, kDirectory, kLink, kSubmodule };

struct Entry {
    std::string name;
    EntryType type = EntryType::kFile;
    // Names the content: the Git object id, in hex. Empty in a folder on disk, which names none.
    std::string id;
};

// Paths are relative to the root, '/'-separated, with no "." or ".." steps left (see
// normalize_path); "" is the root. Links are entries like any other and are never followed.
// Thread-safe.
class FileTree {
  public:
    virtual ~FileTree() = default;

    // The entry at `path`; kNotFound if there is none.
    [[nodiscard]] virtual Result<Entry> stat(std::string_view path) const = 0;
    // Entries of a directory, sorted by name. kNotFound; kInvalid when it is not a directory.
    [[nodiscard]] virtual Result<std::vector<Entry>> list(std::string_view path) const = 0;
    // A file's content, or a link's target. kInvalid over `max_bytes` or for a directory.
    [[nodiscard]] virtual Result<std::string> read(std::string_view path,
                                                   std::size_t max_bytes = std::size_t{16}
                                                                           << 20) const = 0;
};

// A folder on disk. Links that lead outside are entries, never followed.
[[nodiscard]] Result<std::shared_ptr<const FileTree>> open_folder(const std::string& path);

// All files of this machine: paths without their first slash. Absolute links lead where they say.
[[nodiscard]] Result<std::shared_ptr<const FileTree>> open_filesystem();

// A tree that holds nothing but the file `name`, at its root.
[[nodiscard]] std::shared_ptr<const FileTree> make_single_file(std::string name,
                                                               std::string content);

// Cleans `path` against the directory `base` of the same tree ("a/b" + "../c" is "a/c"). kInvalid
// for absolute paths, NUL bytes, and paths that leave the root.
[[nodiscard]] Result<std::string> normalize_path(std::string_view base, std::string_view path);

// What is called `name` in `directory`, which may be the root.
[[nodiscard]] std::string join_path(std::string_view directory, std::string_view name);

// Whether `path` is `directory` or lies below it.
[[nodiscard]] bool is_within(std::string_view directory, std::string_view path);

}  // namespace sealer::git
