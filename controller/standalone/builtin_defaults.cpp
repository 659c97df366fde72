// SPDX-License-Identifier: Apache-2.0
// What Go's defaulting functions make of an object of a built-in
// kind. Source: kubernetes/pkg/apis/*/defaults.go; a real kube-apiserver decides.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/manifest/object.h"
#include "controller/standalone/go_types.h"
#include "controller/standalone/kind_defaults.h"
#include "controller/standalone/validation.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::Member;
using manifest::Object;
using manifest::Schema;
using manifest::Value;

struct Default {
    std::string_view field;
    Value value;
};

// By the OpenAPI name of the type that has the field, without "io.k8s.".
const std::map<std::string_view, std::vector<Default>>& constants() {
    static const auto* const kConstants = new std::map<std::string_view, std::vector<Default>>{
        {"api.core.v1.Container",
         {{"terminationMessagePath", "/dev/termination-log"},
          {"terminationMessagePolicy", "File"}}},
        {"api.core.v1.EphemeralContainer",
         {{"terminationMessagePath", "/dev/termination-log"},
          {"terminationMessagePolicy", "File"}}},
        {"api.core.v1.ContainerPort", {{"protocol", "TCP"}}},
        {"api.core.v1.PodSpec",
         {{"restartPolicy", "Always"},
          {"dnsPolicy", "ClusterFirst"},
          {"schedulerName", "default-scheduler"},
          {"terminationGracePeriodSeconds", 30},
          {"securityContext", Object()}}},
        {"api.core.v1.Probe",
         {{"timeoutSeconds", 1},
          {"periodSeconds", 10},
          {"successThreshold", 1},
          {"failureThreshold", 3}}},
        {"api.core.v1.HTTPGetAction", {{"path", "/"}, {"scheme", "HTTP"}}},
        {"api.core.v1.GRPCAction", {{"service", ""}}},
        {"api.core.v1.ObjectFieldSelector", {{"apiVersion", "v1"}}},
        {"api.core.v1.ConfigMapVolumeSource", {{"defaultMode", 420}}},
        {"api.core.v1.SecretVolumeSource", {{"defaultMode", 420}}},
        {"api.core.v1.DownwardAPIVolumeSource", {{"defaultMode", 420}}},
        {"api.core.v1.ProjectedVolumeSource", {{"defaultMode", 420}}},
        {"api.core.v1.ServiceAccountTokenProjection", {{"expirationSeconds", 3600}}},
        {"api.core.v1.HostPathVolumeSource", {{"type", ""}}},
        {"api.core.v1.ResourceFieldSelector", {{"divisor", "0"}}},
        {"api.core.v1.Secret", {{"type", "Opaque"}}},
        {"api.core.v1.ServiceSpec", {{"type", "ClusterIP"}, {"sessionAffinity", "None"}}},
        {"api.core.v1.ServicePort", {{"protocol", "TCP"}}},
        {"api.core.v1.EndpointPort", {{"protocol", "TCP"}}},
        {"api.core.v1.PersistentVolumeClaimSpec", {{"volumeMode", "Filesystem"}}},
        {"api.core.v1.PersistentVolumeSpec",
         {{"persistentVolumeReclaimPolicy", "Retain"}, {"volumeMode", "Filesystem"}}},
        {"api.core.v1.ReplicationControllerSpec", {{"replicas", 1}}},
        {"api.apps.v1.ReplicaSetSpec", {{"replicas", 1}}},
        {"api.batch.v1.CronJobSpec",
         {{"concurrencyPolicy", "Allow"},
          {"suspend", false},
          {"successfulJobsHistoryLimit", 3},
          {"failedJobsHistoryLimit", 1}}},
        {"api.discovery.v1.EndpointPort", {{"name", ""}, {"protocol", "TCP"}}},
        {"api.networking.v1.NetworkPolicyPort", {{"protocol", "TCP"}}},
        {"api.rbac.v1.RoleRef", {{"apiGroup", "rbac.authorization.k8s.io"}}},
        {"api.scheduling.v1.PriorityClass", {{"preemptionPolicy", "PreemptLowerPriority"}}},
        {"api.storage.v1.StorageClass",
         {{"reclaimPolicy", "Delete"}, {"volumeBindingMode", "Immediate"}}},
        {"api.storage.v1.CSIDriverSpec",
         {{"attachRequired", true},
          {"podInfoOnMount", false},
          {"fsGroupPolicy", "ReadWriteOnceWithFSType"},
          {"storageCapacity", false},
          {"volumeLifecycleModes", Array{"Persistent"}}}},
        {"api.admissionregistration.v1.MutatingWebhook",
         {{"failurePolicy", "Fail"},
          {"matchPolicy", "Equivalent"},
          {"namespaceSelector", Object()},
          {"objectSelector", Object()},
          {"reinvocationPolicy", "Never"},
          {"timeoutSeconds", 10}}},
        {"api.admissionregistration.v1.ValidatingWebhook",
         {{"failurePolicy", "Fail"},
          {"matchPolicy", "Equivalent"},
          {"namespaceSelector", Object()},
          {"objectSelector", Object()},
          {"timeoutSeconds", 10}}},
        {"api.admissionregistration.v1.RuleWithOperations", {{"scope", "*"}}},
        {"api.admissionregistration.v1.ServiceReference", {{"port", 443}}},
        {"kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference", {{"port", 443}}},
        {"apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference", {{"port", 443}}},
    };
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
        for (const Default& standard : found->second) {
            set_default(value, standard.field, standard.value);
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
    const Schema* schema = manifest::builtin_schema(manifest::type_of(object));
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

}  // namespace sealer::standalone
