// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <string_view>

#include "controller/app/health_rules.h"

namespace sealer::app {
namespace {

using manifest::Value;

// "1 of 3 updated replicas are available..."
std::string count(std::int64_t done, std::string_view of, std::int64_t wanted,
                  std::string_view what) {
    return std::to_string(done) + " " + std::string(of) + " " + std::to_string(wanted) + " " +
           std::string(what) + "...";
}

Health unobserved(std::string_view kind) {
    return progressing("Waiting for rollout to finish: observed " + std::string(kind) +
                       " generation less than desired generation");
}

}  // namespace

Health deployment_health(const Value& live) {
    if (live.flag("spec", "paused")) {
        return suspended("Deployment is paused");
    }
    if (is_behind(live)) {
        return unobserved("deployment");
    }
    if (const Value* condition = find_condition(live, "Progressing");
        condition != nullptr && condition->text("reason") == "ProgressDeadlineExceeded") {
        return degraded("Deployment \"" + std::string(manifest::name_of(live)) +
                        "\" exceeded its progress deadline");
    }
    const std::string waiting = "Waiting for rollout to finish: ";
    const std::int64_t updated = live.integer_or(0, "status", "updatedReplicas");
    const std::int64_t replicas = live.integer_or(0, "status", "replicas");
    const std::int64_t available = live.integer_or(0, "status", "availableReplicas");
    const std::int64_t wanted = live.integer_or(updated, "spec", "replicas");
    if (updated < wanted) {
        return progressing(waiting +
                           count(updated, "out of", wanted, "new replicas have been updated"));
    }
    if (replicas > updated) {
        return progressing(waiting + std::to_string(replicas - updated) +
                           " old replicas are pending termination...");
    }
    if (available < updated) {
        return progressing(waiting +
                           count(available, "of", updated, "updated replicas are available"));
    }
    return healthy();
}

Health replica_set_health(const Value& live) {
    if (is_behind(live)) {
        return unobserved("replica set");
    }
    if (const Value* failure = find_condition(live, "ReplicaFailure", "True")) {
        return degraded(message_of(*failure));
    }
    const std::int64_t available = live.integer_or(0, "status", "availableReplicas");
    const std::int64_t wanted = live.integer_or(0, "spec", "replicas");
    return available < wanted
               ? progressing("Waiting for rollout to finish: " +
                             count(available, "out of", wanted, "new replicas are available"))
               : healthy();
}

Health stateful_set_health(const Value& live) {
    if (live.integer_or(0, "status", "observedGeneration") == 0 || is_behind(live)) {
        return progressing("Waiting for statefulset spec update to be observed...");
    }
    const std::int64_t ready = live.integer_or(0, "status", "readyReplicas");
    const std::int64_t updated = live.integer_or(0, "status", "updatedReplicas");
    const std::int64_t wanted = live.integer_or(1, "spec", "replicas");
    if (ready < wanted) {
        return progressing("Waiting for " + std::to_string(wanted - ready) +
                           " pods to be ready...");
    }
    const std::string_view strategy = live.text("spec", "updateStrategy", "type");
    if (strategy == "OnDelete") {
        return healthy("statefulset has " + std::to_string(ready) + " ready pods");
    }
    const Value* rolling = live.get("spec", "updateStrategy", "rollingUpdate");
    if (strategy == "RollingUpdate" && rolling != nullptr && rolling->is_object()) {
        const std::int64_t expected = wanted - rolling->integer_or(wanted, "partition");
        return updated < expected
                   ? progressing("Waiting for partitioned roll out to finish: " +
                                 count(updated, "out of", expected, "new pods have been updated"))
                   : healthy("partitioned roll out complete: " + std::to_string(updated) +
                             " new pods have been updated...");
    }
    const std::string revision(live.text("status", "updateRevision"));
    if (revision != live.text("status", "currentRevision")) {
        return progressing("waiting for statefulset rolling update to complete " +
                           std::to_string(updated) + " pods at revision " + revision + "...");
    }
    return healthy("statefulset rolling update complete " +
                   std::to_string(live.integer_or(0, "status", "currentReplicas")) +
                   " pods at revision " + revision + "...");
}

Health daemon_set_health(const Value& live) {
    if (is_behind(live)) {
        return unobserved("daemon set");
    }
    const std::int64_t wanted = live.integer_or(0, "status", "desiredNumberScheduled");
    const std::int64_t updated = live.integer_or(0, "status", "updatedNumberScheduled");
    const std::int64_t available = live.integer_or(0, "status", "numberAvailable");
    if (live.text("spec", "updateStrategy", "type") == "OnDelete") {
        return healthy("daemon set " + std::to_string(updated) + " out of " +
                       std::to_string(wanted) + " new pods have been updated");
    }
    const std::string waiting = "Waiting for daemon set \"" + std::string(manifest::name_of(live)) +
                                "\" rollout to finish: ";
    if (updated < wanted) {
        return progressing(waiting +
                           count(updated, "out of", wanted, "new pods have been updated"));
    }
    return available < wanted
               ? progressing(waiting + count(available, "of", wanted, "updated pods are available"))
               : healthy();
}

// By the types of the conditions alone, whatever their status, but for Suspended.
Health job_health(const Value& live) {
    if (const Value* failed = find_condition(live, "Failed")) {
        return degraded(message_of(*failed));
    }
    if (const Value* suspension = find_condition(live, "Suspended")) {
        return suspension->text("status") == "True" ? suspended(message_of(*suspension))
                                                    : healthy(message_of(*suspension));
    }
    const Value* complete = find_condition(live, "Complete");
    return complete != nullptr ? healthy(message_of(*complete)) : progressing({});
}

Health cron_job_health(const Value& live) {
    if (live.flag("spec", "suspend")) {
        return healthy("CronJob is Suspended");
    }
    if (live.get("status") == nullptr) {
        return progressing("Waiting for CronJob");
    }
    // Times of one form, in UTC: their order is that of their texts.
    const std::string_view scheduled = live.text("status", "lastScheduleTime");
    const std::string_view succeeded = live.text("status", "lastSuccessfulTime");
    if (scheduled.empty()) {
        return healthy("CronJob has not been scheduled yet");
    }
    if (succeeded.empty()) {
        return healthy("No Job of it has ever completed");
    }
    if (!manifest::elements(live.get("status", "active")).empty()) {
        return healthy("A Job of it is running");
    }
    return succeeded < scheduled
               ? degraded("CronJob has not completed its last execution successfully")
               : healthy("CronJob has completed its last execution successfully");
}

}  // namespace sealer::app
