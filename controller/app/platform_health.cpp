// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "common/manifest/json.h"
#include "controller/app/health_rules.h"

namespace sealer::app {
namespace {

using manifest::Value;

bool has_load_balancer(const Value& live) {
    return !manifest::elements(live.get("status", "loadBalancer", "ingress")).empty();
}

Health waits_for_load_balancer() {
    return progressing("Waiting for load balancer to be assigned");
}

bool keeps_from_scaling(const Value& condition) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kFailures{
        {{"AbleToScale", "FailedGetScale"},
         {"AbleToScale", "FailedUpdateScale"},
         {"ScalingActive", "FailedGetResourceMetric"},
         {"ScalingActive", "FailedGetObjectMetric"},
         {"ScalingActive", "FailedGetPodsMetric"},
         {"ScalingActive", "FailedGetExternalMetric"},
         {"ScalingActive", "FailedComputeMetricsReplicas"},
         {"ScalingActive", "InvalidSelector"}}};
    return std::ranges::find(kFailures, std::pair(condition.text("type"),
                                                  condition.text("reason"))) != kFailures.end();
}

bool shows_scaling(const Value& condition) {
    const std::string_view type = condition.text("type");
    return (type == "AbleToScale" || type == "ScalingLimited") &&
           condition.text("status") == "True";
}

}  // namespace

Health service_health(const Value& live) {
    const bool waits = live.text("spec", "type") == "LoadBalancer" && !has_load_balancer(live);
    return waits ? waits_for_load_balancer() : healthy();
}

Health ingress_health(const Value& live) {
    return has_load_balancer(live) ? healthy() : waits_for_load_balancer();
}

Health volume_claim_health(const Value& live) {
    const std::string_view phase = live.text("status", "phase");
    if (phase == "Bound") {
        return healthy();
    }
    if (phase == "Pending") {
        return progressing({});
    }
    return phase == "Lost" ? degraded({}) : Health{HealthStatus::kUnknown, {}};
}

Health autoscaler_health(const Value& live) {
    manifest::Array conditions = manifest::elements(live.get("status", "conditions"));
    // Version 1 has no such field.
    const std::string_view noted =
        manifest::annotation(live, "autoscaling.alpha.kubernetes.io/conditions");
    if (live.text("apiVersion") == "autoscaling/v1" && !noted.empty()) {
        const Result<Value> parsed = manifest::parse_json(noted);
        if (!parsed) {
            return {HealthStatus::kUnknown,
                    "failed to convert conditions annotation to typed: " + parsed.error().message};
        }
        conditions = manifest::elements(&*parsed);
    }
    if (const auto found = std::ranges::find_if(conditions, keeps_from_scaling);
        found != conditions.end()) {
        return degraded(message_of(*found));
    }
    if (const auto found = std::ranges::find_if(conditions, shows_scaling);
        found != conditions.end()) {
        return healthy(message_of(*found));
    }
    return progressing("Waiting to Autoscale");
}

Health api_service_health(const Value& live) {
    const Value* available = find_condition(live, "Available");
    if (available == nullptr) {
        return progressing("Waiting to be processed");
    }
    const std::string message =
        std::string(available->text("reason")) + ": " + message_of(*available);
    return available->text("status") == "True" ? healthy(message) : progressing(message);
}

Health custom_resource_definition_health(const Value& live) {
    if (manifest::elements(live.get("status", "conditions")).empty()) {
        return progressing("Status conditions not found");
    }
    if (find_condition(live, "Terminating", "True") != nullptr) {
        return progressing("CRD is being terminated");
    }
    for (const auto& [type, status] :
         {std::pair{"NamesAccepted", "False"}, {"NonStructuralSchema", "True"}}) {
        if (const Value* fault = find_condition(live, type, status)) {
            return degraded(message_of(*fault));
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

Health disruption_budget_health(const Value& live) {
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

}  // namespace sealer::app
