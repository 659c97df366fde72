// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/pipeline.h"

#include <algorithm>
#include <unordered_map>

#include "common/manifest/yaml.h"
#include "common/render/kustomize/metadata.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/plugins.h"
#include "common/render/kustomize/remote.h"
#include "common/render/kustomize/sealed_names.h"
#include "common/render/kustomize/steps.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kLocalConfig = "config.kubernetes.io/local-config";
constexpr std::string_view kValidatedBy = "validated-by";
constexpr std::string_view kManagedBy = "app.kubernetes.io/managed-by";

Status accumulate(Layer& layer);

// The resources of a list, by who they are: none may come twice.
class KnownIds {
  public:
    KnownIds(const Resources& resources, const Schemas& schemas) : schemas_(schemas) {
        for (const ResourcePtr& resource : resources) {
            known_.emplace(key_of(resource->id(), schemas), resource.get());
        }
    }

    Status append(Resources& into, Resources from) {
        for (ResourcePtr& resource : from) {
            const auto [other, is_new] =
                known_.emplace(key_of(resource->id(), schemas_), resource.get());
            if (!is_new) {
                return fail(Code::kInvalid, describe(*resource) + ": there is one already: " +
                                                describe(*other->second));
            }
            into.push_back(std::move(resource));
        }
        return {};
    }

  private:
    const Schemas& schemas_;
    std::unordered_map<std::string, const Resource*> known_;
};

Result<Kustomization> load(Build& build, const Place& place, std::string& path) {
    TRY_ASSIGN(const Loader::KustomizationFile file, build.loader.read_kustomization(place));
    path = file.path;
    TRY_ASSIGN(Kustomization kustomization,
               parse_kustomization(file.text, file.path, build.budget));
    for (const std::string& warning : kustomization.warnings) {
        build.warnings.push_back(file.path + ": " + warning);
    }
    return kustomization;
}

// kustomize keeps the built-in types beside a document's if it has looked for some type among them
// before: whoever is loaded first and is not known without looking.
Schemas::Besides besides(const Resources& present) {
    const auto is_looked_for = [](const ResourcePtr& resource) {
        return Schemas::builtin()->find(manifest::type_of(resource->object)) == nullptr;
    };
    return std::ranges::any_of(present, is_looked_for) ? Schemas::Besides::kBuiltin
                                                       : Schemas::Besides::kNothing;
}

// `openapi`: the whole render's types change with it. The first one counts, the top's before all.
Status load_schemas(Layer& layer) {
    const auto version = layer.file.openapi.find("version");
    const auto path = layer.file.openapi.find("path");
    if (version != layer.file.openapi.end() && version->second != "v1.21.2" &&
        version->second != "v1212") {
        return fail(Code::kInvalid, layer.file_path + ": openapi.version " + version->second +
                                        " is not built in: v1.21.2 is");
    }
    const bool is_first = !layer.build.has_schemas;
    layer.build.has_schemas = layer.build.has_schemas || !layer.file.openapi.empty();
    if (path == layer.file.openapi.end()) {
        return {};
    }
    TRY_ASSIGN(const Value document, layer.read_yaml(path->second));
    auto schemas = Schemas::parse(document, besides(layer.accumulator.resources));
    if (!schemas) {
        return fail(schemas.error().with(path->second));
    }
    if (is_first) {
        layer.build.schemas = *std::move(schemas);
    }
    return {};
}

// A base or a component: what it gathers goes to `into`.
Status accumulate_directory(Layer& user, const Place& place, Accumulator& into,
                            bool wants_component) {
    std::string path;
    TRY_ASSIGN(Kustomization file, load(user.build, place, path));
    Layer layer{.build = user.build,
                .place = place,
                .file_path = path,
                .file = std::move(file),
                .accumulator = into};
    if (layer.file.is_component != wants_component) {
        return fail(Code::kInvalid,
                    path + (wants_component ? ": not a Component, which `components` takes"
                                            : ": a Component: list it under `components`"));
    }
    TRY(load_schemas(layer));
    return accumulate(layer);
}

// A base gathers for itself; then all of it joins the user's.
Status accumulate_base(Layer& layer, const Place& place, KnownIds& ids, Accumulator& into) {
    Accumulator base;
    TRY(accumulate_directory(layer, place, base, false));
    TRY(ids.append(into.resources, std::move(base.resources)));
    TRY(merge_config(into.config, base.config));
    return merge_variables(into.variables, base.variables, layer.build.budget);
}

Status accumulate_file(Layer& layer, Resources resources, KnownIds& ids, Accumulator& into) {
    if (layer.build.notes_origins) {
        for (ResourcePtr& resource : resources) {
            edit(resource).origin = origin_of_file(layer, resource->file);
            TRY(layer.build.budget.add_memory(resource->origin.size()));
        }
    }
    return ids.append(into.resources, std::move(resources));
}

