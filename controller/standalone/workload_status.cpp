// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/workload_status.h"

#include <functional>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::elements;
using manifest::Object;
using manifest::Value;

namespace {

constexpr const char* kBalancerAddress = "127.0.0.1";

struct Condition {
    const char* type;
    const char* reason;
    std::string message;
};

// Conditions that hold, keeping since when they did.
Array conditions(const Value& object, const std::string& now,
                 std::initializer_list<Condition> list) {
    Array result;
    for (const Condition& wanted : list) {
        std::string_view since = now;
        for (const Value& old : elements(object.get("status", "conditions"))) {
            if (old.text("type") == wanted.type && old.text("status") == "True") {
                since = old.text("lastTransitionTime");
            }
        }
        Object condition{{"type", wanted.type}, {"status", "True"}, {"lastTransitionTime", since}};
        if (*wanted.reason != '\0') {
            condition.append("reason", wanted.reason);
            condition.append("message", wanted.message);
        }
        result.emplace_back(std::move(condition));
    }
    return result;
}

std::string kept_or(const Value& object, const char* field, const std::string& now) {
    const std::string_view old = object.text("status", field);
    return std::string(old.empty() ? std::string_view(now) : old);
}

// Zero counts are left out, as Go's omitempty does.
void set_counts(Object& status, std::int64_t count, std::initializer_list<const char*> fields) {
    for (const char* field : fields) {
        if (count != 0) {
            status.append(field, count);
        }
    }
}

std::int64_t generation_of(const Value& object) {
    return object.integer_or(0, "metadata", "generation");
}

Object deployment(const Value& object, const std::string& now) {
    Object status{{"observedGeneration", generation_of(object)}};
    set_counts(status, object.integer_or(1, "spec", "replicas"),
               {"replicas", "updatedReplicas", "readyReplicas", "availableReplicas"});
    Array list = conditions(
        object, now,
        {{"Available", "MinimumReplicasAvailable", "Deployment has minimum availability."},
         {"Progressing", "NewReplicaSetAvailable",
          "Deployment \"" + std::string(object.text("metadata", "name")) +
              "\" has successfully progressed."}});
    for (Value& condition : list) {
        condition["lastUpdateTime"] = *condition.get("lastTransitionTime");
    }
    status.append("conditions", std::move(list));
    return status;
}

Object stateful_set(const Value& object, const std::string&) {
    const Value* pod = object.get("spec", "template");
    const std::string digest =
        to_hex(crypto::sha256(manifest::canonical_json(pod == nullptr ? Value() : *pod)))
            .substr(0, 10);
    const std::string revision = std::string(object.text("metadata", "name")) + "-" + digest;
    const std::int64_t replicas = object.integer_or(1, "spec", "replicas");
    Object status{{"observedGeneration", generation_of(object)}, {"replicas", replicas}};
    set_counts(status, replicas, {"readyReplicas", "currentReplicas", "updatedReplicas"});
    status.append("currentRevision", revision);
    status.append("updateRevision", revision);
    status.append("collisionCount", 0);
    status.append("availableReplicas", replicas);
    return status;
}

// As on a cluster of one node.
Object daemon_set(const Value& object, const std::string&) {
    Object status{{"currentNumberScheduled", 1}, {"numberMisscheduled", 0},
                  {"desiredNumberScheduled", 1}, {"numberReady", 1},
                  {"numberAvailable", 1},        {"updatedNumberScheduled", 1}};
    status.append("observedGeneration", generation_of(object));
    return status;
}

Object replica_set(const Value& object, const std::string&) {
    const std::int64_t replicas = object.integer_or(1, "spec", "replicas");
    Object status{{"replicas", replicas}, {"observedGeneration", generation_of(object)}};
    set_counts(status, replicas, {"fullyLabeledReplicas", "readyReplicas", "availableReplicas"});
    return status;
}

Object job(const Value& object, const std::string& now) {
    if (object.flag("spec", "suspend")) {
        return {{"conditions",
                 conditions(object, now, {{"Suspended", "JobSuspended", "Job suspended"}})}};
    }
    const std::string message = "Reached expected number of succeeded pods";
    Array list = conditions(object, now,
                            {{"SuccessCriteriaMet", "CompletionsReached", message},
                             {"Complete", "CompletionsReached", message}});
    for (Value& condition : list) {
        condition["lastProbeTime"] = *condition.get("lastTransitionTime");
    }
    return {{"conditions", std::move(list)},
            {"startTime", kept_or(object, "startTime", now)},
            {"completionTime", kept_or(object, "completionTime", now)},
            {"succeeded", object.integer_or(1, "spec", "completions")},
            {"ready", 0},
            {"uncountedTerminatedPods", Object{}}};
}

Value container_status(const Value& container, const std::string& since, bool runs) {
    Object state;
    if (runs) {
        state.append("running", Object{{"startedAt", since}});
    } else {
        state.append("terminated", Object{{"exitCode", 0},
                                          {"reason", "Completed"},
                                          {"startedAt", since},
                                          {"finishedAt", since}});
    }
    return Object{{"name", container.text("name")},
                  {"image", container.text("image")},
                  {"imageID", ""},
                  {"ready", runs},
                  {"restartCount", 0},
                  {"started", runs},
                  {"state", std::move(state)}};
}

// Pods that may end have ended well; others run.
Object pod(const Value& object, const std::string& now) {
    const std::string_view policy = object.text("spec", "restartPolicy");
    const bool runs = policy.empty() || policy == "Always";
    const std::string since = kept_or(object, "startTime", now);
    Object status{
        {"phase", runs ? "Running" : "Succeeded"},
        {"conditions",
         runs ? conditions(object, now,
                           {{"Initialized", "", ""},
                            {"Ready", "", ""},
                            {"ContainersReady", "", ""},
                            {"PodScheduled", "", ""}})
              : conditions(object, now, {{"Initialized", "", ""}, {"PodScheduled", "", ""}})},
        {"startTime", since}};
    Array containers;
    for (const Value& container : elements(object.get("spec", "containers"))) {
        containers.push_back(container_status(container, since, runs));
    }
    status.append("containerStatuses", std::move(containers));
    const std::string_view qos = object.text("status", "qosClass");
    status.append("qosClass", qos.empty() ? "BestEffort" : qos);
    return status;
}

Object claim(const Value& object, const std::string&) {
    Object status{{"phase", "Bound"}};
    if (const Value* modes = object.get("spec", "accessModes"); modes != nullptr) {
        status.append("accessModes", *modes);
    }
    if (const Value* requests = object.get("spec", "resources", "requests"); requests != nullptr) {
        status.append("capacity", *requests);
    }
    return status;
}

// One that finds as many replicas as it wants at least.
Object autoscaler(const Value& object, const std::string& now) {
    const std::int64_t replicas = object.integer_or(1, "spec", "minReplicas");
    return {{"currentReplicas", replicas},
            {"desiredReplicas", replicas},
            {"conditions",
             conditions(object, now,
                        {{"AbleToScale", "ReadyForNewScale", "recommended size matches current"},
                         {"ScalingActive", "ValidMetricFound", "the metrics were found"}})}};
}

Object balanced(const Value&, const std::string&) {
    return {{"loadBalancer", Object{{"ingress", Array{Object{{"ip", kBalancerAddress}}}}}}};
}

using MakeStatus = std::function<Object(const Value& object, const std::string& now)>;

const std::map<std::string, MakeStatus, std::less<>>& simulated() {
    static const std::map<std::string, MakeStatus, std::less<>> kSimulated = {
        {"deployments.apps", deployment},
        {"statefulsets.apps", stateful_set},
        {"daemonsets.apps", daemon_set},
        {"replicasets.apps", replica_set},
        {"replicationcontrollers", replica_set},
        {"jobs.batch", job},
        {"pods", pod},
        {"persistentvolumeclaims", claim},
        {"horizontalpodautoscalers.autoscaling", autoscaler},
        {"services", balanced},
        {"ingresses.networking.k8s.io", balanced},
    };
    return kSimulated;
}

}  // namespace

bool become_healthy(const std::string& resource, Value& object, const std::string& now) {
    const auto found = simulated().find(resource);
    if (found == simulated().end() || object.get("metadata", "deletionTimestamp") != nullptr ||
        (resource == "services" && object.text("spec", "type") != "LoadBalancer")) {
        return false;
    }
    bool changed = false;
    if (resource == "persistentvolumeclaims" && object.text("spec", "volumeName").empty()) {
        object["spec"]["volumeName"] = Value("pvc-" + std::string(object.text("metadata", "uid")));
        changed = true;
    }
    Value status = found->second(object, now);
    if (const Value* old = object.get("status"); old == nullptr || *old != status) {
        object["status"] = std::move(status);
        changed = true;
    }
    return changed;
}

}  // namespace sealer::standalone
