// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/builtin_columns.h"

#include <map>
#include <string>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "controller/standalone/column_cells.h"
#include "controller/standalone/table.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

using Columns = std::vector<BuiltinColumn>;

template <auto Cell>
Value timeless(const Value& object, WallTime) {
    return Cell(object);
}

constexpr BuiltinColumn kNameColumn{
    "Name", "string", 0,
    timeless<[](const Value& o) { return Value(o.text("metadata", "name")); }>};
constexpr BuiltinColumn kAge{"Age", "string", 0, [](const Value& o, WallTime now) {
                                 return Value(age(o.text("metadata", "creationTimestamp"), now));
                             }};
constexpr BuiltinColumn kCreatedAt{
    "Created At", "date", 0,
    timeless<[](const Value& o) { return Value(o.text("metadata", "creationTimestamp")); }>};
constexpr BuiltinColumn kContainers{
    "Containers", "string", 1,
    timeless<[](const Value& o) { return container_fields(o, "name"); }>};
constexpr BuiltinColumn kImages{
    "Images", "string", 1, timeless<[](const Value& o) { return container_fields(o, "image"); }>};
constexpr BuiltinColumn kSelector{
    "Selector", "string", 1,
    timeless<[](const Value& o) { return selector_cell(o.get("spec", "selector")); }>};

// The text at a path known when compiling; `<none>` or the like where it is missing.
template <class... Keys>
Value text_or(std::string_view fallback, const Value& object, Keys... keys) {
    const std::string_view text = object.text(keys...);
    return Value(text.empty() ? fallback : text);
}

template <class... Keys>
Value count(const Value& object, Keys... keys) {
    return Value(object.integer_or(0, keys...));
}

constexpr std::string_view kUnset = "<unset>";

Columns replica_columns() {
    return {kNameColumn,
            {"Desired", "integer", 0,
             timeless<[](const Value& o) { return count(o, "spec", "replicas"); }>},
            {"Current", "integer", 0,
             timeless<[](const Value& o) { return count(o, "status", "replicas"); }>},
            {"Ready", "integer", 0,
             timeless<[](const Value& o) { return count(o, "status", "readyReplicas"); }>},
            kAge,
            kContainers,
            kImages,
            kSelector};
}

std::map<std::string_view, Columns> pod_columns() {
    return {
        {"pods",
         {kNameColumn,
          {"Ready", "string", 0, timeless<pod_ready>},
          {"Status", "string", 0, timeless<pod_status>},
          {"Restarts", "string", 0, timeless<pod_restarts>},
          kAge,
          {"IP", "string", 1,
           timeless<[](const Value& o) { return text_or(kNoneCell, o, "status", "podIP"); }>},
          {"Node", "string", 1,
           timeless<[](const Value& o) { return text_or(kNoneCell, o, "spec", "nodeName"); }>},
          {"Nominated Node", "string", 1, timeless<[](const Value& o) {
               return text_or(kNoneCell, o, "status", "nominatedNodeName");
           }>},
          {"Readiness Gates", "string", 1,
           timeless<[](const Value&) { return Value(kNoneCell); }>}}},
    };
}

std::map<std::string_view, Columns> workload_columns() {
    return {
        {"deployments.apps",
         {kNameColumn,
          {"Ready", "string", 0, timeless<ready_of_desired>},
          {"Up-to-date", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "updatedReplicas"); }>},
          {"Available", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "availableReplicas"); }>},
          kAge,
          kContainers,
          kImages,
          kSelector}},
        {"replicasets.apps", replica_columns()},
        {"replicationcontrollers", replica_columns()},
        {"statefulsets.apps",
         {kNameColumn,
          {"Ready", "string", 0, timeless<ready_of_desired>},
          kAge,
          kContainers,
          kImages}},
        {"daemonsets.apps",
         {kNameColumn,
          {"Desired", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "desiredNumberScheduled"); }>},
          {"Current", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "currentNumberScheduled"); }>},
          {"Ready", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "numberReady"); }>},
          {"Up-to-date", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "updatedNumberScheduled"); }>},
          {"Available", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "numberAvailable"); }>},
          {"Node Selector", "string", 0, timeless<[](const Value& o) {
               return selector_cell(o.get("spec", "template", "spec", "nodeSelector"));
           }>},
          kAge,
          kContainers,
          kImages,
          kSelector}},
    };
}

std::map<std::string_view, Columns> batch_columns() {
    return {
        {"jobs.batch",
         {kNameColumn,
          {"Status", "string", 0, timeless<job_status>},
          {"Completions", "string", 0, timeless<job_completions>},
          {"Duration", "string", 0, job_duration},
          kAge,
          kContainers,
          kImages,
          kSelector}},
        {"cronjobs.batch",
         {kNameColumn,
          {"Schedule", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "schedule")); }>},
          {"Timezone", "string", 0,
           timeless<[](const Value& o) { return text_or(kNoneCell, o, "spec", "timeZone"); }>},
          {"Suspend", "string", 0, timeless<[](const Value& o) {
               return Value(o.flag("spec", "suspend") ? "True" : "False");
           }>},
          {"Active", "integer", 0, timeless<[](const Value& o) {
               return Value(static_cast<std::int64_t>(elements(o.get("status", "active")).size()));
           }>},
          {"Last Schedule", "string", 0,
           [](const Value& o, WallTime now) {
               const std::string_view last = o.text("status", "lastScheduleTime");
               return last.empty() ? Value(kNoneCell) : Value(age(last, now));
           }},
          kAge}},
    };
}

