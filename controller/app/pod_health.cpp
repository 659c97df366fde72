// SPDX-License-Identifier: Apache-2.0
#include "controller/app/pod_health.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::Value;

Health progressing(const Value& live) {
    return {HealthStatus::kProgressing, std::string(live.text("status", "message"))};
}
Health healthy(const Value& live) {
    return {HealthStatus::kHealthy, std::string(live.text("status", "message"))};
}
Health degraded(std::string message) {
    return {HealthStatus::kDegraded, std::move(message)};
}

bool is_ready(const Value& live) {
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (condition.text("type") == "Ready") {
            return condition.text("status") == "True";
        }
    }
    return false;
}

// What containers that cannot start say, in a Pod that should run for good; nullopt: none has
// trouble.
std::optional<std::string> waiting_errors(const Value& live) {
    std::optional<std::string> errors;
    for (const char* field : {"initContainerStatuses", "containerStatuses"}) {
        for (const Value& container : manifest::elements(live.get("status", field))) {
            const std::string_view reason = container.text("state", "waiting", "reason");
            if (reason.starts_with("Err") || reason.ends_with("Error") ||
                reason.ends_with("BackOff")) {
                errors = (errors ? *errors + ", " : "") +
                         std::string(container.text("state", "waiting", "message"));
            }
        }
    }
    return errors;
}

std::string failure_of(const Value& live) {
    if (const std::string_view message = live.text("status", "message"); !message.empty()) {
        return std::string(message);
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
        return progressing(live);
    }
    if (is_ready(live)) {
        return healthy(live);
    }
    for (const Value& container : manifest::elements(live.get("status", "containerStatuses"))) {
        if (container.get("lastState", "terminated") != nullptr) {
            return degraded(std::string(live.text("status", "message")));
        }
    }
    return progressing(live);
}

}  // namespace

Health pod_health(const Value& live) {
    const std::string_view policy = live.text("spec", "restartPolicy");
    const bool long_running =
        policy.empty() || policy == "Always" ||
        manifest::annotation(live, "argocd.argoproj.io/ignore-restart-policy") == "true";
    if (const std::optional<std::string> errors = waiting_errors(live); long_running && errors) {
        return degraded(*errors);
    }
    const std::string_view phase = live.text("status", "phase");
    if (phase == "Pending") {
        return progressing(live);
    }
    if (phase == "Succeeded") {
        return healthy(live);
    }
    if (phase == "Failed") {
        return degraded(failure_of(live));
    }
    if (phase == "Running") {
        return running_pod(live, long_running);
    }
    return {HealthStatus::kUnknown, std::string(live.text("status", "message"))};
}

}  // namespace sealer::app