Result<Place> open(Layer& layer, const std::string& entry) {
    return is_remote(entry) ? layer.build.loader.open_remote(layer.place, entry)
                            : layer.build.loader.open(layer.place, entry);
}

// An entry is a file, a directory or a remote one. Where it is neither, the file is what was meant,
// unless there is a directory of that name.
Status accumulate_entry(Layer& layer, const std::string& entry, KnownIds& ids, Accumulator& into) {
    if (!is_remote(entry) || is_remote_file(entry)) {
        Result<Resources> resources = layer.build.loader.read_resources(layer.place, entry);
        if (resources) {
            return accumulate_file(layer, *std::move(resources), ids, into);
        }
        if (resources.error().code != Code::kNotFound || is_remote(entry)) {
            return fail(resources.error());
        }
    }
    const Result<Place> place = open(layer, entry);
    if (!place && place.error().code == Code::kNotFound && !is_remote(entry)) {
        return fail(layer.build.loader.missing(layer.place, entry));
    }
    return place ? accumulate_base(layer, *place, ids, into) : fail(place.error());
}

Status accumulate_resources(Layer& layer, const std::vector<std::string>& entries,
                            Accumulator& into) {
    KnownIds ids(into.resources, *layer.build.schemas);
    for (const std::string& entry : entries) {
        if (const Status done = accumulate_entry(layer, entry, ids, into); !done) {
            return fail(done.error().with(layer.file_path + ": " + without_login(entry)));
        }
    }
    return {};
}

Status accumulate_components(Layer& layer) {
    for (const std::string& entry : layer.file.components) {
        const Result<Place> place = open(layer, entry);
        const Status done = place ? accumulate_directory(layer, *place, layer.accumulator, true)
                                  : fail(place.error());
        if (!done) {
            return fail(done.error().with(layer.file_path + ": " + without_login(entry)));
        }
    }
    return {};
}

Result<TransformerConfig> read_config(const Layer& layer, const std::string& path,
                                      Result<TransformerConfig> (*parse)(const Value&,
                                                                         const std::string&)) {
    TRY_ASSIGN(const Value value, layer.read_yaml(path));
    return parse(value, path);
}

Status configure(Layer& layer) {
    TransformerConfig& config = layer.accumulator.config;
    TransformerConfig own = TransformerConfig::builtin();
    for (const std::string& path : layer.file.configurations) {
        TRY_ASSIGN(const TransformerConfig more,
                   read_config(layer, path, parse_transformer_config));
        TRY(merge_config(own, more));
    }
    TRY(merge_config(config, own));
    for (const std::string& path : layer.file.crds) {
        TRY_ASSIGN(const TransformerConfig more, read_config(layer, path, parse_crd_definitions));
        TRY(merge_config(config, more));
    }
    return {};
}

// The objects that configure plug-ins: inline, in files, or what a kustomization renders to.
Result<Resources> plugin_configs(Layer& layer, const std::vector<std::string>& entries) {
    Accumulator configs;
    std::vector<std::string> paths;
    KnownIds ids(configs.resources, *layer.build.schemas);
    for (const std::string& entry : entries) {
        Result<Resources> inline_config = parse_resources(entry, "", layer.build.budget);
        if (!inline_config) {
            paths.push_back(entry);
            continue;
        }
        TRY(ids.append(configs.resources, *std::move(inline_config)));
    }
    TRY(accumulate_resources(layer, paths, configs));
    return std::move(configs.resources);
}

Status run_generator_plugins(Layer& layer) {
    TRY_ASSIGN(const Resources configs, plugin_configs(layer, layer.file.generators));
    for (const ResourcePtr& config : configs) {
        TRY(run_generator_plugin(layer, *config));
    }
    return {};
}

Status run_transformer_plugins(Layer& layer) {
    TRY_ASSIGN(const Resources configs, plugin_configs(layer, layer.file.transformers));
    for (const ResourcePtr& config : configs) {
        TRY(run_transformer_plugin(layer, *config));
    }
    return {};
}

// A validator is a transformer that must change nothing, but may leave its mark.
Status run_validators(Layer& layer) {
    TRY_ASSIGN(const Resources configs, plugin_configs(layer, layer.file.validators));
    for (const ResourcePtr& config : configs) {
        const Resources before = layer.accumulator.resources;
        TRY(run_transformer_plugin(layer, *config));
        Resources after = layer.accumulator.resources;
        bool is_same = before.size() == after.size();
        for (std::size_t i = 0; is_same && i < after.size(); ++i) {
            manifest::Value object = after[i]->object;
            manifest::remove_label(object, kValidatedBy);
            is_same = object == before[i]->object;
        }
        if (!is_same) {
            return fail(Code::kInvalid,
                        describe(*config) + ": a validator must not change resources");
        }
    }
    return {};
}

