// SPDX-License-Identifier: Apache-2.0
#include "common/git/scratch_directory.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "common/base/descriptor.h"

namespace sealer::git {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> os_error(const std::string& what) {
    return fail(Code::kUnavailable, what + ": " + std::generic_category().message(errno));
}

bool write_all(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return true;
}

void overwrite(const fs::path& path, std::uintmax_t size) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    if (file.valid()) {
        static_cast<void>(write_all(file.get(), std::string(size, '\0')));
    }
}

}  // namespace

Result<ScratchDirectory> ScratchDirectory::create(const std::string& fallback) {
    for (const std::string& parent : {std::string("/dev/shm"), fallback}) {
        std::string path = parent + "/sealer-XXXXXX";
        if (::mkdtemp(path.data()) != nullptr) {
            return ScratchDirectory(std::move(path));
        }
    }
    return os_error("cannot create a directory below " + fallback);
}

ScratchDirectory::ScratchDirectory(ScratchDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

ScratchDirectory::~ScratchDirectory() {
    if (path_.empty()) {
        return;
    }
    std::error_code ignored;
    // With increment, which tells of failures: ++ throws.
    for (fs::directory_iterator at(path_, ignored); at != fs::directory_iterator();
         at.increment(ignored)) {
        if (at->is_regular_file(ignored)) {
            overwrite(at->path(), at->file_size(ignored));
        }
    }
    fs::remove_all(path_, ignored);
}

Result<std::string> ScratchDirectory::write(std::string_view name, std::string_view content) const {
    std::string path = path_ + "/" + std::string(name);
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) {
        return os_error(path);
    }
    // OpenSSH refuses a key without a newline at its end.
    if (!write_all(file.get(), content) ||
        (!content.ends_with('\n') && !write_all(file.get(), "\n"))) {
        return os_error(path);
    }
    return path;
}

}  // namespace sealer::git
