// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/schemas.h"

#include <set>
#include <utility>

namespace sealer::kustomize {
namespace {

using manifest::GroupVersionKind;
using manifest::Schema;
using ApiVersion = std::pair<std::string_view, std::string_view>;  // group, version

// What Kubernetes 1.21 served. Versions that came later are strangers to kustomize 5.5, which
// treats their objects as it does custom ones.
bool is_known_version(const GroupVersionKind& type) {
    static const std::set<ApiVersion> kVersions = {
        {"", "v1"},
        {"admissionregistration.k8s.io", "v1"},
        {"admissionregistration.k8s.io", "v1beta1"},
        {"apiextensions.k8s.io", "v1"},
        {"apiextensions.k8s.io", "v1beta1"},
        {"apiregistration.k8s.io", "v1"},
        {"apiregistration.k8s.io", "v1beta1"},
        {"apps", "v1"},
        {"authentication.k8s.io", "v1"},
        {"authentication.k8s.io", "v1beta1"},
        {"authorization.k8s.io", "v1"},
        {"authorization.k8s.io", "v1beta1"},
        {"autoscaling", "v1"},
        {"autoscaling", "v2beta1"},
        {"autoscaling", "v2beta2"},
        {"batch", "v1"},
        {"batch", "v1beta1"},
        {"certificates.k8s.io", "v1"},
        {"certificates.k8s.io", "v1beta1"},
        {"coordination.k8s.io", "v1"},
        {"coordination.k8s.io", "v1beta1"},
        {"discovery.k8s.io", "v1"},
        {"discovery.k8s.io", "v1beta1"},
        {"events.k8s.io", "v1"},
        {"events.k8s.io", "v1beta1"},
        {"extensions", "v1beta1"},
        {"flowcontrol.apiserver.k8s.io", "v1beta1"},
        {"networking.k8s.io", "v1"},
        {"networking.k8s.io", "v1beta1"},
        {"node.k8s.io", "v1"},
        {"node.k8s.io", "v1beta1"},
        {"policy", "v1"},
        {"policy", "v1beta1"},
        {"rbac.authorization.k8s.io", "v1"},
        {"rbac.authorization.k8s.io", "v1beta1"},
        {"scheduling.k8s.io", "v1"},
        {"scheduling.k8s.io", "v1beta1"},
        {"storage.k8s.io", "v1"},
        {"storage.k8s.io", "v1beta1"},
    };
    return kVersions.contains({type.group, type.version});
}

class BuiltinSchemas final : public Schemas {
  public:
    [[nodiscard]] const Schema* find(const GroupVersionKind& type) const override {
        const bool is_later =
            type.group == "policy" && type.version == "v1" && type.kind == "Eviction";
        return is_known_version(type) && !is_later ? manifest::builtin_schema(type) : nullptr;
    }

    [[nodiscard]] bool is_cluster_scoped(const GroupVersionKind& type) const override {
        return is_builtin_cluster_scoped(type);
    }
};

// No namespace can have this name.
constexpr std::string_view kNoNamespace = "_non_namespaceable_";

}  // namespace

bool is_builtin_cluster_scoped(const GroupVersionKind& type) {
    using GroupKind = std::pair<std::string_view, std::string_view>;
    static const std::set<GroupKind> kOnlyInV1 = {
        {"", "ComponentStatus"}, {"", "Namespace"}, {"", "Node"}, {"", "PersistentVolume"}};
    static const std::set<GroupKind> kOnlyInV1Beta1 = {
        {"flowcontrol.apiserver.k8s.io", "FlowSchema"},
        {"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"},
        {"policy", "PodSecurityPolicy"}};
    static const std::set<GroupKind> kInBoth = {
        {"admissionregistration.k8s.io", "MutatingWebhookConfiguration"},
        {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
        {"apiextensions.k8s.io", "CustomResourceDefinition"},
        {"apiregistration.k8s.io", "APIService"},
        {"certificates.k8s.io", "CertificateSigningRequest"},
        {"networking.k8s.io", "IngressClass"},
        {"node.k8s.io", "RuntimeClass"},
        {"rbac.authorization.k8s.io", "ClusterRole"},
        {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
        {"scheduling.k8s.io", "PriorityClass"},
        {"storage.k8s.io", "CSIDriver"},
        {"storage.k8s.io", "CSINode"},
        {"storage.k8s.io", "StorageClass"},
        {"storage.k8s.io", "VolumeAttachment"}};
    const GroupKind wanted(type.group, type.kind);
    return (type.version == "v1" && (kOnlyInV1.contains(wanted) || kInBoth.contains(wanted))) ||
           (type.version == "v1beta1" &&
            (kOnlyInV1Beta1.contains(wanted) || kInBoth.contains(wanted)));
}

std::shared_ptr<const Schemas> Schemas::builtin() {
    static const auto kBuiltin = std::make_shared<const BuiltinSchemas>();
    return kBuiltin;
}

std::string effective_namespace(const Id& id, const Schemas& schemas) {
    if (schemas.is_cluster_scoped(id.type)) {
        return std::string(kNoNamespace);
    }
    return id.namespace_.empty() ? "default" : id.namespace_;
}

bool same_object(const Id& a, const Id& b, const Schemas& schemas) {
    return a.type == b.type && a.name == b.name &&
           effective_namespace(a, schemas) == effective_namespace(b, schemas);
}

std::string key_of(const Id& id, const Schemas& schemas) {
    std::string key = id.type.group;
    for (const std::string& part :
         {id.type.version, id.type.kind, effective_namespace(id, schemas), id.name}) {
        key += '\0';
        key += part;
    }
    return key;
}

}  // namespace sealer::kustomize
