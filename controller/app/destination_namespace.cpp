// SPDX-License-Identifier: Apache-2.0
#include "controller/app/destination_namespace.h"

#include <algorithm>

#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::Member;
using manifest::Value;

bool is_like(const Value& wanted, const Value* live, const Value* former) {
    const auto find = [](const Value* map, const std::string& key) {
        return map == nullptr ? nullptr : map->get(key);
    };
    const bool has_all = std::ranges::all_of(manifest::members(&wanted), [&](const Member& entry) {
        const Value* there = find(live, entry.key);
        return there != nullptr && *there == entry.value;
    });
    return has_all && std::ranges::all_of(manifest::members(former), [&](const Member& entry) {
               return find(&wanted, entry.key) != nullptr || find(live, entry.key) == nullptr;
           });
}

}  // namespace

manifest::ObjectKey namespace_key(const Spec& spec) {
    return {"", "Namespace", "", spec.namespace_};
}

bool makes_namespace(const Spec& spec, const Comparison& comparison) {
    return spec.create_namespace &&
           std::ranges::none_of(comparison.items, [key = namespace_key(spec)](const Item& item) {
               return item.target != nullptr && item.key == key;
           });
}

bool has_namespace_metadata(const Spec& spec) {
    return spec.namespace_labels.is_object() || spec.namespace_annotations.is_object();
}

Value destination_namespace(const Spec& spec) {
    Value object;
    object["apiVersion"] = "v1";
    object["kind"] = "Namespace";
    object["metadata"]["name"] = spec.namespace_;
    if (spec.namespace_labels.is_object()) {
        object["metadata"]["labels"] = spec.namespace_labels;
    }
    if (spec.namespace_annotations.is_object()) {
        object["metadata"]["annotations"] = spec.namespace_annotations;
    }
    return object;
}

bool has_other_metadata(const Spec& spec, const Value& live, const Value* former) {
    const auto of_former = [former](const char* field) {
        return former == nullptr ? nullptr : former->get(field);
    };
    return !is_like(spec.namespace_labels, live.get("metadata", "labels"), of_former("labels")) ||
           !is_like(spec.namespace_annotations, live.get("metadata", "annotations"),
                    of_former("annotations"));
}

}  // namespace sealer::app
