// SPDX-License-Identifier: Apache-2.0
// Source: the convention of Kubernetes' API for status.conditions, and kstatus' reading of it
// (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md).
#include <cstdint>
#include <string>

#include "controller/app/health_rules.h"

namespace sealer::app {
namespace {

using manifest::Value;

std::int64_t generation_of(const Value& live) {
    return live.integer_or(0, "metadata", "generation");
}

Health waits_for_generation(const Value& live) {
    return progressing("Waiting for generation " + std::to_string(generation_of(live)) +
                       " to be observed");
}

// Conditions may say of which generation they speak.
bool is_current(const Value& condition, const Value& live) {
    const std::int64_t newest = generation_of(live);
    return condition.integer_or(newest, "observedGeneration") >= newest;
}

const Value* current_condition(const Value& live, std::string_view type) {
    const Value* condition = find_condition(live, type, "True");
    return condition != nullptr && is_current(*condition, live) ? condition : nullptr;
}

}  // namespace

std::optional<Health> general_health(const Value& live) {
    if (live.get("status") == nullptr) {
        return std::nullopt;
    }
    const Value* observed = live.get("status", "observedGeneration");
    const bool reports_generation = observed != nullptr && observed->is_integer();
    if (reports_generation && is_behind(live)) {
        return waits_for_generation(live);
    }
    if (const Value* stalled = current_condition(live, "Stalled")) {
        return degraded(message_of(*stalled));
    }
    if (const Value* reconciling = current_condition(live, "Reconciling")) {
        return progressing(message_of(*reconciling));
    }
    for (const char* type : {"Ready", "Available"}) {
        if (const Value* condition = find_condition(live, type)) {
            return is_current(*condition, live)
                       ? judge_condition(live, type, condition->text("message"))
                       : waits_for_generation(live);
        }
    }
    return reports_generation ? std::optional(healthy()) : std::nullopt;
}

}  // namespace sealer::app
