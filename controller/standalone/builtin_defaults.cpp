// SPDX-License-Identifier: Apache-2.0
// What decoding into Go's types, and their defaulting functions, make of an object of a built-in
// kind. Source: kubernetes/pkg/apis/*/defaults.go; a real kube-apiserver decides.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "controller/standalone/kind_defaults.h"
#include "controller/standalone/quantity.h"
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

bool is_zero(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::kBool:
            return !value.as_bool();
        case Value::Kind::kString:
            return value.as_string().empty();
        case Value::Kind::kArray:
            return value.as_array().empty();
        case Value::Kind::kObject:
            return value.as_object().empty();
        default:
            return value.is_null() || value == Value(0);
    }
}

// A quantity may be written as a number.
void normalize_quantity(Value& value) {
    const std::string text = value.is_string()   ? value.as_string()
                             : value.is_number() ? manifest::write_json(value)
                                                 : std::string();
    if (auto canonical = canonical_quantity(text)) {
        value = *std::move(canonical);
    }
}

void fill(Value& value, const Schema& schema);

void fill_members(Value& value, const Schema& schema) {
    Object kept;
    kept.reserve(value.as_object().size());
    for (Member& member : value.as_object()) {
        const Schema::Property* property = schema.property(member.key);
        const bool is_dropped =
            member.value.is_null()
                ? property != nullptr || schema.additional != nullptr
                : property != nullptr && property->omit_zero && is_zero(member.value);
        if (!is_dropped) {
            kept.append(std::move(member.key), std::move(member.value));
        }
    }
    value = std::move(kept);
    for (const Schema::Property& property : schema.properties) {
        if (property.by_value && property.schema->type == Schema::Type::kObject) {
            set_default(value, property.name, Object());
        }
    }
    const std::string_view name =
        std::string_view(schema.reference).substr(schema.reference.empty() ? 0 : 7);
    if (const auto found = constants().find(name); found != constants().end()) {
        for (const Default& standard : found->second) {
            set_default(value, standard.field, Value(standard.value));
        }
    }
    default_by_definition(schema.reference, value);
    for (Member& member : value.as_object()) {
        if (const Schema* child = schema.member(member.key)) {
            fill(member.value, *child);
        }
    }
}

void fill(Value& value, const Schema& schema) {
    if (schema.format == "quantity") {
        normalize_quantity(value);
    } else if (value.is_object() && schema.type == Schema::Type::kObject) {
        fill_members(value, schema);
    } else if (value.is_array() && schema.items != nullptr) {
        for (Value& item : value.as_array()) {
            fill(item, *schema.items);
        }
    }
}

}  // namespace

void apply_builtin_defaults(Value& object) {
    const Schema* schema = manifest::builtin_schema(manifest::type_of(object));
    if (schema == nullptr || !object.is_object()) {
        return;
    }
    fill(object, *schema);
    if (object.text("kind") == "Pod") {
        set_default(object["spec"], "enableServiceLinks", true);
    }
    default_by_kind(object);
}

}  // namespace sealer::standalone
