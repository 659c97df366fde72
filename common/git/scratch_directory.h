// SPDX-License-Identifier: Apache-2.0
// Files that git and ssh insist on reading from disk, such as private keys: in memory where the
// system has a tmpfs, gone when the call ends. For common/git alone.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::git {

class ScratchDirectory {
  public:
    // Below /dev/shm if that is writable, else below `fallback`. Mode 0700.
    [[nodiscard]] static Result<ScratchDirectory> create(const std::string& fallback);
    // Removes it with all files; their bytes are overwritten first.
    ~ScratchDirectory();
    ScratchDirectory(ScratchDirectory&& other) noexcept;
    ScratchDirectory& operator=(ScratchDirectory&&) = delete;
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    // A new file of mode 0600; its path.
    [[nodiscard]] Result<std::string> write(std::string_view name, std::string_view content) const;

  private:
    explicit ScratchDirectory(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace sealer::git
