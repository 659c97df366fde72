// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/manifest/number.h"
#include "common/render/kustomize/json6902.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/scalar_text.h"
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

// What kustomize does with labels and annotations of a patch that has a target, or stands in
// patchesStrategicMerge: they become texts, so that null sets "null" and removes nothing, and a
// mapping that is empty or null says nothing.
void make_texts(Resource& patch) {
    for (const std::string_view name : {"labels", "annotations"}) {
        Value* pairs = patch.object.get("metadata", name);
        if (pairs == nullptr) {
            continue;
        }
        if (manifest::members(pairs).empty()) {
            patch.object["metadata"].as_object().erase(name);
            continue;
        }
        for (manifest::Member& pair : pairs->as_object()) {
            pair.value = text_or_null(pair.value);
        }
    }
}

// JSON6902 operations turn all numbers of an object into floats, which annotations then show.
void print_numbers(Value& object) {
    Value* annotations = object.get("metadata", "annotations");
    if (annotations == nullptr || !annotations->is_object()) {
        return;
    }
    for (manifest::Member& annotation : annotations->as_object()) {
        if (annotation.value.is_number()) {
            annotation.value = manifest::go_general(annotation.value.as_double());
        }
    }
}

// Places in a list by every id that its resources have or had.
class IdIndex {
  public:
    IdIndex(const Resources& resources, const Schemas& schemas)
        : resources_(resources), schemas_(schemas) {
        for (std::size_t place = 0; place < resources.size(); ++place) {
            if (resources[place] != nullptr) {
                add(place);
            }
        }
    }

    // After the resource there has become another; what it was stays known.
    void add(std::size_t place) {
        for (const Id& id : all_ids(*resources_[place])) {
            places_[key_of(id, schemas_)].insert(place);
        }
    }

    // The one resource of that id, if there is any.
    [[nodiscard]] Result<std::optional<std::size_t>> find(const Id& id) const {
        std::optional<std::size_t> found;
        const auto candidates = places_.find(key_of(id, schemas_));
        if (candidates != places_.end()) {
            for (const std::size_t place : candidates->second) {
                if (resources_[place] == nullptr || !is_meant(*resources_[place], id)) {
                    continue;
                }
                if (found) {
                    return fail(Code::kInvalid, "more than one resource is " + to_string(id));
                }
                found = place;
            }
        }
        return found;
    }

  private:
    [[nodiscard]] bool is_meant(const Resource& resource, const Id& id) const {
        const std::vector<Id> ids = all_ids(resource);
        return std::any_of(ids.begin(), ids.end(),
                           [&](const Id& own) { return same_object(own, id, schemas_); });
    }

    const Resources& resources_;
    const Schemas& schemas_;
    std::unordered_map<std::string, std::set<std::size_t>> places_;
};

enum class Remember { kId, kNothing };

bool has_notes(const Resource& resource) {
    return !resource.previous.empty() || resource.wants_hash || !resource.origin.empty() ||
           !resource.transformations.empty() || !resource.variables.empty();
}

// A list under patches. Resources that a patch removes leave an empty slot until the end.
class ResourcePatcher {
  public:
    ResourcePatcher(Resources& resources, const Schemas& schemas, render::Budget& budget,
                    Extent extent = Extent::kWhole)
        : resources_(resources), schemas_(schemas), budget_(budget), extent_(extent) {}
    ~ResourcePatcher() {
        resources_.erase(std::remove(resources_.begin(), resources_.end(), nullptr),
                         resources_.end());
    }
    ResourcePatcher(const ResourcePatcher&) = delete;
    ResourcePatcher& operator=(const ResourcePatcher&) = delete;

    // Each patch for the resource that it names.
    Status merge_by_id(const Resources& patches, const LoadedPatch& options) {
        if (!index_) {
            index_.emplace(resources_, schemas_);
        }
        for (const ResourcePtr& patch : patches) {
            const auto place = find(patch->id());
            if (!place) {
                return fail(place.error().with(options.where));
            }
            TRY(*place ? merge(**place, patch->object, options) : Status());
        }
        return {};
    }

    // The patch, whatever it is called itself, for all that the target selects.
    Status merge_by_target(Resource patch, const LoadedPatch& options) {
        TRY_ASSIGN(const auto places, select(options));
        make_texts(patch);
        for (const std::size_t place : places) {
            Value object = patch.object;
            keep_member(object, "apiVersion", resources_[place]->object.text("apiVersion"));
            TRY(merge(place, std::move(object), options));
        }
        return options.allow_name_change || options.allow_kind_change ? check_ids() : Status();
    }

    Status apply(const manifest::Array& operations, const LoadedPatch& patch, Remember remember) {
        if (!patch.target) {
            return fail(Code::kInvalid, patch.where +
                                            ": JSON6902 operations need a `target` that says what "
                                            "they are for");
        }
        TRY_ASSIGN(const auto places, select(patch));
        for (const std::size_t place : places) {
            Resource& resource = edit(resources_[place]);
            const Id before = resource.id();
            TRY(remember == Remember::kId ? resource.remember_id(budget_) : Status());
            // kustomize keeps its notes in annotations, which operations then find there.
            if (has_notes(resource) && resource.object.get("metadata", "annotations") == nullptr) {
                resource.object["metadata"]["annotations"] = manifest::Object();
            }
            auto patched = apply_json6902(std::move(resource.object), operations, budget_);
            if (!patched) {
                return fail(patched.error().with(patch.where + ": " + to_string(before)));
            }
            resource.object = std::move(*patched);
            print_numbers(resource.object);
            reindex(place);
        }
        return {};
    }

