// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "common/render/kustomize/json6902.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/selector.h"
#include "common/render/kustomize/strategic_merge.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

void keep_member(Value& object, std::string_view name, std::string_view text) {
    if (text.empty()) {
        if (Value* present = object.get(name); present != nullptr) {
            object.as_object().erase(name);
        }
    } else if (object.text(name) != text) {
        object[name] = text;
    }
}

// Merges `patch` into the resource, which keeps what may not change. Whether it is still there.
Result<bool> merge_into(ResourcePtr& slot, Value patch, const LoadedPatch& options,
                        const Schemas& schemas) {
    const Id before = slot->id();
    Resource& resource = edit(slot);
    if (options.allow_name_change || options.allow_kind_change) {
        resource.remember_id();
    }
    auto merged = strategic_merge(std::move(resource.object), std::move(patch), schemas);
    if (!merged) {
        return fail(merged.error().with(options.where + ": " + to_string(before)));
    }
    if (!*merged) {
        return false;
    }
    resource.object = std::move(**merged);
    if (!options.allow_kind_change) {
        keep_member(resource.object, "kind", before.type.kind);
    }
    Value& metadata = resource.object["metadata"];
    if (!options.allow_name_change) {
        keep_member(metadata, "name", before.name);
    }
    keep_member(metadata, "namespace", before.namespace_);
    return true;
}

void drop(Resources& resources, const std::vector<std::size_t>& places) {
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        resources.erase(resources.begin() + static_cast<std::ptrdiff_t>(*place));
    }
}

Status check_ids(const Resources& resources, const Schemas& schemas) {
    std::set<std::string> keys;
    for (const ResourcePtr& resource : resources) {
        if (!keys.insert(key_of(resource->id(), schemas)).second) {
            return fail(Code::kInvalid,
                        "there are two resources " + to_string(resource->id()) + " now");
        }
    }
    return {};
}

// Whether some id of the resource, present or past, means what `id` does. Names are compared first:
// most differ.
bool is_meant(const Resource& resource, const Id& id, const Schemas& schemas) {
    if (!is_named(resource, id.name)) {
        return false;
    }
    const std::vector<Id> ids = all_ids(resource);
    return std::any_of(ids.begin(), ids.end(),
                       [&](const Id& own) { return same_object(own, id, schemas); });
}

// The one resource that the patch is for.
Result<std::size_t> find_target(const Resources& resources, const Id& id, const std::string& where,
                                const Schemas& schemas) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (!is_meant(*resources[i], id, schemas)) {
            continue;
        }
        if (found) {
            return fail(Code::kInvalid, where + ": more than one resource is " + to_string(id));
        }
        found = i;
    }
    if (!found) {
        return fail(Code::kInvalid, where + ": there is no resource " + to_string(id) +
                                        " to patch: check apiVersion, kind, name and namespace");
    }
    return *found;
}

// Each patch for the resource that it names.
Status merge_by_id(Resources& resources, const Resources& patches, const LoadedPatch& options,
                   const Schemas& schemas) {
    for (const ResourcePtr& patch : patches) {
        TRY_ASSIGN(const std::size_t place,
                   find_target(resources, patch->id(), options.where, schemas));
        TRY_ASSIGN(const bool is_left,
                   merge_into(resources[place], patch->object, options, schemas));
        if (!is_left) {
            drop(resources, {place});
        }
    }
    return {};
}

Result<std::vector<std::size_t>> select(const Resources& resources, const LoadedPatch& patch,
                                        const Schemas& schemas) {
    const auto matcher = ExpressionMatcher::compile(*patch.target);
    if (!matcher) {
        return fail(matcher.error().with(patch.where));
    }
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (matcher->matches(*resources[i], schemas)) {
            places.push_back(i);
        }
    }
    return places;
}