Status accumulate(Layer& layer) {
    const auto in_file = [&layer](const Status& status) {
        return status ? status : fail(status.error().with(layer.file_path));
    };
    TRY(accumulate_resources(layer, layer.file.resources, layer.accumulator));
    TRY(in_file(configure(layer)));
    TRY(in_file(run_generators(layer)));
    TRY(run_generator_plugins(layer));
    TRY(accumulate_components(layer));
    TRY(in_file(run_transformers(layer)));
    TRY(in_file(run_transformer_plugins(layer)));
    TRY(in_file(run_validators(layer)));
    for (const Variable& variable : layer.file.vars) {
        TRY(in_file(bind_variable(variable, layer.accumulator.resources, *layer.build.schemas,
                                  layer.build.budget)));
    }
    return in_file(
        merge_variables(layer.accumulator.variables, layer.file.vars, layer.build.budget));
}

// Objects that are there for the render alone.
void drop_local(Resources& resources) {
    std::erase_if(resources, [](const ResourcePtr& resource) {
        const Value* annotation = resource->object.get("metadata", "annotations", kLocalConfig);
        return annotation != nullptr && *annotation != Value("false");
    });
}

void add_managed_by(Resources& resources) {
    for (ResourcePtr& resource : resources) {
        manifest::set_label(edit(resource).object, kManagedBy, "sealer");
    }
}

bool asks_for(const Kustomization& file, std::string_view option) {
    return std::ranges::find(file.build_metadata, option) != file.build_metadata.end();
}

const SortOptions* sort_options_of(const Layer& layer) {
    static const SortOptions kFifo{
        .order = "fifo", .order_first = {}, .order_last = {}, .has_lists = false};
    if (layer.file.sort_options) {
        return &*layer.file.sort_options;
    }
    return layer.build.default_order_is_fifo ? &kFifo : nullptr;
}

// What the caller wants otherwise, as if it stood in the top's file.
Status override_top(Layer& layer, Overrides overrides) {
    if (overrides.ignore_missing_components) {
        std::erase_if(overrides.components, [&layer](const std::string& component) {
            const Result<Place> place = open(layer, component);
            return !place && place.error().code == Code::kNotFound;
        });
    }
    const Status applied = apply(overrides, layer.file);
    return applied ? applied : fail(applied.error().with(layer.file_path));
}

// What is done once, when all has been gathered.
Status finish(Layer& layer) {
    Accumulator& all = layer.accumulator;
    render::Budget& budget = layer.build.budget;
    TRY(append_hashes(all.resources, budget));
    TRY(fix_references(all.resources, all.config.name_references, *layer.build.schemas, budget));
    TRY(expand_variables(all.resources, all.variables, all.config.var_references, budget));
    drop_local(all.resources);
    TRY(sort_resources(all.resources, sort_options_of(layer)));
    if (layer.build.adds_managed_by || asks_for(layer.file, "managedByLabel")) {
        add_managed_by(all.resources);
    }
    write_annotations(all.resources, layer.build);
    std::ranges::move(warn_of_moved_sealed_secrets(all.resources),
                      std::back_inserter(layer.build.warnings));
    return {};
}

}  // namespace

Result<Built> build(std::shared_ptr<const git::FileTree> tree, std::string_view directory,
                    Options options) {
    const bool default_order_is_fifo = options.default_order_is_fifo;
    const bool adds_managed_by = options.adds_managed_by;
    Overrides overrides = std::move(options.overrides);
    render::Budget budget(options.limits);
    Loader loader(std::move(tree), std::move(options), budget);
    Build build{.budget = budget,
                .loader = loader,
                .top = {},
                .schemas = Schemas::builtin(),
                .has_schemas = false,
                .notes_origins = false,
                .notes_transformers = false,
                .adds_managed_by = adds_managed_by,
                .default_order_is_fifo = default_order_is_fifo,
                .warnings = {}};
    TRY_ASSIGN(build.top, loader.open(directory));
    Accumulator all;
    std::string path;
    TRY_ASSIGN(Kustomization file, load(build, build.top, path));
    Layer layer{.build = build,
                .place = build.top,
                .file_path = path,
                .file = std::move(file),
                .accumulator = all};
    TRY(override_top(layer, std::move(overrides)));
    build.notes_origins = asks_for(layer.file, "originAnnotations");
    build.notes_transformers = asks_for(layer.file, "transformerAnnotations");
    TRY(load_schemas(layer));
    TRY(accumulate(layer));
    if (const Status done = finish(layer); !done) {
        return fail(done.error().with(layer.file_path));
    }
    return Built{.resources = std::move(all.resources),
                 .inputs = loader.inputs(),
                 .remotes = loader.remotes(),
                 .warnings = std::move(build.warnings)};
}

std::string write(const Resources& resources) {
    std::string text;
    for (const ResourcePtr& resource : resources) {
        text += text.empty() ? "" : "---\n";
        text += manifest::write_yaml(resource->object);
    }
    return text;
}

}  // namespace sealer::kustomize
