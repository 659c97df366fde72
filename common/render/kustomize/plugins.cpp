// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/plugins.h"

#include <array>

#include "common/render/kustomize/generators.h"
#include "common/render/kustomize/metadata.h"
#include "common/render/kustomize/steps.h"
#include "common/render/kustomize/transformers.h"
#include "common/render/kustomize/value_add.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kApiVersion = "builtin";

FieldSpecs field_specs(Decoder& config) {
    FieldSpecs fields;
    decode_list(config, "fieldSpecs", fields);
    return fields;
}

// --- transformers: each reads its configuration and does its work --------------------------------

Status set_pairs_of(Layer& layer, Decoder& config, std::string_view member) {
    TextMap pairs;
    config.text_map(member, pairs);
    const FieldSpecs fields = field_specs(config);
    TRY(config.done());
    return set_pairs(layer.accumulator.resources, pairs, fields, layer.build.budget);
}

Status annotations(Layer& layer, Decoder& config) {
    return set_pairs_of(layer, config, "annotations");
}

Status labels(Layer& layer, Decoder& config) {
    return set_pairs_of(layer, config, "labels");
}

Status hash(Layer& layer, Decoder& config) {
    TRY(config.done());
    return append_hashes(layer.accumulator.resources, layer.build.budget);
}

Status image_tag(Layer& layer, Decoder& config) {
    std::vector<ImageRule> rules(1);
    decode_object(config, "imageTag", rules.front());
    const FieldSpecs fields = field_specs(config);
    TRY(config.done());
    return set_images(layer.accumulator.resources, rules, fields, layer.build.budget);
}

Status move_namespace(Layer& layer, Decoder& config) {
    NamespaceRule rule;
    std::string subjects;
    rule.namespace_ = config.source().text("metadata", "namespace");
    config.flag("unsetOnly", rule.unset_only).text("setRoleBindingSubjects", subjects);
    rule.fields = field_specs(config);
    if (subjects == "allServiceAccounts") {
        rule.subjects = SubjectRule::kAllServiceAccounts;
    } else if (subjects == "none") {
        rule.subjects = SubjectRule::kNone;
    } else if (!subjects.empty() && subjects != "defaultOnly") {
        config.reject("setRoleBindingSubjects must be defaultOnly, allServiceAccounts or none");
    }
    TRY(config.done());
    return set_namespace(layer.accumulator.resources, rule, *layer.build.schemas,
                         layer.build.budget);
}

Status patch(Layer& layer, Decoder& config) {
    Patch patch;
    decode(config, patch);
    TRY(config.done());
    return run_patch(layer, patch, config.where() + ": patch");
}

Status patch_json6902(Layer& layer, Decoder& config) {
    Patch patch;
    decode_object(config, "target", patch.target);
    config.text("path", patch.path).text("jsonOp", patch.patch);
    TRY(config.done());
    return run_json6902_patch(layer, patch, config.where());
}

Status patch_strategic_merge(Layer& layer, Decoder& config) {
    std::vector<std::string> entries;
    std::string text;
    config.texts("paths", entries).text("patches", text);
    TRY(config.done());
    if (!text.empty()) {
        entries.push_back(text);
    }
    if (entries.empty()) {
        return fail(Code::kInvalid, config.where() + ": names no patch in paths or patches");
    }
    return run_merge_patches(layer, entries, config.where());
}

Status affix(Layer& layer, Decoder& config, bool has_prefix, bool has_suffix) {
    std::string prefix;
    std::string suffix;
    if (has_prefix) {
        config.text("prefix", prefix);
    }
    if (has_suffix) {
        config.text("suffix", suffix);
    }
    if (config.source().get("fieldSpecs") == nullptr) {
        config.reject("fieldSpecs is missing: say which names to change (path: metadata/name)");
    }
    const FieldSpecs fields = field_specs(config);
    TRY(config.done());
    TRY(add_prefix(layer.accumulator.resources, prefix, fields, layer.build.budget));
    return add_suffix(layer.accumulator.resources, suffix, fields, layer.build.budget);
}

Status prefix(Layer& layer, Decoder& config) {
    return affix(layer, config, true, false);
}

Status suffix(Layer& layer, Decoder& config) {
    return affix(layer, config, false, true);
}

Status prefix_suffix(Layer& layer, Decoder& config) {
    return affix(layer, config, true, true);
}

Status replacement(Layer& layer, Decoder& config) {
    std::vector<Replacement> replacements;
    decode_list(config, "replacements", replacements);
    TRY(config.done());
    for (const Replacement& one : replacements) {
        TRY(run_replacement(layer, one, config.where()));
    }
    return {};
}

Status replica_count(Layer& layer, Decoder& config) {
    ReplicaRule rule;
    decode_object(config, "replica", rule);
    const FieldSpecs fields = field_specs(config);
    TRY(config.done());
    return set_replicas(layer.accumulator.resources, rule, fields, layer.build.budget);
}

// --- generators ----------------------------------------------------------------------------------

struct Made {
    Resource resource;
    std::string behavior;
};

