// SPDX-License-Identifier: Apache-2.0
#include "common/base/file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/descriptor.h"
#include "common/base/random.h"

namespace sealer {
namespace {

// Go's os package writes its errors in lower case, and kubeseal's users and tests look for them.
std::string lower_case_reason(int error) {
    std::string text = std::generic_category().message(error);
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
        text.front() = static_cast<char>(text.front() - 'A' + 'a');
    }
    return text;
}

tl::unexpected<Error> system_error(std::string_view call, const std::filesystem::path& path,
                                   int error) {
    const Code code = error == ENOENT   ? Code::kNotFound
                      : error == EACCES ? Code::kDenied
                                        : Code::kInternal;
    return fail(code, std::string(call) + " " + path.string() + ": " + lower_case_reason(error));
}

int write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
}

}  // namespace

Status read_descriptor(int descriptor, std::size_t max_bytes,
                       const std::function<void(std::string_view piece)>& sink) {
    // On the stack, where each page that is touched costs a fault: small files are the rule.
    std::array<char, 8 << 10> buffer{};
    std::size_t total = 0;
    Status status;
    while (true) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            status = fail(Code::kInternal, "read: " + lower_case_reason(errno));
        }
        if (count <= 0) {
            break;
        }
        total += static_cast<std::size_t>(count);
        if (total > max_bytes) {
            status = fail(Code::kInvalid, "more than " + std::to_string(max_bytes) + " bytes");
            break;
        }
        sink(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    }
    ::explicit_bzero(buffer.data(), buffer.size());
    return status;
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) {
        return system_error("open", path, errno);
    }
    std::string content;
    if (Status status = read_descriptor(
            file.get(), max_bytes, [&content](std::string_view piece) { content.append(piece); });
        !status) {
        return fail(status.error().with("read " + path.string()));
    }
    return content;
}

Status write_file_atomically(const std::filesystem::path& path, std::string_view content,
                             unsigned mode, bool keep_mode) {
    struct stat existing {};
    if (keep_mode && ::stat(path.c_str(), &existing) == 0) {
        mode = existing.st_mode & 07777U;
    }
    std::filesystem::path temporary = path;
    temporary.replace_filename("." + path.filename().string() + "." + random_suffix(10));
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.valid()) {
        return system_error("create", temporary, errno);
    }
    int error = write_all(file.get(), content);
    if (error == 0 && ::fchmod(file.get(), mode) != 0) {  // open's mode went through the umask
        error = errno;
    }
    if (error == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) {
        error = errno;
    }
    if (error != 0) {
        ::unlink(temporary.c_str());
        return system_error("write", path, error);
    }
    return {};
}

Status make_private_directory(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error) {
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    }
    return error ? Status(fail(Code::kUnavailable, path.string() + ": " + error.message()))
                 : Status();
}

}  // namespace sealer
