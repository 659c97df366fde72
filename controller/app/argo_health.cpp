// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "controller/app/health_rules.h"

namespace sealer::app {
namespace {

using manifest::Value;

struct PhaseRule {
    std::string_view phase;
    HealthStatus status;
    std::string_view message;  // where status.message is empty
};

// By status.phase; `waiting` while there is no status, and Unknown for a phase that no rule names.
Health by_phase(const Value& live, std::initializer_list<PhaseRule> rules,
                std::string_view waiting) {
    if (live.get("status") == nullptr) {
        return progressing(std::string(waiting));
    }
    const std::string_view own = live.text("status", "message");
    const auto* const rule =
        std::ranges::find(rules, live.text("status", "phase"), &PhaseRule::phase);
    if (rule == rules.end()) {
        return {HealthStatus::kUnknown, std::string(own)};
    }
    return {rule->status, std::string(own.empty() ? rule->message : own)};
}

// Rollouts write their observedGeneration as a text.
bool is_rollout_behind(const Value& live) {
    const std::string_view observed = live.text("status", "observedGeneration");
    return observed.empty()
               ? is_behind(live)
               : observed != std::to_string(live.integer_or(0, "metadata", "generation"));
}

}  // namespace

Health application_set_health(const Value& live) {
    if (const Value* error = find_condition(live, "ErrorOccurred", "True")) {
        return degraded(message_of(*error));
    }
    if (const Value* stale = find_condition(live, "ResourcesUpToDate", "False")) {
        return degraded(message_of(*stale));
    }
    if (const Value* rollout = find_condition(live, "RolloutProgressing", "True")) {
        return progressing(message_of(*rollout));
    }
    return judge_condition(live, "ResourcesUpToDate", "Waiting for the status to be reported");
}

Health rollout_health(const Value& live) {
    if (const Value* invalid = find_condition(live, "InvalidSpec")) {
        return degraded(message_of(*invalid));
    }
    constexpr std::string_view kWaiting = "Waiting for rollout spec update to be observed";
    if (is_rollout_behind(live) || live.text("status", "phase").empty()) {
        return progressing(std::string(kWaiting));
    }
    return by_phase(live,
                    {{"Healthy", HealthStatus::kHealthy, ""},
                     {"Progressing", HealthStatus::kProgressing, "Rollout is progressing"},
                     {"Paused", HealthStatus::kSuspended, "Rollout is paused"},
                     {"Degraded", HealthStatus::kDegraded, "Rollout is degraded"}},
                    kWaiting);
}

Health analysis_run_health(const Value& live) {
    return by_phase(live,
                    {{"Pending", HealthStatus::kProgressing, "Analysis run is running"},
                     {"Running", HealthStatus::kProgressing, "Analysis run is running"},
                     {"Successful", HealthStatus::kHealthy, "Analysis run completed successfully"},
                     {"Failed", HealthStatus::kDegraded, "Analysis run failed"},
                     {"Error", HealthStatus::kDegraded, "Analysis run had an error"},
                     {"Inconclusive", HealthStatus::kUnknown, "Analysis run was inconclusive"}},
                    "Waiting for analysis run to finish: status has not been reconciled.");
}

Health experiment_health(const Value& live) {
    return by_phase(live,
                    {{"Pending", HealthStatus::kProgressing, "Experiment is pending"},
                     {"Running", HealthStatus::kProgressing, "Experiment is running"},
                     {"Successful", HealthStatus::kHealthy, "Experiment is successful"},
                     {"Failed", HealthStatus::kDegraded, "Experiment has failed"},
                     {"Error", HealthStatus::kDegraded, "Experiment had an error"}},
                    "Waiting for experiment to finish: status has not been reconciled.");
}

Health workflow_health(const Value& live) {
    return by_phase(live,
                    {{"", HealthStatus::kProgressing, ""},
                     {"Pending", HealthStatus::kProgressing, ""},
                     {"Running", HealthStatus::kProgressing, ""},
                     {"Succeeded", HealthStatus::kHealthy, ""},
                     {"Failed", HealthStatus::kDegraded, ""},
                     {"Error", HealthStatus::kDegraded, ""}},
                    "");
}

Health cron_workflow_health(const Value& live) {
    for (const char* type : {"SpecError", "SubmissionError"}) {
        if (const Value* error = find_condition(live, type, "True")) {
            return degraded(message_of(*error));
        }
    }
    const Value* completed = find_condition(live, "Completed", "True");
    return healthy(completed != nullptr ? message_of(*completed) : "CronWorkflow is healthy.");
}

Health event_bus_health(const Value& live) {
    return judge_condition(live, "Deployed", "Waiting for initialization");
}

}  // namespace sealer::app
