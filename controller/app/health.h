// SPDX-License-Identifier: Apache-2.0
// How live objects are doing (reference: argocd.md 5). Pure functions of the object.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

// From best to worst, as Argo CD orders them.
enum class HealthStatus { kHealthy, kSuspended, kProgressing, kMissing, kDegraded, kUnknown };

[[nodiscard]] std::string_view to_string(HealthStatus status);
// kUnknown for what is no status.
[[nodiscard]] HealthStatus parse_health_status(std::string_view text);

struct Health {
    HealthStatus status = HealthStatus::kHealthy;
    std::string message;
    friend bool operator==(const Health&, const Health&) = default;
};

// The health of a live object, by the rule for its kind, else by what it reports of itself as most
// kinds do; nullopt where it reports nothing, which counts as fine.
[[nodiscard]] std::optional<Health> health_of(const manifest::Value& live);

// One object of an application, for aggregation.
struct HealthRow {
    manifest::ObjectKey key;
    const manifest::Value* live = nullptr;  // null: missing
    std::optional<Health> health;           // health_of(*live)
};

// The worst of the rows, with "Caused by …" naming at most three. Missing objects and objects
// annotated argocd.argoproj.io/ignore-healthcheck are left out, and so are child Applications that
// are Missing or Unknown; rows of which none is live are Missing.
[[nodiscard]] Health aggregate_health(const std::vector<HealthRow>& rows);

}  // namespace sealer::app
