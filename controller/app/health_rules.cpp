// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health_rules.h"

#include <utility>

namespace sealer::app {

using manifest::Value;

Health healthy(std::string message) {
    return {HealthStatus::kHealthy, std::move(message)};
}

Health progressing(std::string message) {
    return {HealthStatus::kProgressing, std::move(message)};
}

Health degraded(std::string message) {
    return {HealthStatus::kDegraded, std::move(message)};
}

Health suspended(std::string message) {
    return {HealthStatus::kSuspended, std::move(message)};
}

const Value* find_condition(const Value& live, std::string_view type) {
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (condition.text("type") == type) {
            return &condition;
        }
    }
    return nullptr;
}

const Value* find_condition(const Value& live, std::string_view type, std::string_view status) {
    const Value* condition = find_condition(live, type);
    return condition != nullptr && condition->text("status") == status ? condition : nullptr;
}

std::string message_of(const Value& condition) {
    return std::string(condition.text("message"));
}

Health judge_condition(const Value& live, std::string_view type, std::string_view waiting) {
    const Value* condition = find_condition(live, type);
    if (condition == nullptr) {
        return progressing(std::string(waiting));
    }
    const std::string_view status = condition->text("status");
    if (status == "True") {
        return healthy(message_of(*condition));
    }
    return status == "False" ? degraded(message_of(*condition)) : progressing(std::string(waiting));
}

bool is_behind(const Value& live) {
    return live.integer_or(0, "metadata", "generation") >
           live.integer_or(0, "status", "observedGeneration");
}

}  // namespace sealer::app
