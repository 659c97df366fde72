// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

bool was_ever(const Resource& resource, const ReplicaRule& rule, const FieldSpec& field) {
    const auto is_meant = [&](const Id& id) {
        return id.name == rule.name && field.matches(id.type);
    };
    return is_meant(resource.id()) || std::ranges::any_of(resource.previous, is_meant);
}

}  // namespace

Status set_replicas(Resources& resources, const ReplicaRule& rule, const FieldSpecs& fields,
                    render::Budget& budget, Extent extent) {
    bool has_matched = false;
    for (ResourcePtr& slot : resources) {
        TRY(budget.work());
        for (const FieldSpec& field : fields) {
            if (!was_ever(*slot, rule, field)) {
                continue;
            }
            has_matched = true;
            const Status set = visit_fields(
                edit(slot).object, field, budget,
                [&](manifest::Value& value) { return budget.assign(value, rule.count); });
            if (!set) {
                return fail(set.error().with(describe(*slot)));
            }
        }
    }
    return has_matched || extent == Extent::kPart
               ? Status()
               : fail(Code::kInvalid, "replicas: nothing with replicas is called \"" + rule.name +
                                          "\" (Deployment, StatefulSet, ReplicaSet, "
                                          "ReplicationController or as configured)");
}

}  // namespace sealer::kustomize
