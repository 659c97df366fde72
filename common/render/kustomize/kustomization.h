// SPDX-License-Identifier: Apache-2.0
// kustomization.yaml, read: Kustomization v1beta1 and Component v1alpha1.
// Source: kustomize 5.5's api/types; how it is read: sigs.k8s.io/yaml (YAML 1.1), strictly.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"
#include "common/render/kustomize/decoder.h"
#include "common/render/kustomize/field_spec.h"

namespace sealer::kustomize {

using TextMap = std::map<std::string, std::string>;

// Which objects something is meant for. In patches, type, name and namespace are regular
// expressions over the whole text; in replacements they are texts. Empty: any.
struct Selector {
    std::string group, version, kind, name, namespace_;
    std::string label_selector, annotation_selector;  // as kubectl's --selector
    friend bool operator==(const Selector&, const Selector&) = default;
};

struct Patch {
    std::string path;   // a file, or
    std::string patch;  // the patch itself
    std::optional<Selector> target;
    std::map<std::string, bool> options;  // allowNameChange, allowKindChange
    friend bool operator==(const Patch&, const Patch&) = default;
};

struct LabelRule {
    TextMap pairs;
    bool include_selectors = false;
    bool include_templates = false;
    FieldSpecs fields;
};

struct ImageRule {
    std::string name, new_name, new_tag, tag_suffix, digest;
};

struct ReplicaRule {
    std::string name;
    std::int64_t count = 0;
    friend bool operator==(const ReplicaRule&, const ReplicaRule&) = default;
};

struct GeneratorOptions {
    TextMap labels, annotations;
    bool disable_name_suffix_hash = false;
    bool immutable = false;
};

// An entry of configMapGenerator or secretGenerator.
struct Generator {
    std::string name, namespace_;
    std::string behavior;  // create, merge, replace; else as create
    std::string type;      // of a Secret
    std::vector<std::string> literals, files, envs;
    GeneratorOptions options;
};

struct ReplacementOptions {
    std::string delimiter;
    std::int64_t index = 0;
    bool create = false;
};

struct Replacement {
    struct Source {
        Selector select;
        std::string field_path;
        ReplacementOptions options;
    };
    struct Target {
        std::optional<Selector> select;
        std::vector<Selector> reject;
        std::vector<std::string> field_paths;
        ReplacementOptions options;
    };
    std::string path;  // of a file that holds the rest
    std::optional<Source> source;
    std::vector<Target> targets;
};

struct Variable {
    std::string name;
    std::string api_version, kind, object_name, namespace_;
    std::string field_path = "metadata.name";
};

struct SortOptions {
    std::string order;  // legacy or fifo
    std::vector<std::string> order_first, order_last;
    bool has_lists = false;  // legacySortOptions is there, with empty lists perhaps
};

struct Kustomization {
    bool is_component = false;
    std::vector<std::string> resources, components, configurations, crds;
    std::vector<std::string> generators, transformers, validators;
    std::vector<std::string> patches_strategic_merge, build_metadata;
    std::vector<Patch> patches, patches_json6902;
    std::vector<LabelRule> labels;
    TextMap common_labels, common_annotations;
    std::string name_prefix, name_suffix, namespace_;
    std::vector<ImageRule> images;
    std::vector<ReplicaRule> replicas;
    std::vector<Generator> config_map_generators, secret_generators;
    std::optional<GeneratorOptions> generator_options;
    std::vector<Replacement> replacements;
    std::vector<Variable> vars;
    std::optional<SortOptions> sort_options;
    TextMap openapi;  // version or path
    // Deprecated fields in use, each with what to write instead.
    std::vector<std::string> warnings;
};

// The file `path` (its name in messages), whose text is `text`. kInvalid says what is wrong and
// where; also for what is refused by design (helmCharts).
[[nodiscard]] Result<Kustomization> parse_kustomization(std::string_view text,
                                                        const std::string& path,
                                                        render::Budget& budget);

// Its parts, which plug-in configurations and files of their own have too: each reads the members
// of the decoder's object.
void decode(Decoder& decoder, Selector& into);
void decode(Decoder& decoder, Patch& into);
void decode(Decoder& decoder, LabelRule& into);
void decode(Decoder& decoder, ImageRule& into);
void decode(Decoder& decoder, ReplicaRule& into);
void decode(Decoder& decoder, GeneratorOptions& into);
void decode(Decoder& decoder, Generator& into);
void decode(Decoder& decoder, ReplacementOptions& into);
void decode(Decoder& decoder, Replacement::Source& into);
void decode(Decoder& decoder, Replacement::Target& into);
void decode(Decoder& decoder, Replacement& into);
void decode(Decoder& decoder, Variable& into);
void decode(Decoder& decoder, SortOptions& into);
void decode(Decoder& decoder, FieldSpec& into);

// A member that is such a part.
template <class T>
void decode_object(Decoder& decoder, std::string_view name, T& into) {
    decoder.object(name, [&into](Decoder& member) { decode(member, into); });
}
template <class T>
void decode_object(Decoder& decoder, std::string_view name, std::optional<T>& into) {
    decoder.object(name, [&into](Decoder& member) { decode(member, into.emplace()); });
}

// A member that is a list of them.
template <class T>
void decode_list(Decoder& decoder, std::string_view name, std::vector<T>& into) {
    decoder.objects(name, [&into](Decoder& element) { decode(element, into.emplace_back()); });
}

}  // namespace sealer::kustomize
