// SPDX-License-Identifier: Apache-2.0
// What Go's defaulting functions make of an object of a built-in
// kind. Source: kubernetes/pkg/apis/*/defaults.go; a real kube-apiserver decides.
#include "common/manifest/builtin_defaults.h"

#include <map>
#include <string>
#include <utility>

#include "common/manifest/go_types.h"
#include "common/manifest/json.h"
#include "common/manifest/kind_defaults.h"
#include "common/manifest/object.h"

namespace sealer::manifest {
namespace {

struct Defaults {
    std::string_view definition;  // OpenAPI name, without "io.k8s."
    std::string_view fields;      // JSON
};

constexpr Defaults kDefaults[] = {
    {"api.core.v1.Container", R"({"terminationMessagePath":"/dev/termination-log",)"
                              R"("terminationMessagePolicy":"File"})"},
    {"api.core.v1.EphemeralContainer", R"({"terminationMessagePath":"/dev/termination-log",)"
                                       R"("terminationMessagePolicy":"File"})"},
    {"api.core.v1.ContainerPort", R"({"protocol":"TCP"})"},
    {"api.core.v1.PodSpec",
     R"({"restartPolicy":"Always","dnsPolicy":"ClusterFirst",)"
     R"("schedulerName":"default-scheduler","terminationGracePeriodSeconds":30,)"
     R"("securityContext":{}})"},
    {"api.core.v1.Probe", R"({"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,)"
                          R"("failureThreshold":3})"},
    {"api.core.v1.HTTPGetAction", R"({"path":"/","scheme":"HTTP"})"},
    {"api.core.v1.GRPCAction", R"({"service":""})"},
    {"api.core.v1.ObjectFieldSelector", R"({"apiVersion":"v1"})"},
    {"api.core.v1.ConfigMapVolumeSource", R"({"defaultMode":420})"},
    {"api.core.v1.SecretVolumeSource", R"({"defaultMode":420})"},
    {"api.core.v1.DownwardAPIVolumeSource", R"({"defaultMode":420})"},
    {"api.core.v1.ProjectedVolumeSource", R"({"defaultMode":420})"},
    {"api.core.v1.ServiceAccountTokenProjection", R"({"expirationSeconds":3600})"},
    {"api.core.v1.HostPathVolumeSource", R"({"type":""})"},
    {"api.core.v1.ResourceFieldSelector", R"({"divisor":"0"})"},
    {"api.core.v1.Secret", R"({"type":"Opaque"})"},
    {"api.core.v1.ServiceSpec", R"({"type":"ClusterIP","sessionAffinity":"None"})"},
    {"api.core.v1.ServicePort", R"({"protocol":"TCP"})"},
    {"api.core.v1.EndpointPort", R"({"protocol":"TCP"})"},
    {"api.core.v1.PersistentVolumeClaimSpec", R"({"volumeMode":"Filesystem"})"},
    {"api.core.v1.PersistentVolumeSpec",
     R"({"persistentVolumeReclaimPolicy":"Retain","volumeMode":"Filesystem"})"},
    {"api.core.v1.ReplicationControllerSpec", R"({"replicas":1})"},
    {"api.apps.v1.ReplicaSetSpec", R"({"replicas":1})"},
    {"api.batch.v1.CronJobSpec", R"({"concurrencyPolicy":"Allow","suspend":false,)"
                                 R"("successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1})"},
    {"api.discovery.v1.EndpointPort", R"({"name":"","protocol":"TCP"})"},
    {"api.networking.v1.NetworkPolicyPort", R"({"protocol":"TCP"})"},
    {"api.rbac.v1.RoleRef", R"({"apiGroup":"rbac.authorization.k8s.io"})"},
    {"api.scheduling.v1.PriorityClass", R"({"preemptionPolicy":"PreemptLowerPriority"})"},
    {"api.storage.v1.StorageClass",
     R"({"reclaimPolicy":"Delete","volumeBindingMode":"Immediate"})"},
    {"api.storage.v1.CSIDriverSpec",
     R"({"attachRequired":true,"podInfoOnMount":false,)"
     R"("fsGroupPolicy":"ReadWriteOnceWithFSType","storageCapacity":false,)"
     R"("volumeLifecycleModes":["Persistent"]})"},
    {"api.admissionregistration.v1.MutatingWebhook",
     R"({"failurePolicy":"Fail","matchPolicy":"Equivalent","namespaceSelector":{},)"
     R"("objectSelector":{},"reinvocationPolicy":"Never","timeoutSeconds":10})"},
    {"api.admissionregistration.v1.ValidatingWebhook",
     R"({"failurePolicy":"Fail","matchPolicy":"Equivalent","namespaceSelector":{},)"
     R"("objectSelector":{},"timeoutSeconds":10})"},
    {"api.admissionregistration.v1.RuleWithOperations", R"({"scope":"*"})"},
    {"api.admissionregistration.v1.ServiceReference", R"({"port":443})"},
    {"kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference", R"({"port":443})"},
    {"apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference", R"({"port":443})"},
};

std::map<std::string_view, Value> parsed_defaults() {
    std::map<std::string_view, Value> constants;
    for (const Defaults& defaults : kDefaults) {
        constants.emplace(defaults.definition, parse_json(defaults.fields).value());
    }
    return constants;
}

const std::map<std::string_view, Value>& constants() {
    static const auto* const kConstants = new std::map<std::string_view, Value>(parsed_defaults());
    return *kConstants;
}

void fill(Value& value, const Schema& schema) {
    if (value.is_array() && schema.items != nullptr) {
        for (Value& item : value.as_array()) {
            fill(item, *schema.items);
        }
    }
    if (!value.is_object() || schema.type != Schema::Type::kObject) {
        return;
    }
    const std::string_view name =
        std::string_view(schema.reference).substr(schema.reference.empty() ? 0 : 7);
    if (const auto found = constants().find(name); found != constants().end()) {
        for (const Member& standard : found->second.as_object()) {
            set_default(value, standard.key, standard.value);
        }
    }
    default_by_definition(schema.reference, value);
    for (Member& member : value.as_object()) {
        if (const Schema* child = schema.member(member.key)) {
            fill(member.value, *child);
        }
    }
}

}  // namespace

void apply_builtin_defaults(Value& object) {
    const Schema* schema = builtin_schema(type_of(object));
    if (schema == nullptr || !object.is_object()) {
        return;
    }
    pass_through_go_types(object, *schema);
    fill(object, *schema);
    if (object.text("kind") == "Pod") {
        set_default(object["spec"], "enableServiceLinks", true);
    }
    default_by_kind(object);
}

}  // namespace sealer::manifest
