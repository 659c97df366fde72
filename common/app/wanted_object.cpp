// SPDX-License-Identifier: Apache-2.0
#include "common/app/wanted_object.h"

#include "common/app/list_keys.h"
#include "common/app/source.h"
#include "common/manifest/object.h"

namespace sealer::app {

using manifest::Value;

namespace {

// The rules of a ClusterRole that is made of others: Kubernetes puts them there.
void drop_aggregated_rules(Value& object) {
    const manifest::GroupVersionKind type = manifest::type_of(object);
    if (type.group == "rbac.authorization.k8s.io" && type.kind == "ClusterRole" &&
        is_set(object.get("aggregationRule"))) {
        object.as_object().erase("rules");
    }
}

}  // namespace

void drop_server_fields(Value& object) {
    if (!object.is_object()) {
        return;
    }
    object.as_object().erase("status");
    Value* metadata = object.get("metadata");
    if (metadata == nullptr || !metadata->is_object()) {
        return;
    }
    for (const char* field : {"managedFields", "resourceVersion", "uid", "creationTimestamp",
                              "generation", "selfLink"}) {
        metadata->as_object().erase(field);
    }
    manifest::remove_annotation(object, "kubectl.kubernetes.io/last-applied-configuration");
}

void make_applicable(Value& object, const kube::Resource* resource, std::string_view namespace_,
                     const manifest::Schema* schema) {
    drop_server_fields(object);
    drop_aggregated_rules(object);
    if (resource != nullptr && !resource->namespaced) {
        object["metadata"].as_object().erase("namespace");
    } else if (manifest::namespace_of(object).empty() && !namespace_.empty()) {
        object["metadata"]["namespace"] = namespace_;
    }
    fill_list_keys(object, schema);
}

}  // namespace sealer::app