// The patch, whatever it is called itself, for all that the target selects.
Status merge_by_target(Resources& resources, const Resource& patch, const LoadedPatch& options,
                       const Schemas& schemas) {
    TRY_ASSIGN(const auto places, select(resources, options, schemas));
    std::vector<std::size_t> removed;
    for (const std::size_t place : places) {
        Value object = patch.object;
        keep_member(object, "apiVersion", resources[place]->object.text("apiVersion"));
        TRY_ASSIGN(const bool is_left,
                   merge_into(resources[place], std::move(object), options, schemas));
        if (!is_left) {
            removed.push_back(place);
        }
    }
    drop(resources, removed);
    return options.allow_name_change || options.allow_kind_change ? check_ids(resources, schemas)
                                                                  : Status();
}

enum class Remember { kId, kNothing };

bool has_notes(const Resource& resource) {
    return !resource.previous.empty() || resource.wants_hash || !resource.origin.empty() ||
           !resource.transformations.empty() || !resource.variables.empty();
}

Status apply_operations(Resources& resources, const manifest::Array& operations,
                        const LoadedPatch& patch, Remember remember, const Schemas& schemas) {
    if (!patch.target) {
        return fail(Code::kInvalid, patch.where +
                                        ": JSON6902 operations need a `target` that says what they "
                                        "are for");
    }
    TRY_ASSIGN(const auto places, select(resources, patch, schemas));
    for (const std::size_t place : places) {
        Resource& resource = edit(resources[place]);
        const Id before = resource.id();
        if (remember == Remember::kId) {
            resource.remember_id();
        }
        // kustomize keeps its notes in annotations, which operations then find there.
        if (has_notes(resource) && resource.object.get("metadata", "annotations") == nullptr) {
            resource.object["metadata"]["annotations"] = manifest::Object();
        }
        auto patched = apply_json6902(std::move(resource.object), operations);
        if (!patched) {
            return fail(patched.error().with(patch.where + ": " + to_string(before)));
        }
        resource.object = std::move(*patched);
    }
    return {};
}

}  // namespace

Status apply_patch(Resources& resources, const LoadedPatch& patch, const Schemas& schemas) {
    const auto merges = parse_resources(patch.text, patch.where);
    const auto operations = parse_json6902(patch.text);
    if (merges && operations) {
        return fail(Code::kInvalid, patch.where +
                                        ": the patch is empty, neither a strategic merge patch "
                                        "nor JSON6902 operations");
    }
    if (!merges && !operations) {
        const bool is_list = patch.text.starts_with('[') || patch.text.starts_with('-');
        return fail((is_list ? operations.error() : merges.error())
                        .with(patch.where + ": neither a strategic merge patch nor JSON6902 "
                                            "operations"));
    }
    if (!merges || merges->empty()) {
        return apply_operations(resources, operations.value_or(manifest::Array()), patch,
                                Remember::kId, schemas);
    }
    if (!patch.target) {
        return merge_by_id(resources, *merges, patch, schemas);
    }
    if (merges->size() > 1) {
        return fail(Code::kInvalid, patch.where +
                                        ": with a `target`, a patch is one document, not " +
                                        std::to_string(merges->size()));
    }
    return merge_by_target(resources, *merges->front(), patch, schemas);
}

Status apply_merge_patches(Resources& resources, const LoadedPatch& patch, const Schemas& schemas) {
    TRY_ASSIGN(const Resources patches, parse_resources(patch.text, patch.where));
    return merge_by_id(resources, patches, patch, schemas);
}

Status apply_json6902_patch(Resources& resources, const LoadedPatch& patch,
                            const Schemas& schemas) {
    if (!patch.target || patch.target->name.empty()) {
        return fail(Code::kInvalid, patch.where + ": the `target` must have a name");
    }
    const auto operations = parse_json6902(patch.text);
    if (!operations) {
        return fail(operations.error().with(patch.where));
    }
    if (operations->empty()) {
        return fail(Code::kInvalid, patch.where + ": the patch has no operations");
    }
    return apply_operations(resources, *operations, patch, Remember::kNothing, schemas);
}

}  // namespace sealer::kustomize