std::map<std::string_view, Columns> network_columns() {
    return {
        {"services",
         {kNameColumn,
          {"Type", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "type")); }>},
          {"Cluster-IP", "string", 0,
           timeless<[](const Value& o) { return text_or(kNoneCell, o, "spec", "clusterIP"); }>},
          {"External-IP", "string", 0, timeless<service_external_ip>},
          {"Port(s)", "string", 0, timeless<service_ports>},
          kAge,
          kSelector}},
        {"endpoints", {kNameColumn, {"Endpoints", "string", 0, timeless<endpoints_cell>}, kAge}},
        {"ingresses.networking.k8s.io",
         {kNameColumn,
          {"Class", "string", 0, timeless<[](const Value& o) {
               return text_or(kNoneCell, o, "spec", "ingressClassName");
           }>},
          {"Hosts", "string", 0, timeless<ingress_hosts>},
          {"Address", "string", 0,
           timeless<[](const Value& o) { return Value(balancer_addresses(o)); }>},
          {"Ports", "string", 0, timeless<[](const Value& o) {
               return Value(elements(o.get("spec", "tls")).empty() ? "80" : "80, 443");
           }>},
          kAge}},
        {"ingressclasses.networking.k8s.io",
         {kNameColumn,
          {"Controller", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "controller")); }>},
          {"Parameters", "string", 0, timeless<[](const Value&) { return Value(kNoneCell); }>},
          kAge}},
        {"networkpolicies.networking.k8s.io",
         {kNameColumn,
          {"Pod-Selector", "string", 0,
           timeless<[](const Value& o) { return selector_cell(o.get("spec", "podSelector")); }>},
          kAge}},
    };
}

std::map<std::string_view, Columns> storage_columns() {
    const BuiltinColumn mode{
        "VolumeMode", "string", 1,
        timeless<[](const Value& o) { return text_or(kUnset, o, "spec", "volumeMode"); }>};
    const BuiltinColumn attributes{
        "VolumeAttributesClass", "string", 0, timeless<[](const Value& o) {
            return text_or(kUnset, o, "spec", "volumeAttributesClassName");
        }>};
    const BuiltinColumn storage_class{
        "StorageClass", "string", 0,
        timeless<[](const Value& o) { return Value(o.text("spec", "storageClassName")); }>};
    const BuiltinColumn status{"Status", "string", 0, timeless<phase_cell>};
    return {
        {"persistentvolumeclaims",
         {kNameColumn,
          status,
          {"Volume", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "volumeName")); }>},
          {"Capacity", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("status", "capacity", "storage")); }>},
          {"Access Modes", "string", 0,
           timeless<[](const Value& o) { return access_modes(o.get("status", "accessModes")); }>},
          storage_class,
          attributes,
          kAge,
          mode}},
        {"persistentvolumes",
         {kNameColumn,
          {"Capacity", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "capacity", "storage")); }>},
          {"Access Modes", "string", 0,
           timeless<[](const Value& o) { return access_modes(o.get("spec", "accessModes")); }>},
          {"Reclaim Policy", "string", 0, timeless<[](const Value& o) {
               return Value(o.text("spec", "persistentVolumeReclaimPolicy"));
           }>},
          status,
          {"Claim", "string", 0, timeless<volume_claim>},
          storage_class,
          attributes,
          {"Reason", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("status", "reason")); }>},
          kAge,
          mode}},
        {"storageclasses.storage.k8s.io",
         {kNameColumn,
          {"Provisioner", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("provisioner")); }>},
          {"ReclaimPolicy", "string", 0,
           timeless<[](const Value& o) { return text_or("Delete", o, "reclaimPolicy"); }>},
          {"VolumeBindingMode", "string", 0,
           timeless<[](const Value& o) { return text_or("Immediate", o, "volumeBindingMode"); }>},
          {"AllowVolumeExpansion", "string", 0, timeless<[](const Value& o) {
               return Value(o.flag("allowVolumeExpansion") ? "true" : "false");
           }>},
          kAge}},
    };
}

