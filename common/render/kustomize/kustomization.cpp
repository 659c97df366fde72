// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/kustomization.h"

#include <array>

#include "common/manifest/yaml.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

// Fields that kustomize has and this does not, each with what to do instead.
void refuse_fields(Decoder& decoder) {
    static constexpr std::array<std::string_view, 3> kHelm = {"helmCharts", "helmGlobals",
                                                              "helmChartInflationGenerator"};
    for (const std::string_view name : kHelm) {
        Value found;
        decoder.value(name, found);
        if (found.is_array() ? !found.as_array().empty()
                             : name != "helmGlobals" && !found.is_null()) {
            decoder.reject(std::string(name) +
                           ": Helm charts are not rendered: run `helm template` and commit what "
                           "it prints as a resource");
        }
    }
}

void decode_transformers(Decoder& decoder, Kustomization& into) {
    decoder.text("namePrefix", into.name_prefix)
        .text("nameSuffix", into.name_suffix)
        .text("namespace", into.namespace_)
        .text_map("commonLabels", into.common_labels)
        .text_map("commonAnnotations", into.common_annotations)
        .texts("patchesStrategicMerge", into.patches_strategic_merge)
        .texts("transformers", into.transformers)
        .texts("validators", into.validators);
    decode_list(decoder, "labels", into.labels);
    decode_list(decoder, "images", into.images);
    decode_list(decoder, "imageTags", into.images);
    decode_list(decoder, "replicas", into.replicas);
    decode_list(decoder, "patches", into.patches);
    decode_list(decoder, "patchesJson6902", into.patches_json6902);
    decode_list(decoder, "replacements", into.replacements);
    decode_list(decoder, "vars", into.vars);
}

// `env`, one file, is an old way to write `envs`; plug-ins do not know it.
void decode_generators(Decoder& decoder, std::string_view name, std::vector<Generator>& into) {
    decoder.objects(name, [&into](Decoder& element) {
        std::string env;
        decode(element.text("env", env), into.emplace_back());
        if (!env.empty()) {
            into.back().envs.push_back(std::move(env));
        }
    });
}

void decode_resources(Decoder& decoder, Kustomization& into) {
    decoder.texts("resources", into.resources)
        .texts("bases", into.resources)
        .texts("components", into.components)
        .texts("configurations", into.configurations)
        .texts("crds", into.crds)
        .texts("generators", into.generators);
    decode_generators(decoder, "configMapGenerator", into.config_map_generators);
    decode_generators(decoder, "secretGenerator", into.secret_generators);
    decode_object(decoder, "generatorOptions", into.generator_options);
}

// Allowed, and without effect.
void decode_metadata(Decoder& decoder) {
    decoder.object("metadata", [](Decoder& metadata) {
        std::string text;
        TextMap map;
        metadata.text("name", text)
            .text("namespace", text)
            .text_map("labels", map)
            .text_map("annotations", map);
    });
}

void decode_type(Decoder& decoder, Kustomization& into) {
    constexpr std::string_view kGroup = "kustomize.config.k8s.io/";
    std::string kind;
    std::string version;
    decoder.text("kind", kind).text("apiVersion", version);
    into.is_component = kind == "Component";
    if (!kind.empty() && kind != "Kustomization" && !into.is_component) {
        decoder.reject("kind must be Kustomization or Component");
    }
    const std::string wanted = std::string(kGroup) + (into.is_component ? "v1alpha1" : "v1beta1");
    if (!version.empty() && version != wanted) {
        decoder.reject("apiVersion of a " + (kind.empty() ? "Kustomization" : kind) + " must be " +
                       wanted);
    }
}

void warn_of_deprecated(const Value& value, Kustomization& into) {
    struct Deprecated {
        std::string_view field;
        std::string_view instead;
    };
    static constexpr std::array<Deprecated, 6> kDeprecated = {{{"bases", "resources"},
                                                               {"commonLabels", "labels"},
                                                               {"imageTags", "images"},
                                                               {"patchesJson6902", "patches"},
                                                               {"patchesStrategicMerge", "patches"},
                                                               {"vars", "replacements"}}};
    for (const auto& [field, instead] : kDeprecated) {
        const Value* found = value.get(field);
        if (found != nullptr && !found->is_null()) {
            into.warnings.push_back("'" + std::string(field) + "' is deprecated. Please use '" +
                                    std::string(instead) + "' instead.");
        }
    }
}

bool says_nothing(const Value& value) {
    for (const manifest::Member& member : manifest::members(&value)) {
        if (member.key != "apiVersion" && member.key != "kind") {
            return false;
        }
    }
    return value.is_object() || value.is_null();
}

// The first document, null for a text of comments only.
Result<Value> first_document(std::string_view text, const std::string& path,
                             render::Budget& budget) {
    auto documents = budget.parse_yaml(
        text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins, .refuse_controls = true});
    if (!documents) {
        return fail(documents.error().with(path));
    }
    return documents->empty() ? Value() : std::move(documents->front().value);
}

}  // namespace

