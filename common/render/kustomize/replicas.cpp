// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "common/manifest/yaml_scalar.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

bool was_ever(const Resource& resource, const ReplicaRule& rule, const FieldSpec& field) {
    const auto is_meant = [&](const Id& id) {
        return id.name == rule.name && field.matches(id.type);
    };
    return is_meant(resource.id()) || std::ranges::any_of(resource.previous, is_meant);
}

// Writes the number as what was there is written: in quotes stays in quotes.
Status write_count(std::int64_t count, manifest::Value& value, render::Budget& budget) {
    if (value.is_object() || value.is_array()) {
        return fail(Code::kInvalid, "the number of replicas is no scalar");
    }
    const bool is_quoted = value.is_string() && manifest::plain_means_other(value.as_string());
    return budget.assign(value, is_quoted ? manifest::Value(std::to_string(count)) : count);
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
                [&](manifest::Value& value) { return write_count(rule.count, value, budget); });
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