std::map<std::string_view, Columns> plain_columns() {
    return {
        {"configmaps", {kNameColumn, {"Data", "integer", 0, timeless<data_count>}, kAge}},
        {"secrets",
         {kNameColumn,
          {"Type", "string", 0, timeless<[](const Value& o) { return Value(o.text("type")); }>},
          {"Data", "integer", 0, timeless<data_count>},
          kAge}},
        {"namespaces",
         {kNameColumn,
          {"Status", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("status", "phase")); }>},
          kAge}},
        {"nodes",
         {kNameColumn,
          {"Status", "string", 0, timeless<node_status>},
          {"Roles", "string", 0, timeless<[](const Value&) { return Value(kNoneCell); }>},
          kAge,
          {"Version", "string", 0, timeless<[](const Value& o) {
               return Value(o.text("status", "nodeInfo", "kubeletVersion"));
           }>}}},
        {"serviceaccounts",
         {kNameColumn,
          {"Secrets", "integer", 0, timeless<[](const Value& o) {
               return Value(static_cast<std::int64_t>(elements(o.get("secrets")).size()));
           }>},
          kAge}},
        {"events",
         {{"Last Seen", "string", 0, event_last_seen},
          {"Type", "string", 0, timeless<[](const Value& o) { return Value(o.text("type")); }>},
          {"Reason", "string", 0, timeless<[](const Value& o) { return Value(o.text("reason")); }>},
          {"Object", "string", 0, timeless<event_object>},
          {"Subobject", "string", 1,
           timeless<[](const Value& o) { return Value(o.text("involvedObject", "fieldPath")); }>},
          {"Source", "string", 1,
           timeless<[](const Value& o) { return Value(o.text("source", "component")); }>},
          {"Message", "string", 0,
           timeless<[](const Value& o) { return Value(trim(o.text("message"))); }>},
          {"First Seen", "string", 1, event_first_seen},
          {"Count", "string", 1,
           timeless<[](const Value& o) { return Value(o.integer_or(1, "count")); }>},
          {"Name", "string", 1, kNameColumn.cell}}},
    };
}

// What is said about other objects.
std::map<std::string_view, Columns> policy_columns() {
    const Columns created{kNameColumn, kCreatedAt};
    const Columns binding{
        kNameColumn,
        {"Role", "string", 0, timeless<bound_role>},
        kAge,
        {"Users", "string", 1, timeless<[](const Value& o) { return bound_subjects(o, "User"); }>},
        {"Groups", "string", 1,
         timeless<[](const Value& o) { return bound_subjects(o, "Group"); }>},
        {"ServiceAccounts", "string", 1,
         timeless<[](const Value& o) { return bound_subjects(o, "ServiceAccount"); }>}};
    return {
        {"leases.coordination.k8s.io",
         {kNameColumn,
          {"Holder", "string", 0,
           timeless<[](const Value& o) { return Value(o.text("spec", "holderIdentity")); }>},
          kAge}},
        {"priorityclasses.scheduling.k8s.io",
         {kNameColumn,
          {"Value", "integer", 0, timeless<[](const Value& o) { return count(o, "value"); }>},
          {"Global-Default", "boolean", 0,
           timeless<[](const Value& o) { return Value(o.flag("globalDefault")); }>},
          kAge}},
        {"poddisruptionbudgets.policy",
         {kNameColumn,
          {"Min Available", "string", 0,
           timeless<[](const Value& o) { return number_or_text(o.get("spec", "minAvailable")); }>},
          {"Max Unavailable", "string", 0, timeless<[](const Value& o) {
               return number_or_text(o.get("spec", "maxUnavailable"));
           }>},
          {"Allowed Disruptions", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "disruptionsAllowed"); }>},
          kAge}},
        {"horizontalpodautoscalers.autoscaling",
         {kNameColumn,
          {"Reference", "string", 0, timeless<scale_target>},
          {"Targets", "string", 0, timeless<[](const Value&) { return Value("<unknown>"); }>},
          {"MinPods", "string", 0,
           timeless<[](const Value& o) { return number_or_text(o.get("spec", "minReplicas")); }>},
          {"MaxPods", "integer", 0,
           timeless<[](const Value& o) { return count(o, "spec", "maxReplicas"); }>},
          {"Replicas", "integer", 0,
           timeless<[](const Value& o) { return count(o, "status", "currentReplicas"); }>},
          kAge}},
        {"rolebindings.rbac.authorization.k8s.io", binding},
        {"clusterrolebindings.rbac.authorization.k8s.io", binding},
        {"roles.rbac.authorization.k8s.io", created},
        {"clusterroles.rbac.authorization.k8s.io", created},
        {"customresourcedefinitions.apiextensions.k8s.io", created},
    };
}

}  // namespace

const std::vector<BuiltinColumn>& builtin_columns(std::string_view resource) {
    static const auto kTables = [] {
        auto all = pod_columns();
        all.merge(workload_columns());
        all.merge(batch_columns());
        all.merge(network_columns());
        all.merge(storage_columns());
        all.merge(plain_columns());
        all.merge(policy_columns());
        return all;
    }();
    static const Columns kDefault{kNameColumn, kAge};
    const auto found = kTables.find(resource);
    return found == kTables.end() ? kDefault : found->second;
}

}  // namespace sealer::standalone
