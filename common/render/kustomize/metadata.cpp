// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/metadata.h"

#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/remote.h"
#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kOrigin = "config.kubernetes.io/origin";
constexpr std::string_view kTransformations = "alpha.config.kubernetes.io/transformations";

// `path` as seen from `directory`, both in one tree.
std::string relative_path(std::string_view directory, std::string_view path) {
    const std::vector<std::string_view> from =
        directory.empty() ? std::vector<std::string_view>() : split(directory, '/');
    const std::vector<std::string_view> to = split(path, '/');
    const auto parted = std::ranges::mismatch(from, to);
    std::string relative;
    for (auto step = parted.in1; step != from.end(); ++step) {
        relative += "../";
    }
    return relative + join(std::vector<std::string>(parted.in2, to.end()), "/");
}

std::string line(std::string_view key, const std::string& text) {
    return text.empty() ? std::string()
                        : manifest::write_yaml(manifest::Object{{std::string(key), Value(text)}});
}

std::string indented(const std::string& text, std::string_view indent) {
    std::string out;
    for (const std::string_view piece : split(text, '\n')) {
        out += piece.empty() ? "" : std::string(indent) + std::string(piece) + "\n";
    }
    return out;
}

// The path as origins tell it, behind the remote repository where there is one.
std::string origin_text(const Layer& layer, std::string_view key, const std::string& file) {
    if (layer.place.is_remote()) {
        const std::string source =
            line("repo", layer.place.repository) + line("ref", layer.place.revision);
        return key == "path" ? line(key, file) + source : source + line(key, file);
    }
    return line(key, is_remote(file) ? file : relative_path(layer.build.top.directory, file));
}

bool is_internal(std::string_view key) {
    static constexpr std::array<std::string_view, 6> kKeys = {
        "config.kubernetes.io/index", "config.kubernetes.io/path",
        "config.kubernetes.io/id",    "config.kubernetes.io/resource-id",
        "config.k8s.io/id",           "kustomize.config.k8s.io/behavior"};
    return key.starts_with("internal.config.kubernetes.io/") ||
           std::ranges::find(kKeys, key) != kKeys.end();
}

bool is_clean(const Value* annotations) {
    return annotations == nullptr ||
           (annotations->is_object() && !annotations->as_object().empty() &&
            std::ranges::all_of(annotations->as_object(), [](const manifest::Member& member) {
                return member.value.is_string() && !is_internal(member.key);
            }));
}

// Annotations are texts whatever is written, and none at all is better than an empty mapping.
void clean(Resource& resource) {
    Value& object = resource.object;
    manifest::Object annotations;
    for (const manifest::Member& member :
         manifest::members(object.get("metadata", "annotations"))) {
        if (!is_internal(member.key)) {
            annotations.append(member.key, text_or_null(member.value));
        }
    }
    if (annotations.empty()) {
        object["metadata"].as_object().erase("annotations");
    } else {
        object["metadata"]["annotations"] = std::move(annotations);
    }
}

}  // namespace

std::string origin_of_file(const Layer& layer, const std::string& file) {
    return origin_text(layer, "path", file);
}

std::string origin_of_plugin(const Layer& layer, const std::string& file, const Plugin& plugin) {
    return origin_text(layer, "configuredIn", file) + "configuredBy:\n" +
           indented(line("apiVersion", "builtin") + line("kind", plugin.kind) +
                        line("name", plugin.name) + line("namespace", plugin.namespace_),
                    "  ");
}

Status note_transformer(Layer& layer, const std::string& file, const Plugin& plugin,
                        std::size_t times) {
    if (!layer.build.notes_transformers) {
        return {};
    }
    std::string entry = indented(origin_of_plugin(layer, file, plugin), "  ");
    entry.front() = '-';
    for (ResourcePtr& slot : layer.accumulator.resources) {
        for (std::size_t i = 0; i < times; ++i) {
            TRY(layer.build.budget.add_memory(entry.size()));
            edit(slot).transformations += entry;
        }
    }
    return {};
}

void write_annotations(Resources& resources, const Build& build) {
    for (ResourcePtr& slot : resources) {
        if (build.notes_origins && !slot->origin.empty()) {
            manifest::set_annotation(edit(slot).object, kOrigin, slot->origin);
        }
        if (build.notes_transformers && !slot->transformations.empty()) {
            manifest::set_annotation(edit(slot).object, kTransformations, slot->transformations);
        }
        if (!is_clean(slot->object.get("metadata", "annotations"))) {
            clean(edit(slot));
        }
    }
}

}  // namespace sealer::kustomize
