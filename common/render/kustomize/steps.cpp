// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/steps.h"

#include <array>

#include "common/manifest/yaml.h"
#include "common/render/kustomize/generators.h"
#include "common/render/kustomize/metadata.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

std::string numbered(std::string_view field, std::size_t index) {
    return std::string(field) + "[" + std::to_string(index) + "]";
}

// The patch's text; exactly one of path and patch must be there.
Result<LoadedPatch> load(const Layer& layer, const Patch& patch, const std::string& where) {
    if (patch.path.empty() == patch.patch.empty()) {
        return fail(Code::kInvalid,
                    where + (patch.path.empty() ? ": needs a path or a patch"
                                                : ": has both a path and a patch: drop one"));
    }
    LoadedPatch loaded{.text = nullptr,
                       .where = patch.path.empty() ? where : patch.path,
                       .target = patch.target,
                       .allow_name_change = false,
                       .allow_kind_change = false};
    auto text = patch.path.empty() ? Result<std::string>(patch.patch) : layer.read(patch.path);
    if (!text) {
        return fail(text.error().with(where));
    }
    loaded.text = std::make_shared<PatchText>(*std::move(text), loaded.where);
    for (const auto& [option, is_set] : patch.options) {
        (option == "allowNameChange" ? loaded.allow_name_change : loaded.allow_kind_change) |=
            is_set && (option == "allowNameChange" || option == "allowKindChange");
    }
    return loaded;
}

Result<std::vector<LoadedPatch>> load_patches(const Layer& layer, const std::vector<Patch>& patches,
                                              const std::string& where) {
    std::vector<LoadedPatch> loaded;
    for (const Patch& patch : patches) {
        TRY_ASSIGN(loaded.emplace_back(), load(layer, patch, numbered(where, loaded.size())));
    }
    return loaded;
}

Result<std::vector<LoadedPatch>> load_merge_patches(const Layer& layer,
                                                    const std::vector<std::string>& entries,
                                                    const std::string& where) {
    std::vector<LoadedPatch> loaded;
    for (const std::string& entry : entries) {
        const std::string entry_where = numbered(where, loaded.size());
        LoadedPatch& patch = loaded.emplace_back();
        const Result<std::string> text = layer.read(entry);
        if (!text && entry.find('\n') == std::string::npos && !entry.starts_with('{')) {
            return fail(text.error().with(entry_where));
        }
        patch.where = text ? entry : entry_where;
        patch.text = std::make_shared<PatchText>(text.value_or(entry), patch.where);
    }
    return loaded;
}

// A field's patches. Those for a part were loaded for the whole, and nothing in them has changed.
template <class Entries, class Load>
Result<const std::vector<LoadedPatch>*> field_patches(Layer& layer, const std::string& field,
                                                      const Entries& entries, Load load) {
    std::vector<LoadedPatch>& patches = layer.made.patches[field];
    if (layer.extent == Extent::kPart) {
        patches = layer.known->patches.at(field);
    } else {
        TRY_ASSIGN(patches, load(layer, entries, field));
    }
    return &patches;
}

Status run_merge_patches(Layer& layer) {
    TRY_ASSIGN(const auto* patches,
               field_patches(layer, "patchesStrategicMerge", layer.file.patches_strategic_merge,
                             load_merge_patches));
    return apply_merge_patches(layer.accumulator.resources, *patches, *layer.build.schemas,
                               layer.build.budget, layer.extent);
}

Status run_patches(Layer& layer) {
    TRY_ASSIGN(const auto* patches,
               field_patches(layer, "patches", layer.file.patches, load_patches));
    return apply_patches(layer.accumulator.resources, *patches, *layer.build.schemas,
                         layer.build.budget, layer.extent);
}

Status run_namespace(Layer& layer) {
    return set_namespace(layer.accumulator.resources,
                         {.namespace_ = layer.file.namespace_,
                          .fields = layer.accumulator.config.namespace_,
                          .subjects = SubjectRule::kDefaultOnly,
                          .unset_only = false},
                         *layer.build.schemas, layer.build.budget);
}

