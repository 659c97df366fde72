// SPDX-License-Identifier: Apache-2.0
#include "sealer/manifest_files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace sealer::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxManifestFiles = 1'000'000;

bool is_manifest(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

Status walk(const std::string& root, std::vector<ManifestFile>& files) {
    std::error_code error;
    std::vector<std::string> found;
    auto entry = fs::recursive_directory_iterator(root, error);
    while (!error && entry != fs::recursive_directory_iterator()) {
        if (entry->is_directory(error) && entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file(error) && is_manifest(entry->path())) {
            found.push_back(entry->path().string());
        }
        if (found.size() > kMaxManifestFiles) {
            return fail(Code::kInvalid, root + " holds too many files");
        }
        entry.increment(error);
    }
    if (error) {
        return fail(Code::kInvalid, "cannot read " + root + ": " + error.message());
    }
    std::ranges::sort(found);
    for (std::string& path : found) {
        std::string relative = fs::path(path).lexically_relative(root).string();
        files.push_back({.path = std::move(path), .relative = std::move(relative)});
    }
    return {};
}

Status add_path(const std::string& path, std::vector<ManifestFile>& files) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        return fail(Code::kNotFound, "open " + path + ": no such file or directory");
    }
    if (fs::is_directory(status)) {
        return walk(path, files);
    }
    files.push_back({.path = path, .relative = fs::path(path).filename().string()});
    return {};
}

}  // namespace

Result<std::vector<ManifestFile>> find_manifest_files(const std::vector<std::string>& paths) {
    std::vector<ManifestFile> files;
    for (const std::string& path : paths) {
        TRY(add_path(path, files));
    }
    std::set<std::string> known;
    std::erase_if(files, [&](const ManifestFile& file) {
        return !known.insert(fs::path(file.path).lexically_normal().string()).second;
    });
    return files;
}

}  // namespace sealer::cli
