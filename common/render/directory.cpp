// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>

#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "common/render/budget.h"
#include "common/render/links.h"
#include "common/render/render.h"

namespace sealer::render {
namespace {

constexpr int kMaxDirectoryDepth = 100;
constexpr std::string_view kSkipMark = "+argocd:skip-file-rendering";

bool has_manifest_extension(std::string_view name) {
    return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

// Whether a file that does not parse was perhaps never meant as a manifest.
bool looks_like_manifest(std::string_view text) {
    constexpr std::array<std::string_view, 3> kMarks{"apiVersion:", "kind:", "metadata:"};
    return std::ranges::any_of(kMarks,
                               [&](std::string_view mark) { return text.find(mark) != text.npos; });
}

Result<std::vector<manifest::Document>> parse(std::string_view name, std::string_view text,
                                              Budget& budget) {
    if (!name.ends_with(".json")) {
        return budget.parse_yaml(text);
    }
    TRY_ASSIGN(manifest::Value value, manifest::parse_json(text));
    TRY(budget.add_value(value));
    std::vector<manifest::Document> documents(1);
    documents.front().value = std::move(value);
    return documents;
}

class Renderer {
  public:
    Renderer(const git::FileTree& tree, std::string root, const DirectoryOptions& options,
             const Limits& limits)
        : tree_(tree), root_(std::move(root)), options_(options), budget_(limits) {}

    Status walk(const std::string& directory, int depth) {
        if (depth > kMaxDirectoryDepth) {
            return fail(Code::kInvalid, directory + ": nested too deep");
        }
        TRY_ASSIGN(const std::vector<git::Entry> entries, tree_.list(directory));
        for (const git::Entry& entry : entries) {
            TRY(budget_.work());
            const std::string path = git::join_path(directory, entry.name);
            Status done;
            if (entry.type == git::EntryType::kDirectory && options_.recurse) {
                done = walk(path, depth + 1);
            } else if (is_wanted(entry, path)) {
                done = add_file(entry, path);
            }
            if (!done) {
                return done;
            }
        }
        return {};
    }

    Rendered take() { return std::move(rendered_); }
    Inputs& inputs() { return rendered_.inputs; }

  private:
    [[nodiscard]] bool is_wanted(const git::Entry& entry, const std::string& path) const {
        const bool can_be_file =
            entry.type == git::EntryType::kFile || entry.type == git::EntryType::kLink;
        if (!can_be_file || !has_manifest_extension(entry.name)) {
            return false;
        }
        const std::string_view relative = root_.empty()
                                              ? std::string_view(path)
                                              : std::string_view(path).substr(root_.size() + 1);
        if (!options_.exclude.empty() && glob_match(options_.exclude, relative)) {
            return false;
        }
        return options_.include.empty() || glob_match(options_.include, relative);
    }

    Status add_file(const git::Entry& entry, const std::string& path) {
        std::string target = path;
        if (entry.type == git::EntryType::kLink) {
            TRY_ASSIGN(const std::optional<Found> found, follow(tree_, path, rendered_.inputs));
            if (!found || found->entry.type != git::EntryType::kFile) {
                return {};
            }
            target = found->path;
        }
        TRY_ASSIGN(const std::string text, budget_.read(tree_, target));
        if (text.find(kSkipMark) != std::string::npos) {
            return {};
        }
        return add_manifests(path, text);
    }

    Status add_manifests(const std::string& path, const std::string& text) {
        Result<std::vector<ManifestPtr>> manifests = manifests_of(path, text);
        if (!manifests) {
            if (!path.ends_with(".json") && !looks_like_manifest(text)) {
                return {};
            }
            return fail(std::move(manifests).error());
        }
        if (const Status counted = budget_.add_objects(manifests->size()); !counted) {
            return fail(counted.error().with(path));
        }
        std::ranges::move(*manifests, std::back_inserter(rendered_.manifests));
        return {};
    }

    Result<std::vector<ManifestPtr>> manifests_of(const std::string& path,
                                                  const std::string& text) {
        auto documents = parse(path, text, budget_);
        if (!documents) {
            return fail(documents.error().with(path));
        }
        std::vector<ManifestPtr> manifests;
        for (manifest::Document& document : *documents) {
            if (document.value.is_null()) {
                continue;
            }
            auto objects = manifest::expand_lists(std::move(document.value));
            if (!objects) {
                return fail(objects.error().with(path + ": line " + std::to_string(document.line)));
            }
            for (manifest::Value& object : *objects) {
                manifests.push_back(std::make_shared<const Manifest>(
                    Manifest{std::move(object), path, document.line}));
            }
        }
        return manifests;
    }

    const git::FileTree& tree_;
    std::string root_;
    const DirectoryOptions& options_;
    Budget budget_;
    Rendered rendered_;
};

Status check_glob(std::string_view option, const std::string& glob) {
    if (is_glob(glob)) {
        return {};
    }
    return fail(Code::kInvalid, "directory." + std::string(option) + ": \"" + glob +
                                    "\" is no glob: a bracket or a brace is not closed, or nothing "
                                    "follows a backslash");
}

// The submodule that `path` is, or would be in; empty: there is none.
std::string submodule_on(const git::FileTree& tree, const std::string& path) {
    for (std::size_t end = 0; end < path.size();) {
        end = std::min(path.find('/', end + 1), path.size());
        const Result<git::Entry> entry = tree.stat(path.substr(0, end));
        if (entry && entry->type == git::EntryType::kSubmodule) {
            return path.substr(0, end);
        }
    }
    return "";
}

}  // namespace

Result<Rendered> render_directory(const git::FileTree& tree, std::string_view directory,
                                  const DirectoryOptions& options, const Limits& limits) {
    TRY(check_glob("include", options.include));
    TRY(check_glob("exclude", options.exclude));
    Inputs inputs;
    TRY_ASSIGN(const std::string clean, git::normalize_path("", directory));
    TRY_ASSIGN(const std::optional<Found> found, follow(tree, clean, inputs));
    if (const std::string submodule = submodule_on(tree, clean); !submodule.empty()) {
        return fail(Code::kNotFound, submodule +
                                         ": a Git submodule, whose files are in another "
                                         "repository: name that as repoURL");
    }
    if (!found) {
        return fail(Code::kNotFound, clean + ": app path does not exist");
    }
    if (found->entry.type != git::EntryType::kDirectory) {
        return fail(Code::kInvalid, clean + ": not a directory");
    }
    Renderer renderer(tree, found->path, options, limits);
    renderer.inputs() = std::move(inputs);
    TRY(renderer.walk(found->path, 0));
    return renderer.take();
}

Result<SourceType> detect_source_type(const git::FileTree& tree, std::string_view directory,
                                      Inputs& inputs) {
    constexpr std::array<std::pair<std::string_view, SourceType>, 4> kMarks{
        {{"Chart.yaml", SourceType::kHelm},
         {"kustomization.yaml", SourceType::kKustomize},
         {"kustomization.yml", SourceType::kKustomize},
         {"Kustomization", SourceType::kKustomize}}};
    TRY_ASSIGN(const std::string clean, git::normalize_path("", directory));
    Inputs looked_at;
    TRY_ASSIGN(const std::optional<Found> found, follow(tree, clean, looked_at));
    if (found) {
        // Of the directory counts whether these files are in it, not what else is.
        looked_at.erase(found->path);
    }
    inputs.merge(looked_at);
    if (!found || found->entry.type != git::EntryType::kDirectory) {
        return SourceType::kDirectory;
    }
    for (const auto& [name, type] : kMarks) {
        const std::string path = git::join_path(found->path, name);
        const Result<git::Entry> entry = tree.stat(path);
        if (!entry && entry.error().code != Code::kNotFound) {
            return fail(entry.error());
        }
        inputs[path] = entry ? entry->id : "";
        if (entry) {
            return type;
        }
    }
    return SourceType::kDirectory;
}

bool unchanged(const git::FileTree& tree, const Inputs& inputs) {
    return std::ranges::all_of(inputs, [&](const auto& input) {
        const Result<git::Entry> entry = tree.stat(input.first);
        // A folder on disk has no ids: what is in it may have changed.
        return entry ? !entry->id.empty() && entry->id == input.second
                     : entry.error().code == Code::kNotFound && input.second.empty();
    });
}

}  // namespace sealer::render
