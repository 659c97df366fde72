// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/loader.h"

#include <algorithm>
#include <array>
#include <optional>

#include "common/render/kustomize/parse.h"
#include "common/render/links.h"

namespace sealer::kustomize {
namespace {

constexpr std::array<std::string_view, 3> kFileNames = {"kustomization.yaml", "kustomization.yml",
                                                        "Kustomization"};
constexpr std::size_t kMaxDepth = 100;  // of bases within bases
constexpr std::size_t kMaxPath = 4096;  // bytes, as file systems have it
constexpr std::size_t kShownPath = 100;

bool is_within(std::string_view directory, std::string_view path) {
    return directory.empty() || path == directory ||
           (path.starts_with(directory) && path[directory.size()] == '/');
}

// What a path relative to `directory` is in its tree. Absolute paths are the tree's own.
Result<std::string> path_in_tree(std::string_view directory, std::string_view path,
                                 bool is_filesystem) {
    if (directory.size() + path.size() > kMaxPath) {
        return fail(Code::kInvalid, std::string(path.substr(0, kShownPath)) +
                                        "…: the path is longer than " + std::to_string(kMaxPath) +
                                        " bytes");
    }
    if (is_filesystem && path.starts_with('/')) {
        return git::normalize_path("", path.substr(path.find_first_not_of('/')));
    }
    return git::normalize_path(directory, path);
}

std::string shown(std::string_view directory) {
    return directory.empty() ? "the repository's root" : std::string(directory);
}

}  // namespace

Loader::Loader(std::shared_ptr<const git::FileTree> root, Options options, render::Budget& budget)
    : root_(std::move(root)), options_(std::move(options)), budget_(budget) {}

render::Inputs& Loader::inputs_of(const Place& place) {
    return place.is_remote() ? remote_inputs_ : inputs_;
}

Result<std::string> Loader::resolve_directory(const Place& from, std::string_view path) {
    const std::string key =
        (from.is_remote() ? from.repository + "@" + from.revision + ":" : ":") + std::string(path);
    if (const auto known = directories_.find(key); known != directories_.end()) {
        return known->second;
    }
    render::Inputs looked_at;
    TRY_ASSIGN(std::optional<render::Found> found, render::follow(*from.tree, path, looked_at));
    if (found && found->entry.type == git::EntryType::kDirectory) {
        // Of a directory counts what is read in it, not that something in it changed.
        looked_at.erase(found->path);
    }
    inputs_of(from).merge(looked_at);
    if (!found) {
        return fail(Code::kNotFound, std::string(path) + ": no such directory");
    }
    if (found->entry.type != git::EntryType::kDirectory) {
        return fail(Code::kNotFound, std::string(path) + ": not a directory");
    }
    return directories_[key] = found->path;
}

Result<Place> Loader::open(std::string_view path) {
    Place place{.tree = root_, .directory = {}, .repository = {}, .revision = {}, .visited = {}};
    TRY_ASSIGN(const std::string clean, path_in_tree("", path, options_.is_filesystem));
    TRY_ASSIGN(place.directory, resolve_directory(place, clean));
    return place;
}

Result<Place> Loader::open(const Place& from, std::string_view path) {
    if (path.empty()) {
        return fail(Code::kInvalid, "an entry is empty: name a file or a directory");
    }
    if (path.starts_with('/')) {
        return fail(Code::kDenied, std::string(path) + ": a base must be a relative path");
    }
    TRY_ASSIGN(const std::string clean, path_in_tree(from.directory, path, options_.is_filesystem));
    Place place = from;
    TRY_ASSIGN(place.directory, resolve_directory(from, clean));
    place.visited.push_back(from.directory);
    for (const std::string& visited : place.visited) {
        if (is_within(place.directory, visited)) {
            return fail(Code::kInvalid, std::string(path) + ": a cycle: " + shown(place.directory) +
                                            " holds " + shown(visited) + ", which uses it");
        }
    }
    if (place.visited.size() > kMaxDepth) {
        return fail(Code::kInvalid, std::string(path) + ": bases are nested too deep");
    }
    return place;
}

Result<Place> Loader::open_remote(std::string_view url) {
    if (!options_.fetch_remote) {
        return fail(Code::kDenied,
                    std::string(url) + ": remote bases are not allowed here; commit a copy");
    }
    TRY_ASSIGN(RemoteTree remote, options_.fetch_remote(url));
    remotes_[std::string(url)] = remote.commit;
    Place place{.tree = remote.tree,
                .directory = {},
                .repository = remote.repository,
                .revision = remote.revision,
                .visited = {}};
    TRY_ASSIGN(const std::string clean, git::normalize_path("", remote.directory));
    TRY_ASSIGN(place.directory, resolve_directory(place, clean));
    return place;
}

Result<Loader::File> Loader::find(const Place& from, std::string_view path) {
    TRY_ASSIGN(const std::string clean, path_in_tree(from.directory, path, options_.is_filesystem));
    const std::size_t slash = clean.rfind('/');
    const std::string parent = slash == std::string::npos ? "" : clean.substr(0, slash);
    TRY_ASSIGN(std::string direct, resolve_directory(from, parent));
    direct += (direct.empty() ? "" : "/") + clean.substr(parent.empty() ? 0 : parent.size() + 1);
    TRY_ASSIGN(const std::optional<render::Found> found,
               render::follow_last(*from.tree, direct, inputs_of(from)));
    if (!found) {
        return fail(Code::kNotFound, clean + ": no such file");
    }
    if (found->entry.type != git::EntryType::kFile) {
        return fail(Code::kNotFound, clean + ": a directory, not a file");
    }
    const bool is_restricted = options_.restrict_files || from.is_remote();
    if (is_restricted && !is_within(from.directory, found->path)) {
        return fail(Code::kDenied, found->path + ": not in or below " + shown(from.directory) +
                                       ", where the kustomization that names it stands");
    }
    return File{.path = found->path, .id = found->entry.id};
}

Result<std::string> Loader::read(const Place& from, std::string_view path) {
    TRY_ASSIGN(const File file, find(from, path));
    return budget_.read(*from.tree, file.path);
}

Result<Loader::KustomizationFile> Loader::read_kustomization(const Place& place) {
    std::optional<File> found;
    for (const std::string_view name : kFileNames) {
        const Result<File> file = find(place, name);
        if (!file && file.error().code != Code::kNotFound) {
            return fail(file.error());
        }
        if (file && found) {
            return fail(Code::kInvalid, shown(place.directory) +
                                            ": holds several kustomization files: keep one of " +
                                            found->path + " and " + file->path);
        }
        if (file) {
            found = *file;
        }
    }
    if (!found) {
        return fail(Code::kNotFound,
                    shown(place.directory) +
                        ": holds no kustomization.yaml, kustomization.yml or Kustomization");
    }
    TRY_ASSIGN(std::string text, budget_.read(*place.tree, found->path));
    return KustomizationFile{.path = found->path, .text = std::move(text)};
}

Result<Resources> Loader::read_resources(const Place& from, std::string_view path) {
    TRY_ASSIGN(const File file, find(from, path));
    TRY_ASSIGN(const std::string text, budget_.read(*from.tree, file.path));
    TRY_ASSIGN(Resources resources, parse_resources(text, file.path, budget_));
    TRY(budget_.add_memory(resources.size() * (sizeof(Resource) + file.path.size())));
    if (const Status counted = budget_.add_objects(resources.size()); !counted) {
        return fail(counted.error().with(file.path));
    }
    return resources;
}

}  // namespace sealer::kustomize
