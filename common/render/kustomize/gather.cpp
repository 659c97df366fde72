// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/gather.h"

#include <algorithm>
#include <unordered_map>

#include "common/render/kustomize/metadata.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/plugins.h"
#include "common/render/kustomize/remembered_steps.h"
#include "common/render/kustomize/remote.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kValidatedBy = "validated-by";

// Where in a list what each entry brought ends; entries as messages name them.
using Ends = std::vector<std::pair<std::string, std::size_t>>;

// Tells of a resource that is in the list twice; what is before `begin` is not looked at.
Status check_ids(const Resources& resources, std::size_t begin, const Ends& ends,
                 const Schemas& schemas) {
    std::unordered_map<std::string, const Resource*> known;
    auto entry = ends.begin();
    for (std::size_t place = 0; place < resources.size(); ++place) {
        const Resource& resource = *resources[place];
        const auto [other, is_new] = known.emplace(key_of(resource.id(), schemas), &resource);
        if (is_new || place < begin) {
            continue;
        }
        while (entry->second <= place) {
            ++entry;
        }
        return fail(Code::kInvalid, entry->first + ": " + describe(resource) +
                                        ": there is one already: " + describe(*other->second));
    }
    return {};
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

// A base or a component: what it gathers goes to `into`.
Status accumulate_directory(Layer& user, const Place& place, const EntryMemory* known,
                            EntryMemory& made, Accumulator& into, bool wants_component) {
    const LayerMemory* last = known != nullptr && known->layer ? &*known->layer : nullptr;
    TRY(load(user.build, place, last, made.layer.emplace()));
    Layer layer{.build = user.build,
                .place = place,
                .known = last,
                .made = *made.layer,
                .accumulator = into};
    if (layer.file.is_component != wants_component) {
        return fail(
            Code::kInvalid,
            layer.file_path + (wants_component ? ": not a Component, which `components` takes"
                                               : ": a Component: list it under `components`"));
    }
    TRY(load_schemas(layer));
    return accumulate(layer);
}

// Where the resources of a file are from, if somebody asks.
Status note_origins(const Layer& layer, Resources& resources) {
    if (!layer.build.notes_origins) {
        return {};
    }
    for (ResourcePtr& resource : resources) {
        edit(resource).origin = origin_of_file(layer, resource->file);
        TRY(layer.build.budget.add_memory(resource->origin.size()));
    }
    return {};
}

// An entry is a file, a directory or a remote one. Where it is neither, the file is what was meant,
// unless there is a directory of that name.
Status read_entry(Layer& layer, const std::string& entry, const EntryMemory* known,
                  EntryMemory& made) {
    if (!is_remote(entry) || is_remote_file(entry)) {
        Result<Resources> resources = layer.build.loader.read_resources(layer.place, entry);
        if (!resources && (resources.error().code != Code::kNotFound || is_remote(entry))) {
            return fail(std::move(resources).error());
        }
        if (resources) {
            made.resources = *std::move(resources);
            return note_origins(layer, made.resources);
        }
    }
    const Result<Place> place = open(layer.build, layer.place, entry);
    if (!place && place.error().code == Code::kNotFound && !is_remote(entry)) {
        return fail(layer.build.loader.missing(layer.place, entry));
    }
    TRY(place);
    Accumulator base;
    TRY(accumulate_directory(layer, *place, known, made, base, false));
    made.resources = std::move(base.resources);
    made.config = shared_config(layer.build, base.config);
    made.variables = std::move(base.variables);
    return {};
}

std::shared_ptr<const EntryMemory> recall(const Layer& layer, EntryMemories LayerMemory::*entries,
                                          const std::string& entry) {
    if (!layer.build.remembers || layer.known == nullptr) {
        return nullptr;
    }
    const auto found = (layer.known->*entries).find(entry);
    return found == (layer.known->*entries).end() ? nullptr : found->second;
}

Result<std::shared_ptr<EntryMemory>> accumulate_entry(Layer& layer, const std::string& entry,
                                                      const EntryMemory* known) {
    Build& build = layer.build;
    const auto warnings = static_cast<std::ptrdiff_t>(build.warnings.size());
    auto made = std::make_shared<EntryMemory>();
    {
        const Loader::Recording recording(build.loader, made->reading);
        TRY(read_entry(layer, entry, known, *made));
    }
    if (build.remembers) {
        made->warnings.assign(build.warnings.begin() + warnings, build.warnings.end());
        if (known != nullptr) {
            settle(made->resources, known->resources);
        }
        set_marks(*made);
    }
    return made;
}

// All of it joins the user's. `merged` is the configuration that was merged last.
Status join_entry(const EntryMemory& entry, Accumulator& into, ConfigPtr& merged,
                  render::Budget& budget) {
    into.resources.insert(into.resources.end(), entry.resources.begin(), entry.resources.end());
    if (entry.config != nullptr && entry.config != merged) {
        TRY(merge_config(into.config, *entry.config));
        merged = entry.config;
    }
    return merge_variables(into.variables, entry.variables, budget);
}

// What an entry comes to, or came to if nothing in it has changed since.
Status gather_entry(Layer& layer, const std::string& entry, Accumulator& into, ConfigPtr& merged) {
    Build& build = layer.build;
    const auto known = recall(layer, &LayerMemory::resources, entry);
    if (known != nullptr && !build.changes.may_touch(known->marks)) {
        layer.made.resources[entry] = known;
        TRY(build.budget.add(known->reading.spent));
        build.warnings.insert(build.warnings.end(), known->warnings.begin(), known->warnings.end());
        return join_entry(*known, into, merged, build.budget);
    }
    TRY_ASSIGN(const auto made, accumulate_entry(layer, entry, known.get()));
    TRY(join_entry(*made, into, merged, build.budget));
    if (!build.remembers) {
        made->resources.clear();  // so that they are changed in place
    }
    layer.made.resources[entry] = made;
    return {};
}

Status gather(Layer& layer, const std::vector<std::string>& entries, Accumulator& into,
              Ends& ends) {
    ConfigPtr merged;
    for (const std::string& entry : entries) {
        std::string where = layer.file_path + ": " + without_login(entry);
        if (const Status done = gather_entry(layer, entry, into, merged); !done) {
            return fail(done.error().with(where));
        }
        ends.emplace_back(std::move(where), into.resources.size());
    }
    return {};
}

Status accumulate_resources(Layer& layer) {
    Resources& resources = layer.accumulator.resources;
    const std::size_t begin = resources.size();
    Ends ends;
    TRY(gather(layer, layer.file.resources, layer.accumulator, ends));
    if (!is_gathered_as_before(layer)) {
        TRY(check_ids(resources, begin, ends, *layer.build.schemas));
    }
    if (layer.build.remembers) {
        layer.made.gathered = resources;
    }
    return {};
}

Status accumulate_component(Layer& layer, const std::string& entry) {
    const auto known = recall(layer, &LayerMemory::components, entry);
    const auto made = std::make_shared<EntryMemory>();
    {
        const Loader::Recording recording(layer.build.loader, made->reading);
        TRY_ASSIGN(const Place place, open(layer.build, layer.place, entry));
        TRY(accumulate_directory(layer, place, known.get(), *made, layer.accumulator, true));
    }
    set_marks(*made);
    layer.made.components[entry] = made;
    return {};
}

Status accumulate_components(Layer& layer) {
    for (const std::string& entry : layer.file.components) {
        if (const Status done = accumulate_component(layer, entry); !done) {
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

// The built-in fields and those of `configurations`.
Status add_own_config(const Layer& layer, TransformerConfig& into) {
    if (layer.file.configurations.empty()) {
        return merge_config(into, TransformerConfig::builtin());
    }
    TransformerConfig own = TransformerConfig::builtin();
    for (const std::string& path : layer.file.configurations) {
        TRY_ASSIGN(const TransformerConfig more,
                   read_config(layer, path, parse_transformer_config));
        TRY(merge_config(own, more));
    }
    return merge_config(into, own);
}

Status configure(Layer& layer) {
    TransformerConfig& config = layer.accumulator.config;
    TRY(add_own_config(layer, config));
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
    Ends ends;
    for (const std::string& entry : entries) {
        Result<Resources> inline_configs = parse_resources(entry, "", layer.build.budget);
        if (!inline_configs) {
            paths.push_back(entry);
            continue;
        }
        std::ranges::move(*inline_configs, std::back_inserter(configs.resources));
        ends.emplace_back(layer.file_path, configs.resources.size());
    }
    TRY(gather(layer, paths, configs, ends));
    TRY(check_ids(configs.resources, 0, ends, *layer.build.schemas));
    return std::move(configs.resources);
}

Status run_plugins(Layer& layer, const std::vector<std::string>& entries,
                   Status (*run)(Layer&, const Resource& config)) {
    TRY_ASSIGN(const Resources configs, plugin_configs(layer, entries));
    for (const ResourcePtr& config : configs) {
        TRY(run(layer, *config));
    }
    return {};
}

// A validator is a transformer that must change nothing, but may leave its mark.
Status run_validator(Layer& layer, const Resource& config) {
    const Resources before = layer.accumulator.resources;
    TRY(run_transformer_plugin(layer, config));
    const bool is_same = std::ranges::equal(layer.accumulator.resources, before,
                                            [](const ResourcePtr& after, const ResourcePtr& was) {
                                                Value object = after->object;
                                                manifest::remove_label(object, kValidatedBy);
                                                return object == was->object;
                                            });
    return is_same
               ? Status()
               : fail(Code::kInvalid, describe(config) + ": a validator must not change resources");
}

}  // namespace

Result<Place> open(Build& build, const Place& from, const std::string& entry) {
    return is_remote(entry) ? build.loader.open_remote(from, entry)
                            : build.loader.open(from, entry);
}

Status load(Build& build, const Place& place, const LayerMemory* known, LayerMemory& into) {
    if (known != nullptr && !build.changes.touch(known->load.inputs)) {
        into.path = known->path;
        into.file = known->file;
        into.load = known->load;
        TRY(build.budget.add(into.load.spent));
    } else {
        const Loader::Recording recording(build.loader, into.load);
        TRY_ASSIGN(const Loader::KustomizationFile file, build.loader.read_kustomization(place));
        into.path = file.path;
        TRY_ASSIGN(Kustomization kustomization,
                   parse_kustomization(file.text, file.path, build.budget));
        into.file = std::make_shared<const Kustomization>(std::move(kustomization));
    }
    for (const std::string& warning : into.file->warnings) {
        build.warnings.push_back(into.path + ": " + warning);
    }
    return {};
}

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
    layer.build.remembers = layer.build.remembers && !layer.build.has_schemas;
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

Status accumulate(Layer& layer) {
    const Loader::Recording recording(layer.build.loader, layer.made.rest);
    const auto in_file = [&layer](const Status& status) {
        return status ? status : fail(status.error().with(layer.file_path));
    };
    TRY(accumulate_resources(layer));
    TRY(in_file(configure(layer)));
    TRY(in_file(generate_changed(layer)));
    TRY(run_plugins(layer, layer.file.generators, run_generator_plugin));
    TRY(accumulate_components(layer));
    TRY(in_file(transform_changed(layer)));
    TRY(in_file(run_plugins(layer, layer.file.transformers, run_transformer_plugin)));
    TRY(in_file(run_plugins(layer, layer.file.validators, run_validator)));
    for (const Variable& variable : layer.file.vars) {
        TRY(in_file(bind_variable(variable, layer.accumulator.resources, *layer.build.schemas,
                                  layer.build.budget)));
    }
    return in_file(
        merge_variables(layer.accumulator.variables, layer.file.vars, layer.build.budget));
}

}  // namespace sealer::kustomize
