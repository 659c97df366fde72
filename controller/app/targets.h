// SPDX-License-Identifier: Apache-2.0
// From rendered manifests to what Git wants in the cluster: namespaces filled in, tracking marks
// set, duplicates gone. Pure but for the look-up of kinds, which is handed in.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/app/applied_fields.h"
#include "common/app/compare.h"
#include "common/app/tracking.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/field_set.h"
#include "common/manifest/object.h"
#include "common/render/render.h"
#include "controller/app/resource_filter.h"
#include "controller/sync/hook.h"

namespace sealer::app {

struct Target {
    manifest::Value object;                 // what is written
    std::optional<manifest::Value> masked;  // of a Secret: what is compared
    manifest::ObjectKey key;
    std::optional<kube::Resource> resource;  // unset: the API server does not know the kind (yet)
    const manifest::Schema* schema = nullptr;
    AppliedFields applied;
    std::string digest;  // of the object and all that comparing depends on
    std::optional<sync::Hook> hook;

    // As far as is known; an unknown kind that has a namespace is taken to be.
    [[nodiscard]] bool is_namespaced() const {
        return resource ? resource->namespaced : !key.namespace_.empty();
    }
    [[nodiscard]] Desired desired() const {
        return {masked ? *masked : object, applied.fields, schema, applied.unstored};
    }
};

struct TargetSet {
    std::vector<Target> targets;
    // What a sync runs instead of keeping it, in Git's order. A key without a name belongs to a
    // hook with generateName, which gets its name, and its mark, from each operation.
    std::vector<Target> hooks;
    // What is there more than once, and how often; the last one counts.
    std::map<manifest::ObjectKey, std::size_t> repeated;
    std::vector<manifest::ObjectKey> excluded;  // of kinds that the installation leaves alone
    bool complete = true;                       // every kind is known
};

// kNotFound: no such kind.
using FindKind = std::function<Result<kube::Resource>(const manifest::GroupVersionKind&)>;

// kInvalid: an object asks for what this version cannot do; kUnavailable: kinds cannot be looked
// up now. What `filter` excludes is none of them. `mark.destination` is also the namespace of
// objects that name none.
[[nodiscard]] Result<TargetSet> make_targets(const std::vector<render::ManifestPtr>& manifests,
                                             const Mark& mark, const ResourceFilter& filter,
                                             const FindKind& find);

// What several sources want together, the last of them first where they want the same object.
[[nodiscard]] TargetSet merge_targets(const std::vector<std::shared_ptr<const TargetSet>>& sets);

}  // namespace sealer::app