void decode(Decoder& decoder, Selector& into) {
    decoder.text("group", into.group)
        .text("version", into.version)
        .text("kind", into.kind)
        .text("name", into.name)
        .text("namespace", into.namespace_)
        .text("labelSelector", into.label_selector)
        .text("annotationSelector", into.annotation_selector);
    std::string api_version;
    decoder.text("apiVersion", api_version);
    if (!api_version.empty()) {
        const auto [group, version] = manifest::split_api_version(api_version);
        into.group = group;
        into.version = version;
    }
}

void decode(Decoder& decoder, Patch& into) {
    decoder.text("path", into.path).text("patch", into.patch).flag_map("options", into.options);
    decode_object(decoder, "target", into.target);
}

void decode(Decoder& decoder, LabelRule& into) {
    decoder.text_map("pairs", into.pairs)
        .flag("includeSelectors", into.include_selectors)
        .flag("includeTemplates", into.include_templates);
    decode_list(decoder, "fields", into.fields);
}

void decode(Decoder& decoder, ImageRule& into) {
    decoder.text("name", into.name)
        .text("newName", into.new_name)
        .text("newTag", into.new_tag)
        .text("tagSuffix", into.tag_suffix)
        .text("digest", into.digest);
}

void decode(Decoder& decoder, ReplicaRule& into) {
    decoder.text("name", into.name).integer("count", into.count);
}

void decode(Decoder& decoder, GeneratorOptions& into) {
    decoder.text_map("labels", into.labels)
        .text_map("annotations", into.annotations)
        .flag("disableNameSuffixHash", into.disable_name_suffix_hash)
        .flag("immutable", into.immutable);
}

void decode(Decoder& decoder, Generator& into) {
    decoder.text("name", into.name)
        .text("namespace", into.namespace_)
        .text("behavior", into.behavior)
        .text("type", into.type)
        .texts("literals", into.literals)
        .texts("files", into.files)
        .texts("envs", into.envs);
    decode_object(decoder, "options", into.options);
}

void decode(Decoder& decoder, ReplacementOptions& into) {
    std::string encoding;  // known and without effect, as in kustomize
    decoder.text("delimiter", into.delimiter)
        .integer("index", into.index)
        .flag("create", into.create)
        .text("encoding", encoding);
}

void decode(Decoder& decoder, Replacement::Source& into) {
    decode(decoder, into.select);
    decoder.text("fieldPath", into.field_path);
    decode_object(decoder, "options", into.options);
}

void decode(Decoder& decoder, Replacement::Target& into) {
    decode_object(decoder, "select", into.select);
    decode_list(decoder, "reject", into.reject);
    decoder.texts("fieldPaths", into.field_paths);
    decode_object(decoder, "options", into.options);
}

void decode(Decoder& decoder, Replacement& into) {
    decoder.text("path", into.path);
    decode_object(decoder, "source", into.source);
    decode_list(decoder, "targets", into.targets);
}

void decode(Decoder& decoder, Variable& into) {
    decoder.text("name", into.name)
        .object("objref",
                [&into](Decoder& object) {
                    std::string group;
                    std::string version;
                    object.text("apiVersion", into.api_version)
                        .text("group", group)
                        .text("version", version)
                        .text("kind", into.kind)
                        .text("name", into.object_name)
                        .text("namespace", into.namespace_);
                    if (into.api_version.empty() && !version.empty()) {
                        into.api_version = manifest::join_api_version(group, version);
                    }
                })
        .object("fieldref", [&into](Decoder& field) { field.text("fieldPath", into.field_path); });
    if (into.name.empty()) {
        decoder.reject("a variable needs a name");
    }
}

void decode(Decoder& decoder, SortOptions& into) {
    decoder.text("order", into.order).object("legacySortOptions", [&into](Decoder& lists) {
        into.has_lists = true;
        lists.texts("orderFirst", into.order_first).texts("orderLast", into.order_last);
    });
}

void decode(Decoder& decoder, FieldSpec& into) {
    decoder.text("group", into.group)
        .text("version", into.version)
        .text("kind", into.kind)
        .text("path", into.path)
        .flag("create", into.create);
}

Result<Kustomization> parse_kustomization(std::string_view text, const std::string& path,
                                          render::Budget& budget) {
    TRY_ASSIGN(const Value value, first_document(text, path, budget));
    if (says_nothing(value)) {
        return fail(Code::kInvalid, path + ": the kustomization is empty");
    }
    Kustomization kustomization;
    Decoder decoder(value, path);
    decode_type(decoder, kustomization);
    decode_metadata(decoder);
    decode_resources(decoder, kustomization);
    decode_transformers(decoder, kustomization);
    decoder.text_map("openapi", kustomization.openapi)
        .texts("buildMetadata", kustomization.build_metadata);
    decode_object(decoder, "sortOptions", kustomization.sort_options);
    refuse_fields(decoder);
    TRY(decoder.done());
    warn_of_deprecated(value, kustomization);
    return kustomization;
}

}  // namespace sealer::kustomize
