// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/status.h"

#include <utility>

namespace sealer::unseal {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

const Value* synced_condition(const Value& sealed) {
    for (const Value& condition : manifest::elements(sealed.get("status", "conditions"))) {
        if (condition.text("type") == "Synced") {
            return &condition;
        }
    }
    return nullptr;
}

Value string_list(const std::vector<std::string>& texts) {
    Array list;
    for (const std::string& text : texts) {
        list.emplace_back(text);
    }
    return list;
}

// Everything of a status but its two times.
Value without_times(Value status) {
    if (Value* conditions = status.get("conditions");
        conditions != nullptr && conditions->is_array()) {
        for (Value& condition : conditions->as_array()) {
            if (condition.is_object()) {
                condition.as_object().erase("lastUpdateTime");
                condition.as_object().erase("lastTransitionTime");
            }
        }
    }
    return status;
}

}  // namespace

Value next_status(const Value& sealed, const Outcome& outcome, WallTime now) {
    const Value* before = synced_condition(sealed);
    const char* status = outcome.synced ? "True" : "False";
    const std::string time = format_time(now);
    const bool flipped = before == nullptr || before->text("status") != status;

    Object condition;
    condition.append("type", "Synced");
    condition.append("status", status);
    condition.append("reason", outcome.reason);
    if (!outcome.message.empty()) {
        condition.append("message", outcome.message);
    }
    condition.append("lastUpdateTime", time);
    condition.append("lastTransitionTime",
                     flipped ? Value(time) : Value(before->text("lastTransitionTime")));

    Object next;
    next.append("observedGeneration", sealed.integer_or(0, "metadata", "generation"));
    next.append("conditions", Array{Value(std::move(condition))});
    if (!outcome.proof.empty()) {
        Object unsealed;
        unsealed.append("proof", outcome.proof);
        unsealed.append("keys", string_list(outcome.keys));
        if (!outcome.content.empty()) {
            unsealed.append("content", outcome.content);
        }
        next.append("unsealed", std::move(unsealed));
    }
    Value result(std::move(next));
    const Value* present = sealed.get("status");
    return present != nullptr && without_times(*present) == without_times(result) ? *present
                                                                                  : result;
}

std::string_view recorded_proof(const Value& sealed) {
    return sealed.text("status", "unsealed", "proof");
}

std::string_view recorded_content(const Value& sealed) {
    return sealed.text("status", "unsealed", "content");
}

std::string_view synced_status(const Value& sealed) {
    const Value* condition = synced_condition(sealed);
    return condition == nullptr ? std::string_view() : condition->text("status");
}

bool is_synced(const Value& sealed) {
    return synced_status(sealed) == "True" &&
           sealed.integer_or(-1, "status", "observedGeneration") ==
               sealed.integer_or(0, "metadata", "generation");
}

}  // namespace sealer::unseal
