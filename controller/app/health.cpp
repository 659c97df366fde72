// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "controller/app/pod_health.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

using manifest::Value;
using Rule = Health (*)(const Value& live);

Health healthy(std::string message = {}) {
    return {HealthStatus::kHealthy, std::move(message)};
}
Health progressing(std::string message) {
    return {HealthStatus::kProgressing, std::move(message)};
}
Health degraded(std::string message) {
    return {HealthStatus::kDegraded, std::move(message)};
}

const Value* find_condition(const Value& live, std::string_view type) {
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (condition.text("type") == type) {
            return &condition;
        }
    }
    return nullptr;
}

std::string message_of(const Value& condition) {
    return std::string(condition.text("message"));
}

// The controller of the kind has not yet looked at the newest spec.
bool is_behind(const Value& live) {
    return live.integer_or(0, "metadata", "generation") >
           live.integer_or(0, "status", "observedGeneration");
}

std::string count_message(std::int64_t done, std::int64_t wanted, std::string_view what) {
    return "Waiting for rollout to finish: " + std::to_string(done) + " of " +
           std::to_string(wanted) + " " + std::string(what);
}

Health deployment(const Value& live) {
    if (live.flag("spec", "paused")) {
        return {HealthStatus::kSuspended, "Deployment is paused"};
    }
    if (is_behind(live)) {
        return progressing(
            "Waiting for rollout to finish: observed deployment generation less than desired "
            "generation");
    }
    if (const Value* condition = find_condition(live, "Progressing");
        condition != nullptr && condition->text("reason") == "ProgressDeadlineExceeded") {
        return degraded("Deployment \"" + std::string(manifest::name_of(live)) +
                        "\" exceeded its progress deadline");
    }
    const std::int64_t updated = live.integer_or(0, "status", "updatedReplicas");
    const std::int64_t replicas = live.integer_or(0, "status", "replicas");
    const std::int64_t available = live.integer_or(0, "status", "availableReplicas");
    const std::int64_t wanted = live.integer_or(updated, "spec", "replicas");
    if (updated < wanted) {
        return progressing(count_message(updated, wanted, "new replicas have been updated..."));
    }
    if (replicas > updated) {
        return progressing("Waiting for rollout to finish: " + std::to_string(replicas - updated) +
                           " old replicas are pending termination...");
    }
    if (available < updated) {
        return progressing(count_message(available, updated, "updated replicas are available..."));
    }
    return healthy();
}

Health replica_set(const Value& live) {
    if (is_behind(live)) {
        return progressing(
            "Waiting for rollout to finish: observed replica set generation less than desired "
            "generation");
    }
    if (const Value* condition = find_condition(live, "ReplicaFailure");
        condition != nullptr && condition->text("status") == "True") {
        return degraded(message_of(*condition));
    }
    const std::int64_t available = live.integer_or(0, "status", "availableReplicas");
    const std::int64_t wanted = live.integer_or(0, "spec", "replicas");
    return available < wanted
               ? progressing(count_message(available, wanted, "replicas are available..."))
               : healthy();
}