Result<Made> make_data(const Layer& layer, Decoder& config, GeneratedKind kind) {
    Generator entry;
    decode(config, entry);
    TRY(config.done());
    if (entry.name.empty()) {
        entry.name = config.source().text("metadata", "name");
    }
    if (entry.namespace_.empty()) {
        entry.namespace_ = config.source().text("metadata", "namespace");
    }
    const std::string behavior = entry.behavior;
    TRY_ASSIGN(Resource resource,
               generate(kind, std::move(entry), nullptr,
                        [&layer](const std::string& path) { return layer.read(path); }));
    return Made{.resource = std::move(resource), .behavior = behavior};
}

Result<Made> config_map(const Layer& layer, Decoder& config) {
    return make_data(layer, config, GeneratedKind::kConfigMap);
}

Result<Made> secret(const Layer& layer, Decoder& config) {
    return make_data(layer, config, GeneratedKind::kSecret);
}

// A Kubernetes ServiceAccount that stands for one of Google Cloud's.
Result<Made> iam_policy(const Layer& /*layer*/, Decoder& config) {
    std::string cloud;
    std::string name;
    std::string namespace_name;
    std::string account;
    std::string project;
    config.text("cloud", cloud)
        .object("kubernetesService",
                [&](Decoder& d) { d.text("name", name).text("namespace", namespace_name); })
        .object("serviceAccount",
                [&](Decoder& d) { d.text("name", account).text("projectId", project); });
    if (cloud != "gke") {
        config.reject("cloud must be gke");
    }
    TRY(config.done());
    Made made;
    Value& object = made.resource.object;
    object["apiVersion"] = "v1";
    object["kind"] = "ServiceAccount";
    object["metadata"]["name"] = name;
    if (!namespace_name.empty()) {
        object["metadata"]["namespace"] = namespace_name;
    }
    manifest::set_annotation(object, "iam.gke.io/gcp-service-account",
                             account + "@" + project + ".iam.gserviceaccount.com");
    return made;
}

using RunTransformer = Status (*)(Layer&, Decoder&);
using RunGenerator = Result<Made> (*)(const Layer&, Decoder&);

template <class Run>
struct Entry {
    std::string_view kind;
    Run run;
};

constexpr std::array<Entry<RunTransformer>, 14> kTransformers = {{
    {"AnnotationsTransformer", annotations},
    {"HashTransformer", hash},
    {"ImageTagTransformer", image_tag},
    {"LabelTransformer", labels},
    {"NamespaceTransformer", move_namespace},
    {"PatchJson6902Transformer", patch_json6902},
    {"PatchStrategicMergeTransformer", patch_strategic_merge},
    {"PatchTransformer", patch},
    {"PrefixSuffixTransformer", prefix_suffix},
    {"PrefixTransformer", prefix},
    {"SuffixTransformer", suffix},
    {"ReplacementTransformer", replacement},
    {"ReplicaCountTransformer", replica_count},
    {"ValueAddTransformer", run_value_add},
}};

constexpr std::array<Entry<RunGenerator>, 3> kGenerators = {{
    {"ConfigMapGenerator", config_map},
    {"IAMPolicyGenerator", iam_policy},
    {"SecretGenerator", secret},
}};

template <class Table>
auto find_plugin(const Table& table, const Resource& config, std::string_view role)
    -> Result<decltype(table.front().run)> {
    const std::string_view kind = config.object.text("kind");
    if (config.object.text("apiVersion") != kApiVersion) {
        return fail(Code::kInvalid, describe(config) +
                                        ": plug-ins that are programs, containers or charts are "
                                        "not run; only those with apiVersion: builtin are");
    }
    for (const auto& entry : table) {
        if (entry.kind == kind) {
            return entry.run;
        }
    }
    return fail(Code::kInvalid,
                describe(config) + ": there is no built-in " + std::string(role) + " of that kind");
}

Plugin plugin_of(const Resource& config) {
    return {.kind = std::string(config.object.text("kind")),
            .name = std::string(manifest::name_of(config.object)),
            .namespace_ = std::string(manifest::namespace_of(config.object))};
}

// An inline configuration stands in the kustomization itself.
std::string file_of(const Layer& layer, const Resource& config) {
    return config.file.empty() ? layer.file_path : config.file;
}

}  // namespace

Status run_generator_plugin(Layer& layer, const Resource& config) {
    TRY_ASSIGN(const RunGenerator run, find_plugin(kGenerators, config, "generator"));
    Decoder decoder(config.object, describe(config), Strictness::kLenient);
    TRY_ASSIGN(Made made, run(layer, decoder));
    made.resource.file = file_of(layer, config);
    if (layer.build.notes_origins) {
        made.resource.origin = origin_of_plugin(layer, made.resource.file, plugin_of(config));
    }
    return absorb(layer.accumulator.resources, std::move(made.resource), made.behavior,
                  *layer.build.schemas, layer.build.budget);
}

Status run_transformer_plugin(Layer& layer, const Resource& config) {
    TRY(layer.build.budget.work());
    TRY_ASSIGN(const RunTransformer run, find_plugin(kTransformers, config, "transformer"));
    Decoder decoder(config.object, describe(config), Strictness::kLenient);
    TRY(run(layer, decoder));
    return note_transformer(layer, file_of(layer, config), plugin_of(config), 1);
}

}  // namespace sealer::kustomize
