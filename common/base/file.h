// SPDX-License-Identifier: Apache-2.0
// Whole files in and out: bounded when read, whole or not at all when written.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer {

constexpr std::size_t kDefaultMaxFileBytes = std::size_t{64} << 20;

// All of a file (or of a pipe such as /dev/stdin). kNotFound "open X: no such file or directory" in
// the words of Go's os package, which kubeseal's users grep for; kInvalid over `max_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t max_bytes = kDefaultMaxFileBytes);

// Reads `descriptor` to its end, handing pieces of at most 64 KiB to `sink` as they come; the
// buffer is wiped after each. kInvalid over `max_bytes`.
[[nodiscard]] Status read_descriptor(int descriptor, std::size_t max_bytes,
                                     const std::function<void(std::string_view piece)>& sink);

// Writes a temporary file beside `path`, fsyncs and renames it over `path`; on failure the old file
// stays and the temporary one goes. The result has `mode`, or the old file's mode when `keep_mode`
// and there was one.
[[nodiscard]] Status write_file_atomically(const std::filesystem::path& path,
                                           std::string_view content, unsigned mode = 0600,
                                           bool keep_mode = false);

// Makes a folder that its owner alone may enter, and those above it that are missing. An existing
// one is closed to others. kUnavailable names it.
[[nodiscard]] Status make_private_directory(const std::filesystem::path& path);

}  // namespace sealer
