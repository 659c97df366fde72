// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/loader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/render/kustomize/decoder.h"
#include "common/render/kustomize/file_names.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/remote.h"
#include "common/render/links.h"

namespace sealer::kustomize {
namespace {

constexpr std::size_t kMaxBases = 100;  // of bases within bases
constexpr std::size_t kMaxPath = 4096;  // bytes, as file systems have it
constexpr std::size_t kShownPath = 100;

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

Loader::Recording::Recording(Loader& loader, Reading& into)
    : loader_(loader),
      into_(into),
      outer_(std::exchange(loader.inputs_, &into.inputs)),
      begin_(loader.budget_.spent()) {}

Loader::Recording::~Recording() {
    loader_.inputs_ = outer_;
    into_.spent = loader_.budget_.spent() - begin_;
}

render::Inputs& Loader::inputs_of(const Place& place) {
    return place.is_remote() ? remote_inputs_ : *inputs_;
}

Result<std::string> Loader::resolve_directory(const Place& from, std::string_view path) {
    const std::string key =
        (from.is_remote() ? from.repository + "@" + from.revision + ":" : ":") + std::string(path);
    if (const auto known = directories_.find(key); known != directories_.end()) {
        inputs_of(from).insert(known->second.looked_at.begin(), known->second.looked_at.end());
        return known->second.path;
    }
    render::Inputs looked_at;
    TRY_ASSIGN(std::optional<render::Found> found, render::follow(*from.tree, path, looked_at));
    if (found && found->entry.type == git::EntryType::kDirectory) {
        // Of a directory counts what is read in it, not that something in it changed.
        looked_at.erase(found->path);
    }
    inputs_of(from).insert(looked_at.begin(), looked_at.end());
    if (!found) {
        return fail(Code::kNotFound, std::string(path) + ": no such directory");
    }
    if (found->entry.type != git::EntryType::kDirectory) {
        return fail(Code::kNotFound, std::string(path) + ": not a directory");
    }
    directories_[key] = {.path = found->path, .looked_at = std::move(looked_at)};
    return found->path;
}

Result<Place> Loader::open(std::string_view path) {
    Place place{.tree = root_,
                .directory = {},
                .repository = {},
                .revision = {},
                .visited = {},
                .remotes = {}};
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
    TRY_ASSIGN(const std::string clean,
               path_in_tree(from.directory, path, options_.is_filesystem && !from.is_remote()));
    Place place = from;
    TRY_ASSIGN(place.directory, resolve_directory(from, clean));
    place.visited.push_back(from.directory);
    for (const std::string& visited : place.visited) {
        if (git::is_within(place.directory, visited)) {
            return fail(Code::kInvalid, std::string(path) + ": a cycle: " + shown(place.directory) +
                                            " holds " + shown(visited) + ", which uses it");
        }
    }
    if (place.visited.size() > kMaxBases) {
        return fail(Code::kInvalid, std::string(path) + ": bases are nested too deep");
    }
    return place;
}

Result<RemoteTree> Loader::fetch(const std::string& url) {
    if (const auto known = remotes_.find(url); known != remotes_.end()) {
        return known->second;
    }
    if (!options_.fetch_remote) {
        return fail(Code::kDenied, "remote bases and files are not allowed here; commit a copy");
    }
    if (remotes_.size() >= options_.max_remotes) {
        return fail(Code::kInvalid, "more than " + std::to_string(options_.max_remotes) +
                                        " remote bases and files");
    }
    TRY_ASSIGN(RemoteTree remote, options_.fetch_remote(url));
    return remotes_.emplace(url, std::move(remote)).first->second;
}

Result<Place> Loader::open_remote(const Place& from, const std::string& url) {
    if (std::ranges::count(from.remotes, url) > 0) {
        return fail(Code::kInvalid, "a cycle: this remote base uses itself");
    }
    TRY_ASSIGN(const RemoteTree remote, fetch(url));
    Place place{.tree = remote.tree,
                .directory = {},
                .repository = remote.repository,
                .revision = remote.revision,
                .visited = {},
                .remotes = from.remotes};
    place.remotes.push_back(url);
    TRY_ASSIGN(const std::string clean, git::normalize_path("", remote.path));
    TRY_ASSIGN(place.directory, resolve_directory(place, clean));
    return place;
}

std::map<std::string, std::string> Loader::remotes() const {
    std::map<std::string, std::string> commits;
    for (const auto& [url, remote] : remotes_) {
        commits[url] = remote.commit;
    }
    return commits;
}

Result<Loader::File> Loader::find(const Place& from, std::string_view path) {
    if (path.find("://") != std::string_view::npos) {
        const std::string url(path);
        if (!is_remote_file(path)) {
            return fail(Code::kInvalid,
                        without_login(path) +
                            ": the URL of a file starts with https:// and ends in .yaml, .yml or "
                            ".json");
        }
        TRY_ASSIGN(const RemoteTree remote, fetch(url));
        return File{.tree = remote.tree, .path = remote.path, .shown = without_login(url)};
    }
    TRY_ASSIGN(const std::string clean,
               path_in_tree(from.directory, path, options_.is_filesystem && !from.is_remote()));
    const std::size_t slash = clean.rfind('/');
    const std::string parent = slash == std::string::npos ? "" : clean.substr(0, slash);
    TRY_ASSIGN(std::string direct, resolve_directory(from, parent));
    direct += (direct.empty() ? "" : "/") + clean.substr(parent.empty() ? 0 : parent.size() + 1);
    TRY_ASSIGN(const std::optional<render::Found> found,
               render::follow_last(*from.tree, direct, inputs_of(from)));
    if (!found) {
        return fail(Code::kNotFound, clean + ": no such file");
    }
    if (found->entry.type == git::EntryType::kSubmodule) {
        return fail(Code::kDenied, clean +
                                       ": a Git submodule, whose files are in another repository: "
                                       "name that by its URL");
    }
    if (found->entry.type != git::EntryType::kFile) {
        inputs_of(from).erase(found->path);  // see resolve_directory
        return fail(Code::kNotFound, clean + ": a directory, not a file");
    }
    const bool is_restricted = options_.restrict_files || from.is_remote();
    if (is_restricted && !git::is_within(from.directory, found->path)) {
        return fail(Code::kDenied, found->path + ": not in or below " + shown(from.directory) +
                                       ", where the kustomization that names it stands");
    }
    return File{.tree = from.tree, .path = found->path, .shown = found->path};
}

Result<std::string> Loader::read(const Place& from, std::string_view path) {
    TRY_ASSIGN(const File file, find(from, path));
    return budget_.read(*file.tree, file.path);
}

Error Loader::missing(const Place& from, std::string_view path) {
    const Result<std::string> clean =
        path_in_tree(from.directory, path, options_.is_filesystem && !from.is_remote());
    std::string message = clean.value_or(std::string(path)) + ": no such file or directory";
    const std::size_t slash = clean ? clean->rfind('/') : std::string::npos;
    const std::string parent = slash == std::string::npos ? "" : clean->substr(0, slash);
    std::vector<std::string> names;
    if (const auto entries = from.tree->list(parent)) {
        std::ranges::transform(*entries, std::back_inserter(names), &git::Entry::name);
    }
    const std::string name = clean ? clean->substr(slash == std::string::npos ? 0 : slash + 1) : "";
    std::erase(names, name);  // a link that leads nowhere
    if (const std::string near = nearest_name(name, names); !near.empty()) {
        message += "; did you mean " + near + "?";
    }
    return {Code::kNotFound, message};
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
    TRY_ASSIGN(const std::string text, budget_.read(*file.tree, file.path));
    TRY_ASSIGN(Resources resources, parse_resources(text, file.shown, budget_));
    TRY(budget_.add_memory(resources.size() * (sizeof(Resource) + file.shown.size())));
    if (const Status counted = budget_.add_objects(resources.size()); !counted) {
        return fail(counted.error().with(file.shown));
    }
    return resources;
}

}  // namespace sealer::kustomize
