// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_await.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/text.h"
#include "sealer/app_status.h"

namespace sealer::cli {
namespace {

std::vector<std::string> wanted_health(const Awaited& awaited) {
    std::vector<std::string> wanted;
    for (const auto& [is_wanted, status] : {std::pair{awaited.health, "Healthy"},
                                            {awaited.suspended, "Suspended"},
                                            {awaited.degraded, "Degraded"}}) {
        if (is_wanted) {
            wanted.emplace_back(status);
        }
    }
    return wanted;
}

std::string to_be(const std::string& name, const std::string& wanted, const std::string& actual) {
    return name + " to be " + wanted + ", which is " + (actual.empty() ? "Unknown" : actual);
}

std::string awaits_states(const Awaited& awaited, const std::string& name, const std::string& sync,
                          const std::string& health) {
    if (awaited.sync && sync != "Synced") {
        return to_be(name, "Synced", sync);
    }
    const std::vector<std::string> wanted = wanted_health(awaited);
    if (!wanted.empty() && std::ranges::count(wanted, health) == 0) {
        return to_be(name, join(wanted, " or "), health);
    }
    return "";
}

std::string awaits_resources(const Awaited& awaited, const manifest::Value& application) {
    bool any = false;
    for (const ResourceRow& row : object_rows(application)) {
        if (row.is_hook || !awaited.resources.selects(row.key)) {
            continue;
        }
        any = true;
        // What has no health of its own is as healthy as can be.
        std::string waits = awaits_states(awaited, to_string(row.key), row.status,
                                          row.health.empty() ? "Healthy" : row.health);
        if (!waits.empty()) {
            return waits;
        }
    }
    return any ? "" : "the objects that --resource names, of which there are none";
}

}  // namespace

std::string awaits(const Awaited& awaited, const std::string& name,
                   const manifest::Value* application) {
    if (awaited.deletion || application == nullptr) {
        return application == nullptr && awaited.deletion ? ""
               : application == nullptr                   ? name + ", which does not exist"
                                                          : name + " to be deleted";
    }
    if (awaited.operation && operation_is_under_way(*application)) {
        const std::string_view message = application->text("status", "operationState", "message");
        return name + "'s operation to end" +
               (message.empty() ? "" : ", which is " + std::string(message));
    }
    return awaited.resources.empty() ? awaits_states(awaited, name, sync_status(*application),
                                                     health_status(*application))
                                     : awaits_resources(awaited, *application);
}

}  // namespace sealer::cli
