// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/finish.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "common/render/kustomize/metadata.h"
#include "common/render/kustomize/sealed_names.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kLocalConfig = "config.kubernetes.io/local-config";
constexpr std::string_view kManagedBy = "app.kubernetes.io/managed-by";

// Whether the object is there for the render alone.
bool is_local(const Resource& resource) {
    const Value* annotation = resource.object.get("metadata", "annotations", kLocalConfig);
    return annotation != nullptr && *annotation != Value("false");
}

const SortOptions* sort_options_of(const Layer& layer) {
    static const SortOptions kFifo{
        .order = "fifo", .order_first = {}, .order_last = {}, .has_lists = false};
    if (layer.file.sort_options) {
        return &*layer.file.sort_options;
    }
    return layer.build.default_order_is_fifo ? &kFifo : nullptr;
}

// What is added to every object, whatever the others are.
void add_metadata(Resources& resources, const Layer& top) {
    if (top.build.adds_managed_by || asks_for(top.file, "managedByLabel")) {
        for (ResourcePtr& resource : resources) {
            manifest::set_label(edit(resource).object, kManagedBy, "sealer");
        }
    }
    write_annotations(resources, top.build);
}

// Places in `done` of what is left in `sorted`.
std::vector<std::size_t> order_of(const Resources& sorted, const Resources& done) {
    std::unordered_map<const Resource*, std::size_t> places;
    for (std::size_t place = 0; place < done.size(); ++place) {
        places[done[place].get()] = place;
    }
    std::vector<std::size_t> order;
    for (const ResourcePtr& resource : sorted) {
        order.push_back(places[resource.get()]);
    }
    return order;
}

Status finish_all(Layer& top, const FinishMemory* last, FinishMemory* next) {
    Accumulator& all = top.accumulator;
    Resources& resources = all.resources;
    render::Budget& budget = top.build.budget;
    const std::vector<ReferenceRule>& rules =
        next == nullptr ? all.config.name_references : top.made.config->name_references;
    TRY(append_hashes(resources, budget));
    const auto names = std::make_shared<NameFixer>(rules, *top.build.schemas);
    TRY(names->fill(resources, budget));
    if (next != nullptr) {
        next->hashed = resources;
        next->names = all.variables.empty() ? names : nullptr;
    }
    for (ResourcePtr& resource : resources) {
        TRY(names->fix(resource, budget));
    }
    TRY(expand_variables(resources, all.variables, all.config.var_references, budget));
    add_metadata(resources, top);
    if (next != nullptr) {
        if (last != nullptr) {
            settle(resources, last->done);
        }
        next->done = resources;
    }
    std::erase_if(resources, [](const ResourcePtr& resource) { return is_local(*resource); });
    TRY(sort_resources(resources, sort_options_of(top)));
    if (next != nullptr) {
        next->order = order_of(resources, next->done);
    }
    return {};
}

bool same_fate(const Resources& now, const Resources& last) {
    return same_identities(now, last) &&
           std::ranges::equal(now, last, [](const ResourcePtr& a, const ResourcePtr& b) {
               return is_local(*a) == is_local(*b);
           });
}

// Finishes what has changed. False if that may change others, their order or the warnings.
bool finish_part(const Layer& top, const FinishMemory& last, FinishMemory& next) {
    render::Budget& budget = top.build.budget;
    next.hashed = last.hashed;
    next.done = last.done;
    for (const std::size_t place : changed_places(next.before, last.before)) {
        Resources one{next.before[place]};
        if (!append_hashes(one, budget) || !same_identity(*one.front(), *last.hashed[place])) {
            return false;
        }
        next.hashed[place] = one.front();
        if (!last.names->fix(one.front(), budget)) {
            return false;
        }
        add_metadata(one, top);
        if (!same_fate(one, {last.done[place]}) ||
            !warn_of_moved_sealed_secrets({one.front(), last.done[place]}).empty()) {
            return false;
        }
        settle(one, {last.done[place]});
        next.done[place] = std::move(one.front());
    }
    next.names = last.names;
    next.order = last.order;
    next.warnings = last.warnings;
    return true;
}

// The whole list, by what is known of the last one. False if that is not enough.
bool finish_changed(Layer& top, const FinishMemory* last, FinishMemory& next) {
    Resources& resources = top.accumulator.resources;
    if (last != nullptr) {
        settle(resources, last->before);
    }
    next.before = resources;
    const bool is_known = last != nullptr && last->names != nullptr &&
                          last->before.size() == resources.size() &&
                          top.known->file == top.made.file &&
                          top.known->config == top.made.config && top.accumulator.variables.empty();
    if (!is_known || !finish_part(top, *last, next)) {
        return false;
    }
    resources.clear();
    for (const std::size_t place : next.order) {
        resources.push_back(next.done[place]);
    }
    return true;
}

}  // namespace

bool asks_for(const Kustomization& file, std::string_view option) {
    return std::ranges::find(file.build_metadata, option) != file.build_metadata.end();
}

Status finish(Layer& top, const FinishMemory* last, FinishMemory* next) {
    FinishMemory forgotten;
    std::vector<std::string>& warnings = next == nullptr ? forgotten.warnings : next->warnings;
    if (next == nullptr || !finish_changed(top, last, *next)) {
        TRY(finish_all(top, last, next));
        warnings = warn_of_moved_sealed_secrets(top.accumulator.resources);
    }
    std::ranges::copy(warnings, std::back_inserter(top.build.warnings));
    return {};
}

}  // namespace sealer::kustomize