Health stateful_set(const Value& live) {
    if (live.integer_or(0, "status", "observedGeneration") == 0 || is_behind(live)) {
        return progressing("Waiting for statefulset spec update to be observed...");
    }
    const std::int64_t ready = live.integer_or(0, "status", "readyReplicas");
    const std::int64_t wanted = live.integer_or(1, "spec", "replicas");
    if (ready < wanted) {
        return progressing("Waiting for " + std::to_string(wanted - ready) +
                           " pods to be ready...");
    }
    const std::string_view strategy = live.text("spec", "updateStrategy", "type");
    if (strategy == "OnDelete") {
        return healthy("statefulset has " + std::to_string(ready) + " ready pods");
    }
    const Value* partition = live.get("spec", "updateStrategy", "rollingUpdate", "partition");
    if (strategy == "RollingUpdate" && partition != nullptr) {
        const std::int64_t updated = live.integer_or(0, "status", "updatedReplicas");
        const std::int64_t expected =
            wanted - live.integer_or(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        return updated < expected
                   ? progressing(
                         "Waiting for partitioned roll out to finish: " + std::to_string(updated) +
                         " out of " + std::to_string(expected) + " new pods have been updated...")
                   : healthy("partitioned roll out complete: " + std::to_string(updated) +
                             " new pods have been updated...");
    }
    if (live.text("status", "updateRevision") != live.text("status", "currentRevision")) {
        return progressing("waiting for statefulset rolling update to complete");
    }
    return healthy();
}

Health daemon_set(const Value& live) {
    if (is_behind(live)) {
        return progressing(
            "Waiting for rollout to finish: observed daemon set generation less than desired "
            "generation");
    }
    if (live.text("spec", "updateStrategy", "type") == "OnDelete") {
        return healthy();
    }
    const std::int64_t wanted = live.integer_or(0, "status", "desiredNumberScheduled");
    const std::int64_t updated = live.integer_or(0, "status", "updatedNumberScheduled");
    const std::int64_t available = live.integer_or(0, "status", "numberAvailable");
    if (updated < wanted) {
        return progressing(count_message(updated, wanted, "new pods have been updated..."));
    }
    return available < wanted
               ? progressing(count_message(available, wanted, "updated pods are available..."))
               : healthy();
}

Health job(const Value& live) {
    if (const Value* failed = find_condition(live, "Failed")) {
        return degraded(message_of(*failed));
    }
    if (const Value* suspended = find_condition(live, "Suspended")) {
        return suspended->text("status") == "True"
                   ? Health{HealthStatus::kSuspended, message_of(*suspended)}
                   : healthy(message_of(*suspended));
    }
    const Value* complete = find_condition(live, "Complete");
    return complete != nullptr ? healthy(message_of(*complete)) : progressing({});
}

Health cron_job(const Value& live) {
    const std::string_view scheduled = live.text("status", "lastScheduleTime");
    const std::string_view succeeded = live.text("status", "lastSuccessfulTime");
    if (live.flag("spec", "suspend")) {
        return healthy("CronJob is Suspended");
    }
    if (live.get("status") == nullptr) {
        return progressing("Waiting for Cronjob");
    }
    const bool active = !manifest::elements(live.get("status", "active")).empty();
    if (!scheduled.empty() && !succeeded.empty() && !active && succeeded < scheduled) {
        return degraded("CronJob has not completed its last execution successfully");
    }
    return healthy();
}

bool has_load_balancer(const Value& live) {
    return !manifest::elements(live.get("status", "loadBalancer", "ingress")).empty();
}

Health service(const Value& live) {
    const bool waits = live.text("spec", "type") == "LoadBalancer" && !has_load_balancer(live);
    return waits ? progressing("Waiting for load balancer to be assigned") : healthy();
}

Health ingress(const Value& live) {
    return has_load_balancer(live) ? healthy()
                                   : progressing("Waiting for load balancer to be assigned");
}

Health volume_claim(const Value& live) {
    const std::string_view phase = live.text("status", "phase");
    if (phase == "Bound") {
        return healthy();
    }
    return {phase == "Lost"      ? HealthStatus::kDegraded
            : phase == "Pending" ? HealthStatus::kProgressing
                                 : HealthStatus::kUnknown,
            {}};
}

Health autoscaler(const Value& live) {
    static constexpr std::array<std::string_view, 8> kFailures{"FailedGetScale",
                                                               "FailedUpdateScale",
                                                               "FailedGetResourceMetric",
                                                               "FailedGetObjectMetric",
                                                               "FailedGetPodsMetric",
                                                               "FailedGetExternalMetric",
                                                               "FailedComputeMetricsReplicas",
                                                               "InvalidSelector"};
    bool able = false;
    std::string message;
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (std::find(kFailures.begin(), kFailures.end(), condition.text("reason")) !=
            kFailures.end()) {
            return degraded(message_of(condition));
        }
        const std::string_view type = condition.text("type");
        if ((type == "AbleToScale" || type == "ScalingLimited") &&
            condition.text("status") == "True") {
            able = true;
            message = message_of(condition);
        }
    }
    return able ? healthy(std::move(message)) : progressing("Waiting to Autoscale");
}

Health api_service(const Value& live) {
    const Value* available = find_condition(live, "Available");
    if (available == nullptr) {
        return progressing("Waiting to be processed");
    }
    const std::string message =
        std::string(available->text("reason")) + ": " + message_of(*available);
    return available->text("status") == "True" ? healthy(message) : progressing(message);
}

Health sealed_secret(const Value& live) {
    // A condition about an older generation says nothing of the Secret that a later wave is to use.
    const Value* synced = find_condition(live, "Synced");
    const Value* observed = live.get("status", "observedGeneration");
    if (synced == nullptr || (observed != nullptr && is_behind(live))) {
        return progressing("Waiting for Sealed Secret to be decrypted");
    }
    const std::string_view status = synced->text("status");
    if (status == "False") {
        return degraded(message_of(*synced));
    }
    return status == "True" ? healthy(message_of(*synced))
                            : progressing("Waiting for Sealed Secret to be decrypted");
}

