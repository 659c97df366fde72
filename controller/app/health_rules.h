// SPDX-License-Identifier: Apache-2.0
// The rules by which health.cpp judges, kind by kind, and what they are written in. Pure. For
// controller/app's *_health files alone.
// Source: Argo CD's rules for built-in kinds, and its resource_customizations; messages as there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "controller/app/health.h"

namespace sealer::app {

[[nodiscard]] Health healthy(std::string message = {});
[[nodiscard]] Health progressing(std::string message);
[[nodiscard]] Health degraded(std::string message);
[[nodiscard]] Health suspended(std::string message);

// The first of that type in status.conditions; null if there is none.
[[nodiscard]] const manifest::Value* find_condition(const manifest::Value& live,
                                                    std::string_view type);
// The same, if it is there and has that status.
[[nodiscard]] const manifest::Value* find_condition(const manifest::Value& live,
                                                    std::string_view type, std::string_view status);
[[nodiscard]] std::string message_of(const manifest::Value& condition);
// What a condition of that type says: "True" healthy, "False" degraded, all else is still coming.
[[nodiscard]] Health judge_condition(const manifest::Value& live, std::string_view type,
                                     std::string_view waiting);

// Whether the controller of the kind has not yet looked at the newest spec.
[[nodiscard]] bool is_behind(const manifest::Value& live);

// workload_health.cpp
[[nodiscard]] Health deployment_health(const manifest::Value& live);
[[nodiscard]] Health replica_set_health(const manifest::Value& live);
[[nodiscard]] Health stateful_set_health(const manifest::Value& live);
[[nodiscard]] Health daemon_set_health(const manifest::Value& live);
[[nodiscard]] Health job_health(const manifest::Value& live);
[[nodiscard]] Health cron_job_health(const manifest::Value& live);

// pod_health.cpp: one that should run for good is judged by its containers, one that should end by
// its phase.
[[nodiscard]] Health pod_health(const manifest::Value& live);

// platform_health.cpp: the other kinds that come with Kubernetes.
[[nodiscard]] Health service_health(const manifest::Value& live);
[[nodiscard]] Health ingress_health(const manifest::Value& live);
[[nodiscard]] Health volume_claim_health(const manifest::Value& live);
[[nodiscard]] Health autoscaler_health(const manifest::Value& live);
[[nodiscard]] Health api_service_health(const manifest::Value& live);
[[nodiscard]] Health custom_resource_definition_health(const manifest::Value& live);
[[nodiscard]] Health disruption_budget_health(const manifest::Value& live);

// secret_health.cpp: kinds that Secrets come from.
[[nodiscard]] Health sealed_secret_health(const manifest::Value& live);
[[nodiscard]] Health external_secret_health(const manifest::Value& live);
[[nodiscard]] Health secret_store_health(const manifest::Value& live);
[[nodiscard]] Health certificate_health(const manifest::Value& live);
[[nodiscard]] Health issuer_health(const manifest::Value& live);

// argo_health.cpp: the other kinds of Argo's family.
[[nodiscard]] Health application_set_health(const manifest::Value& live);
[[nodiscard]] Health rollout_health(const manifest::Value& live);
[[nodiscard]] Health analysis_run_health(const manifest::Value& live);
[[nodiscard]] Health experiment_health(const manifest::Value& live);
[[nodiscard]] Health workflow_health(const manifest::Value& live);
[[nodiscard]] Health cron_workflow_health(const manifest::Value& live);
[[nodiscard]] Health event_bus_health(const manifest::Value& live);

// child_health.cpp: an Application in an Application. Unlike anything else it may bear the health
// of a spec that is not its own any more, since Applications have no observedGeneration.
[[nodiscard]] Health child_health(const manifest::Value& live);

// general_health.cpp: every other kind, by what most controllers report (observedGeneration,
// conditions Stalled, Reconciling, Ready, Available). Unset where nothing of it is there.
[[nodiscard]] std::optional<Health> general_health(const manifest::Value& live);

}  // namespace sealer::app
