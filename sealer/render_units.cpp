// SPDX-License-Identifier: Apache-2.0
#include "sealer/render_units.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/kustomization.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 3> kKustomizationNames = {
    "kustomization.yaml", "kustomization.yml", "Kustomization"};
constexpr std::size_t kMaxFiles = 200'000;
constexpr std::size_t kMaxBytes = std::size_t{1} << 20;  // of a file that may hold Applications
constexpr int kMaxDepth = 100;

bool is_within(std::string_view directory, std::string_view path) {
    return directory.empty() || path == directory ||
           (path.starts_with(directory) && path[directory.size()] == '/');
}

std::string joined(std::string_view directory, std::string_view name) {
    return std::string(directory) + (directory.empty() ? "" : "/") + std::string(name);
}

struct Kustomization {
    std::string directory;
    std::string text;
};

// Walks a tree once and keeps what may be rendered.
class Search {
  public:
    Search(const git::FileTree& tree, const std::function<bool(const std::string&)>& is_left_out)
        : tree_(tree), is_left_out_(is_left_out) {}

    Status visit(const std::string& directory, int depth = 0) {
        TRY_ASSIGN(const std::vector<git::Entry> entries, tree_.list(directory));
        for (const git::Entry& entry : entries) {
            if (Status done = visit_entry(directory, entry, depth); !done) {
                return done;
            }
        }
        return {};
    }

    std::vector<RenderUnit> units;
    std::vector<Kustomization> kustomizations;

  private:
    Status visit_entry(const std::string& directory, const git::Entry& entry, int depth) {
        if (entry.type == git::EntryType::kFile) {
            return visit_file(directory, entry.name);
        }
        const std::string path = joined(directory, entry.name);
        const bool is_to_be_visited = entry.type == git::EntryType::kDirectory &&
                                      entry.name != ".git" && depth < kMaxDepth &&
                                      !(is_left_out_ && is_left_out_(path));
        return is_to_be_visited ? visit(path, depth + 1) : Status();
    }

    Status visit_file(const std::string& directory, const std::string& name) {
        if (++files_ > kMaxFiles) {
            return fail(Code::kInvalid,
                        "it holds more than " + std::to_string(kMaxFiles) + " files");
        }
        const bool is_kustomization = std::ranges::count(kKustomizationNames, name) > 0;
        if (!is_kustomization && !name.ends_with(".yaml") && !name.ends_with(".yml") &&
            !name.ends_with(".json")) {
            return {};
        }
        Result<std::string> text = tree_.read(joined(directory, name), kMaxBytes);
        if (!text && text.error().code == Code::kInvalid) {
            return {};  // too large
        }
        TRY(text);
        if (is_kustomization) {
            kustomizations.push_back({.directory = directory, .text = *std::move(text)});
        } else if (text->find("argoproj.io/") != std::string::npos) {
            add_applications(*text);
        }
        return {};
    }

    void add_applications(std::string_view text) {
        const auto documents = manifest::parse_yaml(text);
        if (!documents) {
            return;
        }
        for (const manifest::Document& document : *documents) {
            std::ranges::move(units_of(document.value), std::back_inserter(units));
        }
    }

    const git::FileTree& tree_;
    const std::function<bool(const std::string&)>& is_left_out_;
    std::size_t files_ = 0;
};

RenderUnit folder(std::string path) {
    return {.application = {}, .path = std::move(path), .definition = {}};
}

void add_used(const Kustomization& kustomization, std::set<std::string>& used) {
    render::Budget budget;
    const auto file = kustomize::parse_kustomization(kustomization.text, "", budget);
    if (!file) {
        return;  // rendering it tells what is wrong
    }
    if (file->is_component) {
        used.insert(kustomization.directory);
    }
    std::vector<std::string> entries = file->resources;
    for (const auto* more : {&file->components, &file->generators, &file->transformers}) {
        entries.insert(entries.end(), more->begin(), more->end());
    }
    for (const std::string& entry : entries) {
        if (const auto path = git::normalize_path(kustomization.directory, entry)) {
            used.insert(*path);
        }
    }
}

// Those that no other one names: components are made to be used.
std::vector<RenderUnit> roots_of(const std::vector<Kustomization>& kustomizations) {
    std::set<std::string> used;
    for (const Kustomization& kustomization : kustomizations) {
        add_used(kustomization, used);
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
    std::erase_if(units, [&](const RenderUnit& unit) { return !is_within(path, unit.path); });
}

// Nothing of it but what a render depends on: what the controller cannot do is no matter here.
Result<app::Spec> spec_of(const RenderUnit& unit) {
    app::Spec spec;
    if (const Value* json = unit.definition.get("spec"); json != nullptr) {
        TRY_ASSIGN(spec.source, app::parse_source(*json->get("source")));
        spec.namespace_ = json->text("destination", "namespace");
        spec.project = json->text("project");
    }
    spec.source.path = unit.path;
    return spec;
}

}  // namespace

std::string RenderUnit::title() const {
    const std::string shown = path.empty() ? "." : path;
    return application.empty() ? shown : application + " (" + shown + ")";
}

std::vector<RenderUnit> units_of(const Value& manifest) {
    const manifest::GroupVersionKind type = manifest::type_of(manifest);
    std::vector<RenderUnit> units;
    if (type.group != "argoproj.io" || type.kind != "Application") {
        return units;
    }
    manifest::Array sources = manifest::elements(manifest.get("spec", "sources"));
    if (const Value* source = manifest.get("spec", "source");
        sources.empty() && source != nullptr) {
        sources.push_back(*source);
    }
    for (const Value& source : sources) {
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

Result<std::vector<RenderUnit>> find_render_units(
    const git::FileTree& tree, std::string_view path,
    const std::function<bool(const std::string&)>& is_left_out) {
    Search search(tree, is_left_out);
    TRY(search.visit(""));
    std::vector<RenderUnit> units = std::move(search.units);
    keep_within(units, path);
    if (units.empty()) {
        units = roots_of(search.kustomizations);
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
    return app::render_source(
        tree, {.spec = spec, .instance = unit.application, .commit = "HEAD", .limits = limits},
        std::move(fetch_remote), &memory);
}

}  // namespace sealer::cli
