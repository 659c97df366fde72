// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/descriptor.h"
#include "common/base/file.h"
#include "common/base/text.h"
#include "common/git/file_tree.h"

namespace sealer::git {
namespace {

tl::unexpected<Error> os_error(std::string_view path, int error) {
    const bool missing = error == ENOENT || error == ENOTDIR || error == ELOOP;
    return fail(
        missing ? Code::kNotFound : Code::kUnavailable,
        std::string(path.empty() ? "." : path) + ": " + std::generic_category().message(error));
}

std::pair<std::string, std::string> split_last(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos
               ? std::pair{std::string(), std::string(path)}
               : std::pair{std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

class FolderTree : public FileTree {
  public:
    explicit FolderTree(Descriptor root) : root_(std::move(root)) {}

    [[nodiscard]] Result<Entry> stat(std::string_view path) const override {
        if (path.empty()) {
            return Entry{"", EntryType::kDirectory, ""};
        }
        const auto [directory, name] = split_last(path);
        TRY_ASSIGN(const Descriptor parent, open_directory(directory));
        return entry_of(parent.get(), name, path);
    }

    [[nodiscard]] Result<std::vector<Entry>> list(std::string_view path) const override {
        auto directory = open_directory(path);
        if (!directory) {
            const Result<Entry> entry = stat(path);
            if (entry && entry->type != EntryType::kDirectory) {
                return fail(Code::kInvalid, std::string(path) + ": not a directory");
            }
            return fail(std::move(directory).error());
        }
        const int handle = directory->get();
        const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(directory->release()),
                                                         ::closedir);
        if (!stream) {
            return os_error(path, errno);
        }
        std::vector<Entry> entries;
        while (const dirent* item = ::readdir(stream.get())) {  // NOLINT(concurrency-mt-unsafe)
            const std::string name = item->d_name;
            if (name == "." || name == "..") {
                continue;
            }
            Result<Entry> entry = entry_of(handle, name, name);
            if (entry) {
                entries.push_back(*std::move(entry));
            } else if (entry.error().code != Code::kNotFound) {
                return fail(entry.error().with(path));
            }
        }
        std::ranges::sort(entries, {}, &Entry::name);
        return entries;
    }

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        const auto [directory, name] = split_last(path);
        TRY_ASSIGN(const Descriptor parent, open_directory(directory));
        return read_at(parent.get(), name, path, max_bytes);
    }

  private:
    // Step by step, so that no link on the way is followed.
    [[nodiscard]] Result<Descriptor> open_directory(std::string_view path) const {
        Descriptor current(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
        for (const std::string_view step : split(path, '/')) {
            Descriptor next(::openat(current.get(), step.empty() ? "." : std::string(step).c_str(),
                                     O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!next.valid()) {
                return os_error(path, errno);
            }
            current = std::move(next);
        }
        return current;
    }

    // kNotFound also for sockets, devices and pipes, which are no part of a tree.
    static Result<Entry> entry_of(int parent, const std::string& name, std::string_view path) {
        struct stat status {};
        if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return os_error(path, errno);
        }
        if (S_ISDIR(status.st_mode)) {
            return Entry{name, EntryType::kDirectory, ""};
        }
        if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
            return fail(Code::kNotFound, std::string(path) + ": not a file, directory or link");
        }
        return Entry{name, S_ISLNK(status.st_mode) ? EntryType::kLink : EntryType::kFile, ""};
    }

    static Result<std::string> read_at(int parent, const std::string& name, std::string_view path,
                                       std::size_t max_bytes) {
        // O_NONBLOCK: opening a pipe that took the file's place must not block.
        const Descriptor file(
            ::openat(parent, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (!file.valid() && errno == ELOOP) {
            std::string target(4096, '\0');
            const ssize_t size = ::readlinkat(parent, name.c_str(), target.data(), target.size());
            if (size < 0) {
                return os_error(path, errno);
            }
            target.resize(static_cast<std::size_t>(size));
            return target;
        }
        if (!file.valid()) {
            return os_error(path, errno);
        }
        struct stat status {};
        if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
            return fail(Code::kInvalid, std::string(path) + ": not a file");
        }
        std::string content;
        const Status done = read_descriptor(file.get(), max_bytes,
                                            [&](std::string_view piece) { content.append(piece); });
        if (!done) {
            return fail(done.error().with(path));
        }
        return content;
    }

    Descriptor root_;
};

class Filesystem final : public FolderTree {
  public:
    using FolderTree::FolderTree;

    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        Result<std::string> content = FolderTree::read(path, max_bytes);
        if (!content || !content->starts_with('/')) {
            return content;
        }
        TRY_ASSIGN(const Entry entry, stat(path));
        if (entry.type != EntryType::kLink) {
            return content;
        }
        // From the link's directory up to the root, and down again.
        std::string relative;
        for (auto depth = std::ranges::count(path, '/'); depth > 0; --depth) {
            relative += "../";
        }
        return relative + content->substr(1);
    }
};

}  // namespace

Result<std::shared_ptr<const FileTree>> open_folder(const std::string& path) {
    Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.valid()) {
        return os_error(path, errno);
    }
    return std::make_shared<const FolderTree>(std::move(root));
}

Result<std::shared_ptr<const FileTree>> open_filesystem() {
    Descriptor root(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.valid()) {
        return os_error("/", errno);
    }
    return std::make_shared<const Filesystem>(std::move(root));
}

}  // namespace sealer::git
