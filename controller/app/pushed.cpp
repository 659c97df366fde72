// SPDX-License-Identifier: Apache-2.0
#include "controller/app/pushed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/app/source.h"
#include "common/base/semver.h"
#include "common/base/text.h"
#include "common/git/file_tree.h"
#include "common/git/repository.h"
#include "common/git/url.h"
#include "common/manifest/object.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::Value;

bool follows(std::string_view revision, const git::PushEvent& push) {
    if (revision.empty() || revision == "HEAD") {
        return push.is_default_branch;
    }
    if (git::is_commit_id(revision)) {
        return false;
    }
    for (const std::string_view prefix : {"refs/", "heads/", "tags/"}) {
        revision.remove_prefix(revision.starts_with(prefix) ? prefix.size() : 0);
    }
    // Whether the tag fits is Git's to say.
    return revision == push.ref || (push.is_tag && is_version_constraint(revision));
}

// A path of the annotation or the source, from the root of the repository.
std::string from_root(std::string_view path, std::string_view source_path) {
    const bool is_from_root = path.starts_with('/');
    path.remove_prefix(is_from_root ? 1 : 0);
    return git::normalize_path(is_from_root ? "" : source_path, path).value_or("");
}

bool is_at(const std::string& file, const std::string& path) {
    return path.empty() || file == path || file.starts_with(path + "/") ||
           render::glob_match(path, file, '/');
}

std::vector<std::string> manifest_paths(const Value& application, std::string_view source_path) {
    std::vector<std::string> paths;
    for (const std::string_view path :
         list_entries(manifest::annotation(application, kManifestGeneratePaths), ';')) {
        paths.push_back(from_root(path, source_path));
    }
    if (paths.empty()) {
        paths.push_back(from_root(".", source_path));
    }
    return paths;
}

Concern concern_of_source(const Value& application, const Value& source,
                          const git::PushEvent& push) {
    if (!is_repository_of(push, source.text("repoURL")) ||
        !follows(source.text("targetRevision"), push)) {
        return Concern::kNone;
    }
    const std::vector<std::string> paths = manifest_paths(application, source.text("path"));
    const bool is_likely =
        push.files.empty() || std::ranges::any_of(push.files, [&](const std::string& file) {
            return std::ranges::any_of(paths,
                                       [&](const std::string& path) { return is_at(file, path); });
        });
    return is_likely ? Concern::kLikely : Concern::kPossible;
}

}  // namespace

bool is_repository_of(const git::PushEvent& push, std::string_view url) {
    return std::ranges::find(push.repositories, git::repository_key(url)) !=
           push.repositories.end();
}

Concern concern_of(const Value& application, const git::PushEvent& push) {
    Concern most = Concern::kNone;
    for (const Value& source : written_sources(application.get("spec"))) {
        most = std::max(most, concern_of_source(application, source, push));
    }
    return most;
}

}  // namespace sealer::app