Health custom_resource_definition(const Value& live) {
    const auto is = [&live](std::string_view type, std::string_view status) {
        const Value* condition = find_condition(live, type);
        return condition != nullptr && condition->text("status") == status;
    };
    if (manifest::elements(live.get("status", "conditions")).empty()) {
        return progressing("Status conditions not found");
    }
    if (is("Terminating", "True")) {
        return progressing("CRD is being terminated");
    }
    for (const auto& [type, status] :
         {std::pair{"NamesAccepted", "False"}, {"NonStructuralSchema", "True"}}) {
        if (is(type, status)) {
            return degraded(message_of(*find_condition(live, type)));
        }
    }
    const Value* established = find_condition(live, "Established");
    if (established == nullptr || established->text("status") != "True") {
        const bool installing =
            established == nullptr || established->text("reason") == "Installing";
        return installing ? progressing("CRD is being installed")
                          : degraded(message_of(*established));
    }
    return healthy("CRD is healthy");
}

Health disruption_budget(const Value& live) {
    if (live.get("status") == nullptr) {
        return progressing("Waiting for status");
    }
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (condition.text("status") == "False" && condition.text("reason") != "InsufficientPods") {
            return degraded(message_of(condition));
        }
    }
    return healthy();
}

Rule rule_for(std::string_view group, std::string_view kind) {
    static const std::map<std::pair<std::string_view, std::string_view>, Rule> kRules{
        {{"apps", "Deployment"}, deployment},
        {{"apps", "ReplicaSet"}, replica_set},
        {{"apps", "StatefulSet"}, stateful_set},
        {{"apps", "DaemonSet"}, daemon_set},
        {{"", "Pod"}, pod_health},
        {{"", "Service"}, service},
        {{"", "PersistentVolumeClaim"}, volume_claim},
        {{"batch", "Job"}, job},
        {{"batch", "CronJob"}, cron_job},
        {{"networking.k8s.io", "Ingress"}, ingress},
        {{"extensions", "Ingress"}, ingress},
        {{"autoscaling", "HorizontalPodAutoscaler"}, autoscaler},
        {{"apiregistration.k8s.io", "APIService"}, api_service},
        {{"apiextensions.k8s.io", "CustomResourceDefinition"}, custom_resource_definition},
        {{"policy", "PodDisruptionBudget"}, disruption_budget},
        {{"bitnami.com", "SealedSecret"}, sealed_secret},
    };
    const auto rule = kRules.find({group, kind});
    return rule == kRules.end() ? nullptr : rule->second;
}

}  // namespace

std::string_view to_string(HealthStatus status) {
    switch (status) {
        case HealthStatus::kHealthy:
            return "Healthy";
        case HealthStatus::kSuspended:
            return "Suspended";
        case HealthStatus::kProgressing:
            return "Progressing";
        case HealthStatus::kMissing:
            return "Missing";
        case HealthStatus::kDegraded:
            return "Degraded";
        case HealthStatus::kUnknown:
            return "Unknown";
    }
    return "Unknown";
}

std::optional<Health> health_of(const Value& live) {
    // A hook that something else deletes stays until its result is read.
    if (live.get("metadata", "deletionTimestamp") != nullptr && !sync::has_hook_finalizer(live)) {
        return progressing("Pending deletion");
    }
    const manifest::GroupVersionKind type = manifest::type_of(live);
    const Rule rule = rule_for(type.group, type.kind);
    return rule == nullptr ? std::nullopt : std::optional(rule(live));
}

Health aggregate_health(const std::vector<HealthRow>& rows) {
    constexpr std::size_t kNamed = 3;
    Health worst;
    std::vector<std::string> causes;
    bool any_live = false;
    for (const HealthRow& row : rows) {
        any_live = any_live || row.live != nullptr;
        if (row.live == nullptr || !row.health ||
            manifest::annotation(*row.live, "argocd.argoproj.io/ignore-healthcheck") == "true") {
            continue;
        }
        if (row.health->status > worst.status) {
            worst.status = row.health->status;
            causes.clear();
        }
        if (row.health->status == worst.status && worst.status != HealthStatus::kHealthy) {
            causes.push_back(row.key.group + "/" + row.key.kind + ":" + row.key.namespace_ + "/" +
                             row.key.name);
        }
    }
    if (!rows.empty() && !any_live && worst.status < HealthStatus::kMissing) {
        return {HealthStatus::kMissing, {}};
    }
    for (std::size_t i = 0; i < std::min(causes.size(), kNamed); ++i) {
        worst.message += (i == 0 ? "Caused by " : ", ") + causes[i];
    }
    if (causes.size() > kNamed) {
        worst.message += " and " + std::to_string(causes.size() - kNamed) + " more";
    }
    return worst;
}

}  // namespace sealer::app
