// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "controller/app/health_rules.h"
#include "controller/app/operation.h"

namespace sealer::app {
namespace {

using manifest::Value;

// Whether its status is about the source and destination that it now has.
bool is_compared(const Value& live) {
    const Value* compared = live.get("status", "sync", "comparedTo");
    constexpr std::array<std::string_view, 3> kFields{"source", "sources", "destination"};
    return compared != nullptr && std::ranges::all_of(kFields, [&](std::string_view field) {
               const Value* then = compared->get(field);
               const Value* now = live.get("spec", field);
               return then == nullptr || (now != nullptr && *then == *now);
           });
}

// What keeps it from being compared; empty: nothing that it would say.
std::string error_of(const Value& live) {
    for (const Value& condition : manifest::elements(live.get("status", "conditions"))) {
        if (condition.text("type").ends_with("Error")) {
            return ": " + message_of(condition);
        }
    }
    return {};
}

}  // namespace

Health child_health(const Value& live) {
    if (!is_compared(live)) {
        return progressing("Waiting for the Application to be compared with Git" + error_of(live));
    }
    const Value* operation = live.get("status", "operationState");
    if (live.get("operation") != nullptr ||
        (operation != nullptr && operation->is_object() && !is_complete(*operation))) {
        const std::string doing(operation == nullptr ? "" : operation->text("message"));
        return progressing("Waiting for the Application's sync to complete" +
                           (doing.empty() ? "" : ": " + doing));
    }
    const std::string_view status = live.text("status", "health", "status");
    if (status.empty()) {
        return progressing("Waiting for the Application's health");
    }
    return {parse_health_status(status), std::string(live.text("status", "health", "message"))};
}

}  // namespace sealer::app
