// SPDX-License-Identifier: Apache-2.0
#include "controller/app/targets.h"

#include <map>

#include "common/app/application.h"
#include "common/app/applied_fields.h"
#include "common/app/secret_mask.h"
#include "common/app/wanted_object.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"

namespace sealer::app {
namespace {

Result<std::optional<kube::Resource>> look_up(const manifest::Value& object, const FindKind& find) {
    Result<kube::Resource> found = find(manifest::type_of(object));
    if (found) {
        return std::optional(*std::move(found));
    }
    if (found.error().code == Code::kNotFound) {
        return std::optional<kube::Resource>();
    }
    return fail(std::move(found).error());
}

Result<Target> make_target(const manifest::Value& object, const Mark& mark, const FindKind& find) {
    Target target;
    TRY_ASSIGN(target.resource, look_up(object, find));
    target.hook = sync::hook_of(object);
    target.object = object;
    target.schema = manifest::builtin_schema(manifest::type_of(object));
    make_applicable(target.object, target.resource ? &*target.resource : nullptr, mark.destination,
                    target.schema);
    target.key = manifest::key_of(target.object);
    if (!target.key.name.empty()) {
        set_mark(target.object, mark);
    } else if (!target.hook || target.object.text("metadata", "generateName").empty()) {
        return fail(Code::kInvalid,
                    target.key.kind + ": metadata.name is missing; generateName is for hooks");
    }
    if (is_secret(target.object)) {
        canonicalize_secret(target.object);
        target.masked = target.object;
        mask_secret(*target.masked);
    }
    target.applied = applied_fields(target.desired().object, target.schema);
    target.digest = crypto::sha256(manifest::canonical_json(target.object));
    return target;
}

// Puts targets into a set, each once.
class Collector {
  public:
    // `times`: how often it is wanted where it comes from.
    void add(Target target, std::size_t times = 1) {
        if (target.hook) {
            set_.hooks.push_back(std::move(target));
            return;
        }
        const auto [place, is_new] = seen_.emplace(target.key, set_.targets.size());
        if (!is_new || times > 1) {
            set_.repeated.try_emplace(target.key, is_new ? 0 : 1).first->second += times;
        }
        if (is_new) {
            set_.targets.push_back(std::move(target));
        } else {
            set_.targets[place->second] = std::move(target);
        }
    }
    void exclude(manifest::ObjectKey key) { set_.excluded.push_back(std::move(key)); }
    [[nodiscard]] TargetSet take(bool complete) {
        set_.complete = complete;
        return std::move(set_);
    }

  private:
    TargetSet set_;
    std::map<manifest::ObjectKey, std::size_t> seen_;
};

}  // namespace

Result<TargetSet> make_targets(const std::vector<render::ManifestPtr>& manifests, const Mark& mark,
                               const ResourceFilter& filter, const FindKind& find) {
    Collector set;
    bool complete = true;
    for (const render::ManifestPtr& manifest : manifests) {
        manifest::ObjectKey key = manifest::key_of(manifest->object);
        if (filter.excludes(key.group, key.kind)) {
            set.exclude(std::move(key));
            continue;
        }
        auto target = make_target(manifest->object, mark, find);
        if (!target) {
            return fail(
                target.error().with(manifest->file + ": line " + std::to_string(manifest->line)));
        }
        if (target->hook && target->hook->is_inert()) {
            continue;
        }
        complete = complete && target->resource.has_value();
        set.add(*std::move(target));
    }
    return set.take(complete);
}

TargetSet merge_targets(const std::vector<std::shared_ptr<const TargetSet>>& sets) {
    Collector merged;
    bool complete = true;
    for (const auto& set : sets) {
        for (const auto& targets : {std::cref(set->targets), std::cref(set->hooks)}) {
            for (const Target& target : targets.get()) {
                const auto repeated = set->repeated.find(target.key);
                merged.add(target, repeated == set->repeated.end() ? 1 : repeated->second);
            }
        }
        for (const manifest::ObjectKey& key : set->excluded) {
            merged.exclude(key);
        }
        complete = complete && set->complete;
    }
    return merged.take(complete);
}

}  // namespace sealer::app
