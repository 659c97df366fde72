// SPDX-License-Identifier: Apache-2.0
// The tables that every kustomization starts with, written as rows of kinds with a field in common.
// Source of the facts: kustomize 5.5, api/internal/konfig/builtinpluginconsts.
#include "common/render/kustomize/default_config.h"

#include <span>

#include "common/base/text.h"

namespace sealer::kustomize {
namespace {

struct Row {
    // Parted by blanks, each "Kind", "Kind.group" or "Kind:version"; empty: every kind.
    std::string_view kinds;
    // A leading "~" stands for where the kind has its pod's spec.
    std::string_view path;
};

// What `type` of object the fields in `referrers` name.
struct ReferenceRow {
    std::string_view type;  // "Kind", "Kind.group", "Kind:version" or "Kind:version.group"
    std::span<const Row> referrers;
};

constexpr std::string_view kPods =
    "Pod:v1 PodTemplate Deployment ReplicaSet DaemonSet StatefulSet Job CronJob";
constexpr std::string_view kVariablePods =
    "Pod Deployment ReplicaSet DaemonSet StatefulSet Job CronJob";
constexpr std::string_view kAccountPods =
    "Pod StatefulSet Deployment ReplicationController CronJob Job DaemonSet";

constexpr Row kNames[] = {{"", "metadata/name"}};

constexpr Row kCreatedNamespaces[] = {
    {"Namespace", "metadata/name"},
    {"APIService.apiregistration.k8s.io", "spec/service/namespace"},
};
constexpr Row kNamespaces[] = {
    {"CustomResourceDefinition.apiextensions.k8s.io",
     "spec/conversion/webhook/clientConfig/service/namespace"},
};

constexpr Row kCreatedSelectors[] = {
    {"Service:v1 ReplicationController:v1", "spec/selector"},
    {"Deployment ReplicaSet DaemonSet StatefulSet.apps", "spec/selector/matchLabels"},
};
constexpr Row kSelectors[] = {
    {"Deployment.apps StatefulSet.apps",
     "~/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/"
     "labelSelector/matchLabels"},
    {"Deployment.apps StatefulSet.apps",
     "~/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/"
     "labelSelector/matchLabels"},
    {"Deployment.apps StatefulSet.apps",
     "~/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/"
     "labelSelector/matchLabels"},
    {"Deployment.apps StatefulSet.apps",
     "~/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/"
     "labelSelector/matchLabels"},
    {"Deployment.apps StatefulSet.apps", "~/topologySpreadConstraints/labelSelector/matchLabels"},
    {"Job.batch PodDisruptionBudget.policy", "spec/selector/matchLabels"},
    {"CronJob.batch", "spec/jobTemplate/spec/selector/matchLabels"},
    {"NetworkPolicy.networking.k8s.io", "spec/podSelector/matchLabels"},
    {"NetworkPolicy.networking.k8s.io", "spec/ingress/from/podSelector/matchLabels"},
    {"NetworkPolicy.networking.k8s.io", "spec/egress/to/podSelector/matchLabels"},
};
constexpr Row kLabels[] = {
    {"", "metadata/labels"},
    {"ReplicationController:v1 Deployment ReplicaSet DaemonSet StatefulSet.apps Job.batch",
     "spec/template/metadata/labels"},
    {"StatefulSet.apps", "spec/volumeClaimTemplates[]/metadata/labels"},
    {"CronJob.batch", "spec/jobTemplate/metadata/labels"},
    {"CronJob.batch", "spec/jobTemplate/spec/template/metadata/labels"},
};
constexpr Row kAnnotations[] = {
    {"", "metadata/annotations"},
    {"ReplicationController:v1 Deployment ReplicaSet DaemonSet StatefulSet Job.batch",
     "spec/template/metadata/annotations"},
    {"CronJob.batch", "spec/jobTemplate/metadata/annotations"},
    {"CronJob.batch", "spec/jobTemplate/spec/template/metadata/annotations"},
};

constexpr Row kImages[] = {
    {"", "spec/containers[]/image"},
    {"", "spec/initContainers[]/image"},
    {"", "spec/template/spec/containers[]/image"},
    {"", "spec/template/spec/initContainers[]/image"},
};
constexpr Row kReplicas[] = {
    {"Deployment ReplicationController ReplicaSet StatefulSet", "spec/replicas"},
};

constexpr Row kVariables[] = {
    {kVariablePods, "~/containers/args"},
    {kVariablePods, "~/containers/command"},
    {kVariablePods, "~/containers/env/value"},
    {kVariablePods, "~/containers/volumeMounts/mountPath"},
    {kVariablePods, "~/initContainers/args"},
    {kVariablePods, "~/initContainers/command"},
    {kVariablePods, "~/initContainers/env/value"},
    {kVariablePods, "~/initContainers/volumeMounts/mountPath"},
    {"Pod Deployment ReplicaSet DaemonSet Job", "~/volumes/nfs/server"},
    // Not where a pod's volumes are: kustomize's slip, kept.
    {"CronJob", "spec/jobTemplate/spec/template/volumes/nfs/server"},
    {"Deployment", "spec/template/metadata/annotations"},
    {"Ingress", "spec/rules/host"},
    {"Ingress", "spec/tls/hosts"},
    {"Ingress", "spec/tls/secretName"},
    {"Service", "spec/ports/port"},
    {"Service", "spec/ports/targetPort"},
    {"StatefulSet", "spec/volumeClaimTemplates/spec/nfs/server"},
    {"PersistentVolume", "spec/nfs/server"},
    {"", "metadata/labels"},
    {"", "metadata/annotations"},
};

constexpr Row kScalers[] = {{"HorizontalPodAutoscaler", "spec/scaleTargetRef/name"}};
constexpr Row kConfigMapUsers[] = {
    {kPods, "~/volumes/configMap/name"},
    {kPods, "~/containers/env/valueFrom/configMapKeyRef/name"},
    {kPods, "~/initContainers/env/valueFrom/configMapKeyRef/name"},
    {kPods, "~/containers/envFrom/configMapRef/name"},
    {kPods, "~/initContainers/envFrom/configMapRef/name"},
    {kPods, "~/volumes/projected/sources/configMap/name"},
    {"Node", "spec/configSource/configMap"},
    {"Role ClusterRole", "rules/resourceNames"},
    {"Ingress", R"(metadata/annotations/nginx.ingress.kubernetes.io\/fastcgi-params-configmap)"},
};
constexpr Row kSecretUsers[] = {
    {kPods, "~/volumes/secret/secretName"},
    {kPods, "~/containers/env/valueFrom/secretKeyRef/name"},
    {kPods, "~/initContainers/env/valueFrom/secretKeyRef/name"},
    {kPods, "~/containers/envFrom/secretRef/name"},
    {kPods, "~/initContainers/envFrom/secretRef/name"},
    {kPods, "~/imagePullSecrets/name"},
    {kPods, "~/volumes/projected/sources/secret/name"},
    {"Ingress", "spec/tls/secretName"},
    {"Ingress", R"(metadata/annotations/ingress.kubernetes.io\/auth-secret)"},
    {"Ingress", R"(metadata/annotations/nginx.ingress.kubernetes.io\/auth-secret)"},
    {"Ingress", R"(metadata/annotations/nginx.ingress.kubernetes.io\/auth-tls-secret)"},
    {"ServiceAccount", "imagePullSecrets/name"},
    {"StorageClass", "parameters/secretName"},
    {"StorageClass", "parameters/adminSecretName"},
    {"StorageClass", "parameters/userSecretName"},
    {"StorageClass", "parameters/secretRef"},
    {"Role ClusterRole", "rules/resourceNames"},
    {"Service:v1.serving.knative.dev", "~/containers/env/valueFrom/secretKeyRef/name"},
    {"PersistentVolume", "spec/azureFile/secretName"},
};
constexpr Row kServiceUsers[] = {
    {"StatefulSet.apps", "spec/serviceName"},
    {"Ingress", "spec/rules/http/paths/backend/serviceName"},
    {"Ingress", "spec/backend/serviceName"},
    {"Ingress", "spec/rules/http/paths/backend/service/name"},
    {"Ingress", "spec/defaultBackend/service/name"},
    {"APIService.apiregistration.k8s.io", "spec/service/name"},
    {"ValidatingWebhookConfiguration.admissionregistration.k8s.io "
     "MutatingWebhookConfiguration.admissionregistration.k8s.io",
     "webhooks/clientConfig/service"},
};
constexpr Row kRoleUsers[] = {{"RoleBinding.rbac.authorization.k8s.io", "roleRef/name"}};
constexpr Row kClusterRoleUsers[] = {
    {"RoleBinding.rbac.authorization.k8s.io ClusterRoleBinding.rbac.authorization.k8s.io",
     "roleRef/name"},
};
constexpr Row kServiceAccountUsers[] = {
    {"RoleBinding.rbac.authorization.k8s.io ClusterRoleBinding.rbac.authorization.k8s.io",
     "subjects"},
    {kAccountPods, "~/serviceAccountName"},
};
constexpr Row kClaimUsers[] = {{kAccountPods, "~/volumes/persistentVolumeClaim/claimName"}};
constexpr Row kVolumeUsers[] = {
    {"PersistentVolumeClaim", "spec/volumeName"},
    {"ClusterRole", "rules/resourceNames"},
};
constexpr Row kStorageClassUsers[] = {
    {"PersistentVolume PersistentVolumeClaim", "spec/storageClassName"},
    {"StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"},
};
constexpr Row kPriorityUsers[] = {{kAccountPods, "~/priorityClassName"}};
constexpr Row kIngressClassUsers[] = {{"Ingress", "spec/ingressClassName"}};
constexpr Row kAdmissionPolicyUsers[] = {
    {"ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io", "spec/policyName"},
};

// In the order in which kustomize sorts them, which is the order of output of the types named.
const ReferenceRow kReferences[] = {
    {"StorageClass:v1.storage.k8s.io", kStorageClassUsers},
    {"ServiceAccount:v1", kServiceAccountUsers},
    {"Role.rbac.authorization.k8s.io", kRoleUsers},
    {"ClusterRole.rbac.authorization.k8s.io", kClusterRoleUsers},
    {"ConfigMap:v1", kConfigMapUsers},
    {"Secret:v1", kSecretUsers},
    {"Service:v1", kServiceUsers},
    {"PriorityClass:v1.scheduling.k8s.io", kPriorityUsers},
    {"PersistentVolume:v1", kVolumeUsers},
    {"PersistentVolumeClaim:v1", kClaimUsers},
    {"Deployment", kScalers},
    {"StatefulSet", kScalers},
    {"ValidatingAdmissionPolicy.admissionregistration.k8s.io", kAdmissionPolicyUsers},
    // Its group is kustomize's slip, kept: this rule never matches.
    {"IngressClass:v1.networking.k8s.io/v1", kIngressClassUsers},
    {"ReplicaSet", kScalers},
    {"ReplicationController", kScalers},
};

manifest::GroupVersionKind parse_type(std::string_view text) {
    manifest::GroupVersionKind type;
    const std::size_t dot = std::min(text.find('.'), text.size());
    std::string_view kind = text.substr(0, dot);
    if (const std::size_t colon = kind.find(':'); colon != std::string_view::npos) {
        type.version = kind.substr(colon + 1);
        kind = kind.substr(0, colon);
    }
    type.kind = kind;
    type.group = text.substr(std::min(dot + 1, text.size()));
    return type;
}

std::string_view pod_spec_of(std::string_view kind) {
    return kind == "Pod"           ? "spec"
           : kind == "PodTemplate" ? "template/spec"
           : kind == "CronJob"     ? "spec/jobTemplate/spec/template/spec"
                                   : "spec/template/spec";
}

void add_rows(FieldSpecs& into, std::span<const Row> rows, bool create = false) {
    for (const Row& row : rows) {
        for (const std::string_view name : split(row.kinds, ' ')) {
            manifest::GroupVersionKind type = parse_type(name);
            std::string path(row.path);
            if (path.starts_with('~')) {
                path.replace(0, 1, pod_spec_of(type.kind));
            }
            into.push_back({.group = std::move(type.group),
                            .version = std::move(type.version),
                            .kind = std::move(type.kind),
                            .path = std::move(path),
                            .create = create});
        }
    }
}

}  // namespace

TransformerConfig default_config() {
    TransformerConfig config;
    add_rows(config.name_prefix.edit(), kNames);
    add_rows(config.name_suffix.edit(), kNames);
    add_rows(config.namespace_.edit(), kCreatedNamespaces, true);
    add_rows(config.namespace_.edit(), kNamespaces);
    add_rows(config.common_labels.edit(), kCreatedSelectors, true);
    add_rows(config.common_labels.edit(), kSelectors);
    add_rows(config.common_labels.edit(), kLabels, true);
    add_rows(config.template_labels.edit(), kLabels, true);
    add_rows(config.common_annotations.edit(), kAnnotations, true);
    add_rows(config.images.edit(), kImages, true);
    add_rows(config.replicas.edit(), kReplicas, true);
    add_rows(config.var_references.edit(), kVariables);
    for (const ReferenceRow& references : kReferences) {
        manifest::GroupVersionKind type = parse_type(references.type);
        ReferenceRule rule{.group = std::move(type.group),
                           .version = std::move(type.version),
                           .kind = std::move(type.kind),
                           .referrers = {}};
        add_rows(rule.referrers, references.referrers);
        config.name_references.edit().push_back(std::move(rule));
    }
    return config;
}

}  // namespace sealer::kustomize
