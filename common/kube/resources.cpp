// SPDX-License-Identifier: Apache-2.0
#include "common/base/text.h"
#include "common/kube/client.h"

namespace sealer::kube {

const Resource& secrets() {
    static const Resource resource{"", "v1", "secrets", "Secret", true, {}};
    return resource;
}
const Resource& namespaces() {
    static const Resource resource{"", "v1", "namespaces", "Namespace", false, {}};
    return resource;
}
const Resource& services() {
    static const Resource resource{"", "v1", "services", "Service", true, {}};
    return resource;
}
const Resource& events() {
    static const Resource resource{"", "v1", "events", "Event", true, {}};
    return resource;
}
const Resource& leases() {
    static const Resource resource{"coordination.k8s.io", "v1", "leases", "Lease", true, {}};
    return resource;
}
const Resource& custom_resource_definitions() {
    static const Resource resource{"apiextensions.k8s.io",     "v1",  "customresourcedefinitions",
                                   "CustomResourceDefinition", false, {}};
    return resource;
}
const Resource& sealed_secrets() {
    static const Resource resource{"bitnami.com",  "v1alpha1", "sealedsecrets",
                                   "SealedSecret", true,       {}};
    return resource;
}
const Resource& applications() {
    static const Resource resource{"argoproj.io", "v1alpha1", "applications",
                                   "Application", true,       {}};
    return resource;
}
const Resource& app_projects() {
    static const Resource resource{"argoproj.io", "v1alpha1", "appprojects",
                                   "AppProject",  true,       {}};
    return resource;
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