Status run_prefix(Layer& layer) {
    return add_prefix(layer.accumulator.resources, layer.file.name_prefix,
                      layer.accumulator.config.name_prefix, layer.build.budget);
}

Status run_suffix(Layer& layer) {
    return add_suffix(layer.accumulator.resources, layer.file.name_suffix,
                      layer.accumulator.config.name_suffix, layer.build.budget);
}

Status run_labels(Layer& layer) {
    for (const LabelRule& rule : layer.file.labels) {
        TRY_ASSIGN(const FieldSpecs fields, label_fields(rule, layer.accumulator.config));
        TRY(set_pairs(layer.accumulator.resources, rule.pairs, fields, layer.build.budget));
    }
    return set_pairs(layer.accumulator.resources, layer.file.common_labels,
                     layer.accumulator.config.common_labels, layer.build.budget);
}

Status run_annotations(Layer& layer) {
    return set_pairs(layer.accumulator.resources, layer.file.common_annotations,
                     layer.accumulator.config.common_annotations, layer.build.budget);
}

Status run_json6902_patches(Layer& layer) {
    TRY_ASSIGN(const auto* patches,
               field_patches(layer, "patchesJson6902", layer.file.patches_json6902, load_patches));
    for (const LoadedPatch& patch : *patches) {
        TRY(apply_json6902_patch(layer.accumulator.resources, patch, *layer.build.schemas,
                                 layer.build.budget));
    }
    return {};
}

Status run_replicas(Layer& layer) {
    for (const ReplicaRule& rule : layer.file.replicas) {
        TRY(set_replicas(layer.accumulator.resources, rule, layer.accumulator.config.replicas,
                         layer.build.budget, layer.extent));
    }
    return {};
}

Status run_images(Layer& layer) {
    return set_images(layer.accumulator.resources, layer.file.images,
                      layer.accumulator.config.images, layer.build.budget);
}

Status run_replacements(Layer& layer) {
    std::size_t index = 0;
    for (const Replacement& replacement : layer.file.replacements) {
        TRY(run_replacement(layer, replacement, numbered("replacements", index++)));
    }
    return {};
}

struct Step {
    std::string_view plugin;                     // what kustomize calls it
    std::size_t (*count)(const Kustomization&);  // how often it is used
    Status (*run)(Layer&);
};

constexpr auto kOne = [](bool is_used) -> std::size_t { return is_used ? 1 : 0; };

// In this order.
constexpr std::array<Step, 11> kSteps = {{
    {"PatchStrategicMergeTransformer",
     [](const Kustomization& k) { return kOne(!k.patches_strategic_merge.empty()); },
     run_merge_patches},
    {"PatchTransformer", [](const Kustomization& k) { return k.patches.size(); }, run_patches},
    {"NamespaceTransformer", [](const Kustomization& k) { return kOne(!k.namespace_.empty()); },
     run_namespace},
    {"PrefixTransformer", [](const Kustomization& k) { return kOne(!k.name_prefix.empty()); },
     run_prefix},
    {"SuffixTransformer", [](const Kustomization& k) { return kOne(!k.name_suffix.empty()); },
     run_suffix},
    // One for each entry of `labels`, and one for commonLabels, empty or not.
    {"LabelTransformer",
     [](const Kustomization& k) {
         return k.labels.size() + kOne(!k.labels.empty() || !k.common_labels.empty());
     },
     run_labels},
    {"AnnotationsTransformer",
     [](const Kustomization& k) { return kOne(!k.common_annotations.empty()); }, run_annotations},
    {"PatchJson6902Transformer", [](const Kustomization& k) { return k.patches_json6902.size(); },
     run_json6902_patches},
    {"ReplicaCountTransformer", [](const Kustomization& k) { return k.replicas.size(); },
     run_replicas},
    {"ImageTagTransformer", [](const Kustomization& k) { return k.images.size(); }, run_images},
    {"ReplacementTransformer", [](const Kustomization& k) { return kOne(!k.replacements.empty()); },
     run_replacements},
}};