  private:
    // The one resource of that id; unset where it is outside of the part at hand.
    [[nodiscard]] Result<std::optional<std::size_t>> find(const Id& id) const {
        TRY_ASSIGN(const std::optional<std::size_t> place, index_->find(id));
        if (!place && extent_ == Extent::kWhole) {
            return fail(Code::kInvalid,
                        "there is no resource " + to_string(id) +
                            " to patch: check apiVersion, kind, name and namespace");
        }
        return place;
    }

    // Merges `patch` into a resource, which keeps what may not change.
    Status merge(std::size_t place, Value patch, const LoadedPatch& options) {
        const Id before = resources_[place]->id();
        Resource& resource = edit(resources_[place]);
        if (options.allow_name_change || options.allow_kind_change) {
            TRY(resource.remember_id(budget_));
        }
        auto merged =
            strategic_merge(std::move(resource.object), std::move(patch), schemas_, budget_);
        if (!merged) {
            return fail(merged.error().with(options.where + ": " + to_string(before)));
        }
        if (!*merged) {
            resources_[place] = nullptr;
            return {};
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
        reindex(place);
        return {};
    }

    void reindex(std::size_t place) {
        if (index_) {
            index_->add(place);
        }
    }

    [[nodiscard]] Result<std::vector<std::size_t>> select(const LoadedPatch& patch) const {
        const auto matcher = ExpressionMatcher::compile(*patch.target);
        if (!matcher) {
            return fail(matcher.error().with(patch.where));
        }
        std::vector<std::size_t> places;
        for (std::size_t place = 0; place < resources_.size(); ++place) {
            TRY(budget_.work());
            if (resources_[place] != nullptr && matcher->matches(*resources_[place], schemas_)) {
                places.push_back(place);
            }
        }
        return places;
    }

    [[nodiscard]] Status check_ids() const {
        std::set<std::string> keys;
        for (const ResourcePtr& resource : resources_) {
            if (resource != nullptr && !keys.insert(key_of(resource->id(), schemas_)).second) {
                return fail(Code::kInvalid,
                            "there are two resources " + to_string(resource->id()) + " now");
            }
        }
        return {};
    }

    Resources& resources_;
    const Schemas& schemas_;
    render::Budget& budget_;
    Extent extent_;
    std::optional<IdIndex> index_;  // made when the first patch names its resource
};

// A strategic merge patch or operations, as the text shows.
Status apply_one(ResourcePatcher& patcher, const LoadedPatch& patch, render::Budget& budget) {
    const auto merges = patch.text->merges(budget);
    const auto operations = patch.text->operations(budget);
    if (merges && operations) {
        return fail(Code::kInvalid, patch.where +
                                        ": the patch is empty, neither a strategic merge patch "
                                        "nor JSON6902 operations");
    }
    if (!merges && !operations) {
        const std::string& text = patch.text->text();
        const bool is_list = text.starts_with('[') || text.starts_with('-');
        return fail((is_list ? operations.error() : merges.error())
                        .with(patch.where + ": neither a strategic merge patch nor JSON6902 "
                                            "operations"));
    }
    if (!merges || (*merges)->empty()) {
        return patcher.apply(operations ? **operations : manifest::Array(), patch, Remember::kId);
    }
    if (!patch.target) {
        return patcher.merge_by_id(**merges, patch);
    }
    if ((*merges)->size() > 1) {
        return fail(Code::kInvalid, patch.where +
                                        ": with a `target`, a patch is one document, not " +
                                        std::to_string((*merges)->size()));
    }
    return patcher.merge_by_target(*(*merges)->front(), patch);
}

}  // namespace

Status apply_patches(Resources& resources, const std::vector<LoadedPatch>& patches,
                     const Schemas& schemas, render::Budget& budget, Extent extent) {
    ResourcePatcher patcher(resources, schemas, budget, extent);
    for (const LoadedPatch& patch : patches) {
        TRY(apply_one(patcher, patch, budget));
    }
    return {};
}

Status apply_merge_patches(Resources& resources, const std::vector<LoadedPatch>& patches,
                           const Schemas& schemas, render::Budget& budget, Extent extent) {
    ResourcePatcher patcher(resources, schemas, budget, extent);
    bool is_empty = true;
    for (const LoadedPatch& patch : patches) {
        TRY_ASSIGN(const Resources* merges, patch.text->merges(budget));
        Resources documents = *merges;
        is_empty = is_empty && documents.empty();
        for (ResourcePtr& document : documents) {
            make_texts(edit(document));
        }
        TRY(patcher.merge_by_id(documents, patch));
    }
    return is_empty && !patches.empty()
               ? fail(Code::kInvalid, patches.front().where + ": there is no patch in it")
               : Status();
}

Status apply_json6902_patch(Resources& resources, const LoadedPatch& patch, const Schemas& schemas,
                            render::Budget& budget) {
    if (!patch.target || patch.target->name.empty()) {
        return fail(Code::kInvalid, patch.where + ": the `target` must have a name");
    }
    const auto operations = patch.text->operations(budget);
    if (!operations) {
        return fail(operations.error().with(patch.where));
    }
    if ((*operations)->empty()) {
        return fail(Code::kInvalid, patch.where + ": the patch has no operations");
    }
    return ResourcePatcher(resources, schemas, budget)
        .apply(**operations, patch, Remember::kNothing);
}

}  // namespace sealer::kustomize
