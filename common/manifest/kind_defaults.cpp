// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/kind_defaults.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::manifest {
namespace {

constexpr std::string_view kRbac = "rbac.authorization.k8s.io";

// "latest" is pulled always; so is what names neither tag nor digest.
void default_container(Value& container) {
    const std::string_view image = container.text("image");
    const std::size_t digest = image.find('@');
    const std::string_view name = image.substr(0, digest);
    const std::size_t colon = name.rfind(':');
    const bool has_tag =
        colon != std::string_view::npos && name.find('/', colon) == std::string_view::npos;
    const std::string_view tag = has_tag                            ? name.substr(colon + 1)
                                 : digest == std::string_view::npos ? "latest"
                                                                    : "";
    set_default(container, "imagePullPolicy", tag == "latest" ? "Always" : "IfNotPresent");
}

// On the host's network a container's port is the host's.
void default_host_ports(Value& container) {
    Value* ports = container.get("ports");
    for (std::size_t i = 0; i < elements(ports).size(); ++i) {
        Value& port = ports->as_array()[i];
        if (const Value* number = port.get("containerPort")) {
            const Value copy = *number;
            set_default(port, "hostPort", copy);
        }
    }
}

void default_pod_spec(Value& spec) {
    for (const auto& [from, to] : {std::pair("serviceAccountName", "serviceAccount"),
                                   std::pair("serviceAccount", "serviceAccountName")}) {
        if (const std::string name(spec.text(from)); !name.empty()) {
            set_default(spec, to, name);
        }
    }
    if (!spec.flag("hostNetwork")) {
        return;
    }
    for (const char* list : {"containers", "initContainers"}) {
        Value* containers = spec.get(list);
        for (std::size_t i = 0; i < elements(containers).size(); ++i) {
            default_host_ports(containers->as_array()[i]);
        }
    }
}

void default_service_spec(Value& spec) {
    const std::string type(spec.text("type"));
    if (spec.text("sessionAffinity") == "ClientIP") {
        set_default(spec["sessionAffinityConfig"]["clientIP"], "timeoutSeconds", 10800);
    }
    if (type == "NodePort" || type == "LoadBalancer") {
        set_default(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type == "LoadBalancer") {
        set_default(spec, "allocateLoadBalancerNodePorts", true);
    }
    if (type != "ExternalName") {
        set_default(spec, "internalTrafficPolicy", "Cluster");
    }
}

void default_service_port(Value& port) {
    const Value* target = port.get("targetPort");
    const bool is_unset = target == nullptr || *target == Value(0) || *target == Value("");
    if (const Value* number = port.get("port"); is_unset && number != nullptr) {
        const Value copy = *number;
        port["targetPort"] = copy;
    }
}

void default_limits(Value& item) {
    if (item.text("type") != "Container") {
        return;
    }
    for (const auto& [from, to] :
         {std::pair("max", "default"), std::pair("default", "defaultRequest"),
          std::pair("min", "defaultRequest")}) {
        const Object amounts = members(item.get(from));
        for (const Member& amount : amounts) {
            set_default(item[to], amount.key, amount.value);
        }
    }
}

void default_scaling(Value& behavior) {
    const auto policy = [](std::string_view type, int value) {
        return Object{{"type", type}, {"value", value}, {"periodSeconds", 15}};
    };
    Value& up = behavior["scaleUp"];
    set_default(up, "stabilizationWindowSeconds", 0);
    set_default(up, "policies", Array{policy("Pods", 4), policy("Percent", 100)});
    Value& down = behavior["scaleDown"];
    set_default(down, "policies", Array{policy("Percent", 100)});
    for (const char* direction : {"scaleUp", "scaleDown"}) {
        set_default(behavior[direction], "selectPolicy", "Max");
    }
}

void default_network_policy_spec(Value& spec) {
    Array types{"Ingress"};
    if (spec.get("egress") != nullptr) {
        types.emplace_back("Egress");
    }
    set_default(spec, "policyTypes", std::move(types));
}

void default_subject(Value& subject) {
    if (subject.text("kind") == "User" || subject.text("kind") == "Group") {
        set_default(subject, "apiGroup", kRbac);
    }
}

// What a container limits and does not request, it requests.
void default_requests(Value& pod) {
    for (const char* list : {"containers", "initContainers"}) {
        Value* containers = pod.get("spec", list);
        for (std::size_t i = 0; i < elements(containers).size(); ++i) {
            Value& container = containers->as_array()[i];
            const Object limits = members(container.get("resources", "limits"));
            for (const Member& limit : limits) {
                set_default(container["resources"]["requests"], limit.key, limit.value);
            }
        }
    }
}

void default_deployment(Value& deployment) {
    Value& spec = deployment["spec"];
    set_default(spec, "replicas", 1);
    set_default(spec, "revisionHistoryLimit", 10);
    set_default(spec, "progressDeadlineSeconds", 600);
    set_default(spec["strategy"], "type", "RollingUpdate");
    if (spec.text("strategy", "type") == "RollingUpdate") {
        set_default(spec["strategy"]["rollingUpdate"], "maxUnavailable", "25%");
        set_default(spec["strategy"]["rollingUpdate"], "maxSurge", "25%");
    }
}

void default_daemon_set(Value& daemon_set) {
    Value& spec = daemon_set["spec"];
    set_default(spec, "revisionHistoryLimit", 10);
    set_default(spec["updateStrategy"], "type", "RollingUpdate");
    if (spec.text("updateStrategy", "type") == "RollingUpdate") {
        set_default(spec["updateStrategy"]["rollingUpdate"], "maxUnavailable", 1);
        set_default(spec["updateStrategy"]["rollingUpdate"], "maxSurge", 0);
    }
}

void default_stateful_set(Value& stateful_set) {
    Value& spec = stateful_set["spec"];
    set_default(spec, "podManagementPolicy", "OrderedReady");
    set_default(spec, "replicas", 1);
    set_default(spec, "revisionHistoryLimit", 10);
    set_default(spec["updateStrategy"], "type", "RollingUpdate");
    if (spec.text("updateStrategy", "type") == "RollingUpdate") {
        set_default(spec["updateStrategy"]["rollingUpdate"], "partition", 0);
    }
    Value* claims = spec.get("volumeClaimTemplates");
    for (std::size_t i = 0; i < elements(claims).size(); ++i) {
        set_default(claims->as_array()[i], "apiVersion", "v1");
        set_default(claims->as_array()[i], "kind", "PersistentVolumeClaim");
        set_default(claims->as_array()[i]["status"], "phase", "Pending");
    }
}

void default_job(Value& job) {
    Value& spec = job["spec"];
    if (spec.get("completions") == nullptr && spec.get("parallelism") == nullptr) {
        spec["completions"] = 1;
    }
    set_default(spec, "parallelism", 1);
    set_default(spec, "backoffLimit", 6);
    set_default(spec, "completionMode", "NonIndexed");
    set_default(spec, "suspend", false);
    if (const Value* labels = spec.get("template", "metadata", "labels")) {
        set_default(job["metadata"], "labels", Value(*labels));
    }
}

void default_custom_resource_definition(Value& definition) {
    Value& spec = definition["spec"];
    set_default(spec["conversion"], "strategy", "None");
    const std::string kind(spec.text("names", "kind"));
    if (!kind.empty()) {
        set_default(spec["names"], "singular", to_lower(kind));
        set_default(spec["names"], "listKind", kind + "List");
    }
}

void default_autoscaler(Value& autoscaler) {
    Value& spec = autoscaler["spec"];
    set_default(spec, "minReplicas", 1);
    if (autoscaler.text("apiVersion") == "autoscaling/v1") {
        set_default(spec, "targetCPUUtilizationPercentage", 80);
        return;
    }
    const Value target = Object{{"type", "Utilization"}, {"averageUtilization", 80}};
    const Value cpu = Object{{"name", "cpu"}, {"target", target}};
    set_default(spec, "metrics", Array{Object{{"type", "Resource"}, {"resource", cpu}}});
}

using Function = void (*)(Value&);

void call(const std::map<std::string_view, Function>& functions, std::string_view name,
          Value& object) {
    if (const auto found = functions.find(name); found != functions.end()) {
        found->second(object);
    }
}

}  // namespace

void set_default(Value& object, std::string_view name, Value value) {
    if (const Value* present = object.get(name); present == nullptr || present->is_null()) {
        object[name] = std::move(value);
    }
}

void default_by_definition(std::string_view definition, Value& object) {
    static const std::map<std::string_view, Function> kFunctions = {
        {"io.k8s.api.core.v1.Container", default_container},
        {"io.k8s.api.core.v1.EphemeralContainer", default_container},
        {"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior", default_scaling},
        {"io.k8s.api.core.v1.LimitRangeItem", default_limits},
        {"io.k8s.api.core.v1.PodSpec", default_pod_spec},
        {"io.k8s.api.core.v1.ServiceSpec", default_service_spec},
        {"io.k8s.api.core.v1.ServicePort", default_service_port},
        {"io.k8s.api.networking.v1.NetworkPolicySpec", default_network_policy_spec},
        {"io.k8s.api.rbac.v1.Subject", default_subject},
    };
    call(kFunctions, definition, object);
}

void default_by_kind(Value& object) {
    static const std::map<std::string_view, Function> kFunctions = {
        {"/Pod", default_requests},
        {"apps/Deployment", default_deployment},
        {"apps/DaemonSet", default_daemon_set},
        {"apps/StatefulSet", default_stateful_set},
        {"batch/Job", default_job},
        {"autoscaling/HorizontalPodAutoscaler", default_autoscaler},
        {"apiextensions.k8s.io/CustomResourceDefinition", default_custom_resource_definition},
    };
    const GroupVersionKind type = type_of(object);
    call(kFunctions, type.group + "/" + type.kind, object);
}

}  // namespace sealer::manifest
