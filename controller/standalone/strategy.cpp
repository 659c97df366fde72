// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/strategy.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "common/base/time.h"
#include "common/crypto/base64.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::elements;
using manifest::members;
using manifest::Object;
using manifest::Value;

namespace {

void copy_or_erase(Value& to, const Value& from, std::string_view key) {
    if (const Value* value = from.get(key); value != nullptr) {
        to[key] = *value;
    } else {
        to.as_object().erase(key);
    }
}

Value initial_status(const Resource& resource) {
    const std::string id = resource.id();
    if (id == "namespaces") {
        return Object{{"phase", "Active"}};
    }
    if (id == "pods") {
        return Object{{"phase", "Pending"}, {"qosClass", "BestEffort"}};
    }
    if (id == "persistentvolumeclaims" || id == "persistentvolumes") {
        return Object{{"phase", "Pending"}};
    }
    if (id == "services" || id == "ingresses.networking.k8s.io") {
        return Object{{"loadBalancer", Object{}}};
    }
    if (id == "replicasets.apps" || id == "statefulsets.apps" || id == "replicationcontrollers") {
        return Object{{"replicas", 0}};
    }
    if (id == "daemonsets.apps") {
        return Object{{"currentNumberScheduled", 0},
                      {"numberMisscheduled", 0},
                      {"desiredNumberScheduled", 0},
                      {"numberReady", 0}};
    }
    return Object{};
}

void fold_string_data(Value& secret) {
    const Value* plain = secret.get("stringData");
    if (plain == nullptr) {
        return;
    }
    for (const auto& [key, value] : members(plain)) {
        if (value.is_string()) {
            secret["data"][key] = Value(crypto::base64_encode(value.as_string()));
        }
    }
    secret.as_object().erase("stringData");
}

void select_own_pods(Value& job) {
    if (job.flag("spec", "manualSelector") || job.get("spec", "selector") != nullptr) {
        return;
    }
    const std::string uid(job.text("metadata", "uid"));
    const std::string name(job.text("metadata", "name"));
    job["spec"]["selector"]["matchLabels"]["batch.kubernetes.io/controller-uid"] = Value(uid);
    Value& labels = job["spec"]["template"]["metadata"]["labels"];
    for (const char* prefix : {"batch.kubernetes.io/", ""}) {
        labels[std::string(prefix) + "controller-uid"] = Value(uid);
        labels[std::string(prefix) + "job-name"] = Value(name);
    }
}

void prepare_namespace(Value& object) {
    object["spec"]["finalizers"] = Array{Value("kubernetes")};
    object["metadata"]["labels"]["kubernetes.io/metadata.name"] =
        Value(object.text("metadata", "name"));
}

// What was allocated stays although a client that knows nothing of it writes without.
void keep_allocated(Value& service, const Value& live) {
    if (service.text("spec", "type") == "ExternalName" ||
        live.text("spec", "type") == "ExternalName") {
        return;
    }
    for (const char* field : {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
        const Value* allocated = live.get("spec", field);
        if (allocated != nullptr && service.get("spec", field) == nullptr) {
            service["spec"][field] = *allocated;
        }
    }
    Value* ports = service.get("spec", "ports");
    if (ports == nullptr || !ports->is_array() || service.text("spec", "type") == "ClusterIP") {
        return;
    }
    for (Value& port : ports->as_array()) {
        for (const Value& old : elements(live.get("spec", "ports"))) {
            const Value* node_port = old.get("nodePort");
            if (node_port != nullptr && port.get("nodePort") == nullptr &&
                port.integer_or(0, "port") == old.integer_or(-1, "port")) {
                port["nodePort"] = *node_port;
            }
        }
    }
}

Object condition(const char* type, const char* reason, const char* message,
                 const std::string& since) {
    return {{"type", type},
            {"status", "True"},
            {"lastTransitionTime", since},
            {"reason", reason},
            {"message", message}};
}

}  // namespace

void prepare_for_create(Value& object, const Resource& resource, const ServedVersion& version) {
    if (resource.custom) {
        if (version.has_status) {
            object.as_object().erase("status");
        }
        return;
    }
    if (version.has_status) {
        object["status"] = initial_status(resource);
    }
    const std::string id = resource.id();
    if (id == "namespaces") {
        prepare_namespace(object);
    } else if (id == "secrets") {
        fold_string_data(object);
    } else if (id == "jobs.batch") {
        select_own_pods(object);
    }
}

void prepare_for_update(Value& object, const Value& live, const Resource& resource,
                        const ServedVersion& version, const std::string& subresource) {
    if (subresource == "status") {
        Value status = object.get("status") == nullptr ? Value(Object{}) : *object.get("status");
        if (resource.custom) {
            const Value* fields = object.get("metadata", "managedFields");
            const Value managed = fields == nullptr ? Value() : *fields;
            object = live;
            if (!managed.is_null()) {
                object["metadata"]["managedFields"] = managed;
            }
        } else {
            copy_or_erase(object, live, "spec");
            copy_or_erase(object["metadata"], *live.get("metadata"), "labels");
        }
        object["status"] = std::move(status);
        return;
    }
    if (version.has_status) {
        copy_or_erase(object, live, "status");
    }
    const std::string id = resource.id();
    if (id == "namespaces" && subresource != "finalize") {
        copy_or_erase(object["spec"],
                      live.get("spec") == nullptr ? Value(Object{}) : *live.get("spec"),
                      "finalizers");
    } else if (id == "secrets") {
        fold_string_data(object);
    } else if (id == "services") {
        keep_allocated(object, live);
    } else if (id == "jobs.batch" && object.get("spec", "selector") == nullptr) {
        object["spec"]["selector"] =
            live.get("spec", "selector") == nullptr ? Value() : *live.get("spec", "selector");
        select_own_pods(object);
    }
}

bool counts_generations(const Resource& resource) {
    static constexpr std::string_view kGroups[] = {"apps",
                                                   "batch",
                                                   "policy",
                                                   "networking.k8s.io",
                                                   "apiextensions.k8s.io",
                                                   "admissionregistration.k8s.io",
                                                   "discovery.k8s.io"};
    return resource.custom || resource.plural == "replicationcontrollers" ||
           (std::ranges::find(kGroups, resource.group) != std::end(kGroups) &&
            resource.plural != "controllerrevisions");
}

bool same_generation(const Value& a, const Value& b, const ServedVersion& version) {
    const auto counted = [&](const std::string& key) {
        return key != "metadata" && key != "apiVersion" && key != "kind" &&
               !(version.has_status && key == "status");
    };
    const auto covers = [&](const Value& one, const Value& other) {
        return std::ranges::all_of(one.as_object(), [&](const manifest::Member& member) {
            const Value* same = other.get(member.key);
            return !counted(member.key) || (same != nullptr && *same == member.value);
        });
    };
    return covers(a, b) && covers(b, a);
}

void set_definition_status(Value& definition, const Resource& defined) {
    Value& status = definition["status"];
    Object names{{"plural", defined.plural},
                 {"singular", defined.singular},
                 {"kind", defined.kind},
                 {"listKind", defined.list_kind}};
    for (const char* list : {"shortNames", "categories"}) {
        if (const Value* values = definition.get("spec", "names", list); values != nullptr) {
            names.append(list, *values);
        }
    }
    status["acceptedNames"] = std::move(names);
    Value& stored = status["storedVersions"];
    if (!stored.is_array()) {
        stored = Array{};
    }
    if (std::ranges::find(stored.as_array(), Value(defined.storage().name)) ==
        stored.as_array().end()) {
        stored.as_array().emplace_back(defined.storage().name);
    }
    if (elements(status.get("conditions")).empty()) {
        const std::string now = format_time(std::chrono::system_clock::now());
        status["conditions"] =
            Array{condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                  condition("Established", "InitialNamesAccepted",
                            "the initial names have been accepted", now)};
    }
}

bool free_to_go(const Value& object) {
    return elements(object.get("metadata", "finalizers")).empty() &&
           !(object.text("kind") == "Namespace" && object.text("apiVersion") == "v1" &&
             !elements(object.get("spec", "finalizers")).empty());
}

}  // namespace sealer::standalone