Status generate_all(Layer& layer, GeneratedKind kind, const std::vector<Generator>& entries) {
    const bool is_secret = kind == GeneratedKind::kSecret;
    const auto& shared = layer.file.generator_options;
    for (const Generator& entry : entries) {
        TRY_ASSIGN(Resource made,
                   generate(kind, entry, shared ? &*shared : nullptr,
                            [&layer](const std::string& path) { return layer.read(path); }));
        made.file = layer.file_path;
        if (layer.build.notes_origins) {
            made.origin =
                origin_of_plugin(layer, layer.file_path,
                                 {.kind = is_secret ? "SecretGenerator" : "ConfigMapGenerator",
                                  .name = {},
                                  .namespace_ = {}});
        }
        TRY(absorb(layer.accumulator.resources, std::move(made), entry.behavior,
                   *layer.build.schemas, layer.build.budget));
    }
    return {};
}

// A file of replacements: a list of them, or one.
Result<std::vector<Replacement>> load_replacements(const Layer& layer, const std::string& path) {
    TRY_ASSIGN(const manifest::Value value, layer.read_yaml(path));
    std::vector<Replacement> replacements;
    const manifest::Value list = value.is_array() ? value : manifest::Value(manifest::Array{value});
    for (const manifest::Value& element : list.as_array()) {
        Decoder decoder(element, path);
        decode(decoder, replacements.emplace_back());
        TRY(decoder.done());
    }
    return replacements;
}

}  // namespace

Status run_generators(Layer& layer) {
    TRY(generate_all(layer, GeneratedKind::kConfigMap, layer.file.config_map_generators));
    return generate_all(layer, GeneratedKind::kSecret, layer.file.secret_generators);
}

Status run_transformers(Layer& layer) {
    for (const Step& step : kSteps) {
        const std::size_t times = step.count(layer.file);
        if (times == 0) {
            continue;
        }
        TRY(step.run(layer));
        TRY(note_transformer(layer, layer.file_path,
                             {.kind = std::string(step.plugin), .name = {}, .namespace_ = {}},
                             times));
    }
    return {};
}

Status run_patch(Layer& layer, const Patch& patch, const std::string& where) {
    TRY_ASSIGN(const auto loaded, load_patches(layer, {patch}, where));
    return apply_patches(layer.accumulator.resources, loaded, *layer.build.schemas,
                         layer.build.budget);
}

Status run_json6902_patch(Layer& layer, const Patch& patch, const std::string& where) {
    TRY_ASSIGN(const LoadedPatch loaded, load(layer, patch, where));
    return apply_json6902_patch(layer.accumulator.resources, loaded, *layer.build.schemas,
                                layer.build.budget);
}

Status run_merge_patches(Layer& layer, const std::vector<std::string>& entries,
                         const std::string& where) {
    TRY_ASSIGN(const auto loaded, load_merge_patches(layer, entries, where));
    return apply_merge_patches(layer.accumulator.resources, loaded, *layer.build.schemas,
                               layer.build.budget);
}

Status run_replacement(Layer& layer, const Replacement& replacement, const std::string& where) {
    std::vector<Replacement> replacements;
    if (replacement.path.empty()) {
        replacements.push_back(replacement);
    } else if (replacement.source || !replacement.targets.empty()) {
        return fail(Code::kInvalid, where + ": has both a path and a replacement: drop one");
    } else {
        TRY_ASSIGN(replacements, load_replacements(layer, replacement.path));
    }
    for (const Replacement& one : replacements) {
        if (one.source) {
            layer.replacement_sources.push_back(one.source->select);
        }
        const Status done = apply_replacement(layer.accumulator.resources, one,
                                              *layer.build.schemas, layer.build.budget);
        if (!done) {
            return fail(done.error().with(where));
        }
    }
    return {};
}

}  // namespace sealer::kustomize
