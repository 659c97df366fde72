// SPDX-License-Identifier: Apache-2.0
#include "common/base/text.h"
#include "common/kube/client.h"

namespace sealer::kube {

const Resource& secrets() {
    static const Resource kResource{"", "v1", "secrets", "Secret", true, {}};
    return kResource;
}
const Resource& config_maps() {
    static const Resource kResource{"", "v1", "configmaps", "ConfigMap", true, {}};
    return kResource;
}
const Resource& namespaces() {
    static const Resource kResource{"", "v1", "namespaces", "Namespace", false, {}};
    return kResource;
}
const Resource& services() {
    static const Resource kResource{"", "v1", "services", "Service", true, {}};
    return kResource;
}
const Resource& endpoints() {
    static const Resource kResource{"", "v1", "endpoints", "Endpoints", true, {}};
    return kResource;
}
const Resource& events() {
    static const Resource kResource{"", "v1", "events", "Event", true, {}};
    return kResource;
}
const Resource& leases() {
    static const Resource kResource{"coordination.k8s.io", "v1", "leases", "Lease", true, {}};
    return kResource;
}
const Resource& custom_resource_definitions() {
    static const Resource kResource{"apiextensions.k8s.io",     "v1",  "customresourcedefinitions",
                                    "CustomResourceDefinition", false, {}};
    return kResource;
}
const Resource& sealed_secrets() {
    static const Resource kResource{"bitnami.com",  "v1alpha1", "sealedsecrets",
                                    "SealedSecret", true,       {}};
    return kResource;
}
const Resource& applications() {
    static const Resource kResource{"argoproj.io", "v1alpha1", "applications",
                                    "Application", true,       {}};
    return kResource;
}
const Resource& app_projects() {
    static const Resource kResource{"argoproj.io", "v1alpha1", "appprojects",
                                    "AppProject",  true,       {}};
    return kResource;
}

std::string resource_path(const Resource& resource, std::string_view namespace_,
                          std::string_view name, std::string_view subresource) {
    std::string path =
        resource.group.empty() ? "/api/" : "/apis/" + percent_encode(resource.group) + "/";
    path += percent_encode(resource.version);
    if (resource.namespaced && !namespace_.empty()) {
        path += "/namespaces/" + percent_encode(namespace_);
    }
    path += "/" + percent_encode(resource.plural);
    if (!name.empty()) {
        path += "/" + percent_encode(name);
    }
    if (!subresource.empty()) {
        path += "/" + percent_encode(subresource);
    }
    return path;
}

}  // namespace sealer::kube
