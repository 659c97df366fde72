// SPDX-License-Identifier: Apache-2.0
#include "sealer/render_units.h"

#include <algorithm>
#include <set>

#include "common/app/source.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/file_names.h"
#include "common/render/kustomize/kustomization.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::size_t kMaxTreeFiles = 200'000;
constexpr std::size_t kMaxBytes = std::size_t{1} << 20;  // of a file that may hold Applications
constexpr int kMaxFolderDepth = 100;

template <class T>
using Known = UnitFinder::Known<T>;

// A file in a tree. Its id is empty where the tree has none.
struct File {
    std::string path;
    std::string id;
};

// What `parse` makes of the file's text; of an empty one where it is too large.
template <class T, class Parse>
Result<T> read_once(const git::FileTree& tree, const File& file, Known<T>& known,
                    const Parse& parse) {
    if (const auto found = known.find(file.id); found != known.end()) {
        return found->second;
    }
    Result<std::string> text = tree.read(file.path, kMaxBytes);
    if (!text && text.error().code != Code::kInvalid) {
        return fail(std::move(text).error());
    }
    T parsed = parse(text.value_or(""));
    if (!file.id.empty()) {
        known.emplace(file.id, parsed);
    }
    return parsed;
}

std::vector<RenderUnit> applications_in(const std::string& text) {
    std::vector<RenderUnit> units;
    if (text.find("argoproj.io/") == std::string::npos) {
        return units;
    }
    const auto documents = manifest::parse_yaml(text);
    if (!documents) {
        return units;
    }
    for (const manifest::Document& document : *documents) {
        std::ranges::move(units_of(document.value), std::back_inserter(units));
    }
    return units;
}

KustomizationUses uses_in(const std::string& text) {
    render::Budget budget;
    const auto file = kustomize::parse_kustomization(text, "", budget);
    if (!file) {
        return {};  // rendering it tells what is wrong
    }
    KustomizationUses uses{.is_component = file->is_component, .entries = file->resources};
    for (const auto* more :
         {&file->components, &file->generators, &file->transformers, &file->validators}) {
        uses.entries.insert(uses.entries.end(), more->begin(), more->end());
    }
    return uses;
}

struct Kustomization {
    std::string directory;
    File file;
};

// Walks a tree once and keeps what may be rendered.
class Search {
  public:
    Search(const git::FileTree& tree, const UnitFinder::IsLeftOut& is_left_out,
           Known<std::vector<RenderUnit>>& known)
        : tree_(tree), is_left_out_(is_left_out), known_(known) {}

    Status visit(const std::string& directory, int depth = 0) {
        TRY_ASSIGN(const std::vector<git::Entry> entries, tree_.list(directory));
        for (const git::Entry& entry : entries) {
            if (Status done = visit_entry(directory, entry, depth); !done) {
                return done;
            }
        }
        return {};
    }

    std::vector<RenderUnit> applications;
    std::vector<Kustomization> kustomizations;

  private:
    Status visit_entry(const std::string& directory, const git::Entry& entry, int depth) {
        const std::string path = git::join_path(directory, entry.name);
        if (entry.type == git::EntryType::kFile) {
            return visit_file(directory, entry.name, {.path = path, .id = entry.id});
        }
        const bool is_to_be_visited = entry.type == git::EntryType::kDirectory &&
                                      entry.name != ".git" && depth < kMaxFolderDepth &&
                                      !(is_left_out_ && is_left_out_(path));
        return is_to_be_visited ? visit(path, depth + 1) : Status();
    }

    Status visit_file(const std::string& directory, std::string_view name, File file) {
        if (++files_ > kMaxTreeFiles) {
            return fail(Code::kInvalid,
                        "it holds more than " + std::to_string(kMaxTreeFiles) + " files");
        }
        if (std::ranges::count(kustomize::kFileNames, name) > 0) {
            kustomizations.push_back({.directory = directory, .file = std::move(file)});
        } else if (name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json")) {
            TRY_ASSIGN(std::vector<RenderUnit> found,
                       read_once(tree_, file, known_, applications_in));
            std::ranges::move(found, std::back_inserter(applications));
        }
        return {};
    }

    const git::FileTree& tree_;
    const UnitFinder::IsLeftOut& is_left_out_;
    Known<std::vector<RenderUnit>>& known_;
    std::size_t files_ = 0;
};

RenderUnit folder(std::string path) {
    return {.application = {}, .path = std::move(path), .definition = {}};
}

