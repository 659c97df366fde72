// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "controller/app/health_rules.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

using manifest::Value;

std::string own_message(const Value& live) {
    return std::string(live.text("status", "message"));
}

// What containers that cannot start say, in a Pod that should run for good; nullopt: none has
// trouble.
std::optional<std::string> waiting_errors(const Value& live) {
    std::optional<std::string> errors;
    for (const Value& container : manifest::elements(live.get("status", "containerStatuses"))) {
        const std::string_view reason = container.text("state", "waiting", "reason");
        if (reason.starts_with("Err") || reason.ends_with("Error") || reason.ends_with("BackOff")) {
            errors = (errors ? *errors + ", " : "") +
                     std::string(container.text("state", "waiting", "message"));
        }
    }
    return errors;
}

bool is_long_running(const Value& live) {
    const std::string_view policy = live.text("spec", "restartPolicy");
    return policy.empty() || policy == "Always" ||
           (manifest::annotation(live, "argocd.argoproj.io/ignore-restart-policy") == "true" &&
            !sync::hook_of(live));
}

std::string failure_of(const Value& live) {
    if (std::string message = own_message(live); !message.empty()) {
        return message;
    }
    for (const char* field : {"initContainerStatuses", "containerStatuses"}) {
        for (const Value& container : manifest::elements(live.get("status", field))) {
            const Value* terminated = container.get("state", "terminated");
            if (terminated == nullptr) {
                continue;
            }
            if (const std::string_view message = terminated->text("message"); !message.empty()) {
                return std::string(message);
            }
            if (terminated->text("reason") == "OOMKilled") {
                return "OOMKilled";
            }
            if (const std::int64_t code = terminated->integer_or(0, "exitCode"); code != 0) {
                return "container \"" + std::string(container.text("name")) +
                       "\" failed with exit code " + std::to_string(code);
            }
        }
    }
    return {};
}

Health running_pod(const Value& live, bool long_running) {
    if (!long_running) {
        return progressing(own_message(live));
    }
    if (find_condition(live, "Ready", "True") != nullptr) {
        return healthy(own_message(live));
    }
    for (const Value& container : manifest::elements(live.get("status", "containerStatuses"))) {
        if (container.get("lastState", "terminated") != nullptr) {
            return degraded(own_message(live));
        }
    }
    return progressing(own_message(live));
}

}  // namespace

Health pod_health(const Value& live) {
    const bool long_running = is_long_running(live);
    if (const std::optional<std::string> errors = waiting_errors(live); long_running && errors) {
        return degraded(*errors);
    }
    const std::string_view phase = live.text("status", "phase");
    if (phase == "Pending") {
        return progressing(own_message(live));
    }
    if (phase == "Succeeded") {
        return healthy(own_message(live));
    }
    if (phase == "Failed") {
        return degraded(failure_of(live));
    }
    if (phase == "Running") {
        return running_pod(live, long_running);
    }
    return {HealthStatus::kUnknown, own_message(live)};
}

}  // namespace sealer::app
