// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "common/app/application.h"
#include "controller/app/health_rules.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

using manifest::Value;
using HealthRule = Health (*)(const Value& live);

constexpr std::array<std::string_view, 6> kNames{"Healthy", "Suspended", "Progressing",
                                                 "Missing", "Degraded",  "Unknown"};

HealthRule rule_for(std::string_view group, std::string_view kind) {
    static const std::map<std::pair<std::string_view, std::string_view>, HealthRule> kRules{
        {{"apps", "Deployment"}, deployment_health},
        {{"apps", "ReplicaSet"}, replica_set_health},
        {{"apps", "StatefulSet"}, stateful_set_health},
        {{"apps", "DaemonSet"}, daemon_set_health},
        {{"batch", "Job"}, job_health},
        {{"batch", "CronJob"}, cron_job_health},
        {{"", "Pod"}, pod_health},
        {{"", "Service"}, service_health},
        {{"", "PersistentVolumeClaim"}, volume_claim_health},
        {{"networking.k8s.io", "Ingress"}, ingress_health},
        {{"extensions", "Ingress"}, ingress_health},
        {{"autoscaling", "HorizontalPodAutoscaler"}, autoscaler_health},
        {{"apiregistration.k8s.io", "APIService"}, api_service_health},
        {{"apiextensions.k8s.io", "CustomResourceDefinition"}, custom_resource_definition_health},
        {{"policy", "PodDisruptionBudget"}, disruption_budget_health},
        {{"bitnami.com", "SealedSecret"}, sealed_secret_health},
        {{"external-secrets.io", "ExternalSecret"}, external_secret_health},
        {{"external-secrets.io", "SecretStore"}, secret_store_health},
        {{"external-secrets.io", "ClusterSecretStore"}, secret_store_health},
        {{"cert-manager.io", "Certificate"}, certificate_health},
        {{"cert-manager.io", "Issuer"}, issuer_health},
        {{"cert-manager.io", "ClusterIssuer"}, issuer_health},
        {{"argoproj.io", "Application"}, child_health},
        {{"argoproj.io", "ApplicationSet"}, application_set_health},
        {{"argoproj.io", "Rollout"}, rollout_health},
        {{"argoproj.io", "AnalysisRun"}, analysis_run_health},
        {{"argoproj.io", "Experiment"}, experiment_health},
        {{"argoproj.io", "Workflow"}, workflow_health},
        {{"argoproj.io", "CronWorkflow"}, cron_workflow_health},
        {{"argoproj.io", "EventBus"}, event_bus_health},
    };
    const auto rule = kRules.find({group, kind});
    return rule == kRules.end() ? nullptr : rule->second;
}

// A child that is not deployed yet, or cannot be compared, says so itself.
bool is_undetermined_child(const HealthRow& row) {
    return is_application(row.key) && (row.health->status == HealthStatus::kMissing ||
                                       row.health->status == HealthStatus::kUnknown);
}

bool counts(const HealthRow& row) {
    return row.live != nullptr && row.health && !is_undetermined_child(row) &&
           manifest::annotation(*row.live, "argocd.argoproj.io/ignore-healthcheck") != "true";
}

}  // namespace

std::string_view to_string(HealthStatus status) {
    return kNames.at(static_cast<std::size_t>(status));
}

HealthStatus parse_health_status(std::string_view text) {
    const auto* const found = std::ranges::find(kNames, text);
    return found == kNames.end() ? HealthStatus::kUnknown
                                 : static_cast<HealthStatus>(found - kNames.begin());
}

std::optional<Health> health_of(const Value& live) {
    // A hook that something else deletes stays until its result is read.
    if (live.get("metadata", "deletionTimestamp") != nullptr && !sync::has_hook_finalizer(live)) {
        return progressing("Pending deletion");
    }
    const manifest::GroupVersionKind type = manifest::type_of(live);
    const HealthRule rule = rule_for(type.group, type.kind);
    return rule == nullptr ? general_health(live) : std::optional(rule(live));
}

Health aggregate_health(const std::vector<HealthRow>& rows) {
    constexpr std::size_t kNamed = 3;
    Health worst;
    std::vector<std::string> causes;
    bool any_live = false;
    for (const HealthRow& row : rows) {
        any_live = any_live || row.live != nullptr;
        if (!counts(row)) {
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