// Those that no other one names: components are made to be used.
Result<std::vector<RenderUnit>> roots_of(const git::FileTree& tree,
                                         const std::vector<Kustomization>& kustomizations,
                                         Known<KustomizationUses>& known) {
    std::set<std::string> used;
    for (const Kustomization& kustomization : kustomizations) {
        TRY_ASSIGN(const KustomizationUses uses,
                   read_once(tree, kustomization.file, known, uses_in));
        if (uses.is_component) {
            used.insert(kustomization.directory);
        }
        for (const std::string& entry : uses.entries) {
            if (auto path = git::normalize_path(kustomization.directory, entry)) {
                used.insert(*std::move(path));
            }
        }
    }
    std::vector<RenderUnit> roots;
    for (const Kustomization& kustomization : kustomizations) {
        if (!used.contains(kustomization.directory)) {
            roots.push_back(folder(kustomization.directory));
        }
    }
    return roots;
}

void keep_within(std::vector<RenderUnit>& units, std::string_view path) {
    std::erase_if(units, [&](const RenderUnit& unit) { return !git::is_within(path, unit.path); });
}

// Nothing of it but what a render depends on: what the controller cannot do is no matter here.
Result<app::Spec> spec_of(const RenderUnit& unit) {
    app::Spec spec;
    app::Source& source = spec.sources.list.emplace_back();
    if (const Value* json = unit.definition.get("spec"); json != nullptr) {
        TRY_ASSIGN(source, app::parse_source(*json->get("source"), "spec.source"));
        spec.namespace_ = json->text("destination", "namespace");
        spec.project = json->text("project");
    }
    source.path = unit.path;
    source.ref.clear();  // it is about its own files
    return spec;
}

}  // namespace

std::vector<RenderUnit> units_of(const Value& manifest) {
    const manifest::GroupVersionKind type = manifest::type_of(manifest);
    std::vector<RenderUnit> units;
    if (type.group != "argoproj.io" || type.kind != "Application") {
        return units;
    }
    for (const Value& source : app::written_sources(manifest.get("spec"))) {
        const auto path = git::normalize_path("", source.text("path"));
        if (!path || source.text("path").empty()) {
            continue;  // a chart, or files for another source
        }
        Value definition = manifest;
        Value& spec = definition["spec"];
        spec.as_object().erase("sources");
        spec["source"] = source;
        units.push_back({.application = std::string(manifest::name_of(manifest)),
                         .path = *path,
                         .definition = std::move(definition)});
    }
    return units;
}

std::string RenderUnit::title() const {
    const std::string shown = path.empty() ? "." : path;
    return application.empty() ? shown : application + " (" + shown + ")";
}

Result<std::vector<RenderUnit>> UnitFinder::find(const git::FileTree& tree, std::string_view path,
                                                 const IsLeftOut& is_left_out) {
    Search search(tree, is_left_out, applications_);
    TRY(search.visit(""));
    std::vector<RenderUnit> units = std::move(search.applications);
    keep_within(units, path);
    if (units.empty()) {
        TRY_ASSIGN(units, roots_of(tree, search.kustomizations, uses_));
        keep_within(units, path);
    }
    if (units.empty()) {
        units.push_back(folder(std::string(path)));
    }
    std::ranges::stable_sort(units, {}, &RenderUnit::title);
    const auto is_same = [](const RenderUnit& a, const RenderUnit& b) {
        return a.title() == b.title();
    };
    units.erase(std::unique(units.begin(), units.end(), is_same), units.end());
    return units;
}

Result<app::RenderedSource> render_unit(const std::shared_ptr<const git::FileTree>& tree,
                                        const RenderUnit& unit, const render::Limits& limits,
                                        kustomize::FetchRemote fetch_remote,
                                        kustomize::RenderMemory& memory) {
    const auto entry = tree->stat(unit.path);
    if (!entry && entry.error().code == Code::kNotFound) {
        app::RenderedSource nothing;
        nothing.rendered.inputs = {{unit.path, ""}};
        return nothing;
    }
    TRY(entry);
    TRY_ASSIGN(const app::Spec spec, spec_of(unit));
    return app::render_source(tree,
                              {.spec = spec,
                               .source = spec.sources.list.front(),
                               .instance = unit.application,
                               .commit = unit.commit,
                               .limits = limits},
                              std::move(fetch_remote), &memory);
}

}  // namespace sealer::cli
