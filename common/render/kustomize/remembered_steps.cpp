// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/remembered_steps.h"

#include <algorithm>

#include "common/render/kustomize/selector.h"
#include "common/render/kustomize/steps.h"

namespace sealer::kustomize {
namespace {

// Whether the kustomization is as it was, with all that a step of it read.
bool is_known(const Layer& layer, Loader::Reading LayerMemory::*step) {
    return layer.build.remembers && layer.known != nullptr &&
           layer.known->file == layer.made.file &&
           !layer.build.changes.touch((layer.known->*step).inputs);
}

// What generators made of the list is what they made of the last one, if they leave alone what has
// changed since.
bool carry_generated(const LayerMemory& known, Resources& now) {
    if (now.size() != known.gathered.size()) {
        return false;
    }
    Resources made = known.generated;
    for (const std::size_t place : changed_places(now, known.gathered)) {
        if (made[place] != known.gathered[place] ||
            !same_identity(*now[place], *known.gathered[place])) {
            return false;
        }
        made[place] = now[place];
    }
    now = std::move(made);
    return true;
}

std::vector<std::size_t> places_of(const std::vector<Selector>& selectors,
                                   const Resources& resources, const Schemas& schemas) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < resources.size(); ++place) {
        const bool is_meant = std::ranges::any_of(selectors, [&](const Selector& selector) {
            return is_selected(*resources[place], selector, schemas);
        });
        if (is_meant) {
            places.push_back(place);
        }
    }
    return places;
}

// The resources that have to be transformed, with those that replacements read; none if all have
// to.
std::vector<std::size_t> places_to_transform(const LayerMemory& known, const Resources& now) {
    std::vector<std::size_t> changed = changed_places(now, known.before);
    std::vector<std::size_t> places;
    std::ranges::set_union(changed, known.sources, std::back_inserter(places));
    return changed.size() + known.sources.size() == places.size() ? places
                                                                  : std::vector<std::size_t>();
}

Resources at(const Resources& resources, const std::vector<std::size_t>& places) {
    Resources part;
    for (const std::size_t place : places) {
        part.push_back(resources[place]);
    }
    return part;
}

// Transforms what has changed, and takes the rest from the last render. A transformer makes of a
// resource what this and the kustomization say; the rest of the list counts for it by its names
// (for conflicts, and which one is meant), or as the source of a replacement. So nothing else
// changes if the names before and after all steps are what they were and no source has changed.
// False where that is not so, or not certain: the list is as it was then.
bool transform_part(Layer& layer) {
    const LayerMemory& known = *layer.known;
    Resources& resources = layer.accumulator.resources;
    const std::vector<std::size_t> places = places_to_transform(known, resources);
    Resources part = at(resources, places);
    if (places.empty() || !same_identities(part, at(known.before, places))) {
        return false;
    }
    const render::Budget::Spent spent = layer.build.budget.spent();
    Loader::Reading nothing_new;  // no input has changed since the whole read it
    const Loader::Recording recording(layer.build.loader, nothing_new);
    std::swap(resources, part);
    layer.extent = Extent::kPart;
    // The whole list tells better what is wrong.
    const bool is_done = run_transformers(layer).has_value();
    layer.extent = Extent::kWhole;
    std::swap(resources, part);
    const Resources last = at(known.after, places);
    if (!is_done || !same_identities(part, last)) {
        layer.build.budget.reset(spent);
        return false;
    }
    settle(part, last);
    layer.build.budget.reset(spent);
    resources = known.after;
    for (std::size_t i = 0; i < places.size(); ++i) {
        resources[places[i]] = std::move(part[i]);
    }
    return true;
}

// Whether the list is what the last one became, or all of it but for the part that has changed.
bool carry_transformed(Layer& layer) {
    if (layer.accumulator.resources == layer.known->before) {
        layer.accumulator.resources = layer.known->after;
    } else if (!transform_part(layer)) {
        return false;
    }
    layer.made.transform = layer.known->transform;
    layer.made.patches = layer.known->patches;
    layer.made.sources = layer.known->sources;
    return true;
}

Status transform(Layer& layer) {
    LayerMemory& made = layer.made;
    Resources& resources = layer.accumulator.resources;
    const bool is_alike = is_known(layer, &LayerMemory::transform) &&
                          layer.known->config == made.config &&
                          layer.known->before.size() == resources.size() &&
                          layer.known->after.size() == resources.size();
    if (is_alike && carry_transformed(layer)) {
        return layer.build.budget.add(made.transform.spent);
    }
    const Loader::Recording recording(layer.build.loader, made.transform);
    layer.replacement_sources.clear();
    TRY(run_transformers(layer));
    made.sources = places_of(layer.replacement_sources, resources, *layer.build.schemas);
    return {};
}

}  // namespace

bool is_gathered_as_before(const Layer& layer) {
    return layer.build.remembers && layer.known != nullptr &&
           same_identities(layer.accumulator.resources, layer.known->gathered);
}

Status generate_changed(Layer& layer) {
    LayerMemory& made = layer.made;
    Resources& resources = layer.accumulator.resources;
    if (is_known(layer, &LayerMemory::generate) && carry_generated(*layer.known, resources)) {
        made.generate = layer.known->generate;
        TRY(layer.build.budget.add(made.generate.spent));
    } else {
        const Loader::Recording recording(layer.build.loader, made.generate);
        TRY(run_generators(layer));
    }
    if (layer.build.remembers) {
        if (layer.known != nullptr) {
            settle(resources, layer.known->generated);
        }
        made.generated = resources;
    }
    return {};
}

Status transform_changed(Layer& layer) {
    if (!layer.build.remembers) {
        const Loader::Recording recording(layer.build.loader, layer.made.transform);
        return run_transformers(layer);
    }
    LayerMemory& made = layer.made;
    Resources& resources = layer.accumulator.resources;
    made.config = shared_config(layer.build, layer.accumulator.config);
    if (layer.known != nullptr) {
        settle(resources, layer.known->before);
    }
    made.before = resources;
    TRY(transform(layer));
    if (layer.known != nullptr) {
        settle(resources, layer.known->after);
    }
    made.after = resources;
    return {};
}

ConfigPtr shared_config(Build& build, const TransformerConfig& config) {
    for (const ConfigPtr& present : build.configs) {
        if (*present == config) {
            return present;
        }
    }
    return build.configs.emplace_back(std::make_shared<const TransformerConfig>(config));
}

}  // namespace sealer::kustomize
