// SPDX-License-Identifier: Apache-2.0
// What an Application's JSON says, as the commands show it and decide by it. Pure.
// Source: Argo CD's Application reference (https://argo-cd.readthedocs.io/en/stable/user-guide/).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// "argocd/shop".
[[nodiscard]] std::string full_name(const manifest::Value& application);
// "Synced", "OutOfSync" or "Unknown"; the last one where the status says nothing.
[[nodiscard]] std::string sync_status(const manifest::Value& application);
// "Healthy", "Suspended", "Progressing", "Missing", "Degraded" or "Unknown", likewise.
[[nodiscard]] std::string health_status(const manifest::Value& application);
// "Manual", "Auto" or "Auto-Prune".
[[nodiscard]] std::string sync_policy(const manifest::Value& application);
// A commit's first digits; anything else as it is.
[[nodiscard]] std::string short_revision(std::string_view revision);
// The types of its conditions, each once: "ComparisonError,SyncError"; empty for none.
[[nodiscard]] std::string condition_types(const manifest::Value& application);

// An operation was asked for, or runs. `application` may say so by `operation`, as long as a
// client's request stands, or by its operationState alone, for those that the controller begins
// itself.
[[nodiscard]] bool operation_is_under_way(const manifest::Value& application);

// One object of an Application, or a hook of its last operation.
struct ResourceRow {
    manifest::ObjectKey key;
    std::string version;
    std::string status;  // "Synced", …; of a hook, its phase
    std::string health;
    std::string health_message;
    std::string hook;    // "PreSync"; empty for what is none
    std::string phase;   // of the last operation: "Sync"; empty if it was not in it
    std::string result;  // what the last operation did: "Synced", "SyncFailed", "Pruned", …
    std::string message;
    int wave = 0;
    bool requires_pruning = false;
    bool is_hook = false;

    friend bool operator==(const ResourceRow&, const ResourceRow&) = default;
};

// status.resources: what the Application consists of.
[[nodiscard]] std::vector<ResourceRow> object_rows(const manifest::Value& application);
// The same after what the last operation worked on, in its order.
[[nodiscard]] std::vector<ResourceRow> resource_rows(const manifest::Value& application);

// From startedAt to finishedAt, or to `now`; zero where it did not start. Whole seconds.
[[nodiscard]] std::chrono::seconds operation_time(const manifest::Value& operation_state,
                                                  WallTime now);
// "12s", "3m5s", "2h0m".
[[nodiscard]] std::string duration_text(std::chrono::seconds duration);

}  // namespace sealer::cli
