// SPDX-License-Identifier: Apache-2.0
// The `operation` that a client puts into an Application to have it synchronised. Pure.
// Source: Argo CD's Application reference, `operation`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_revisions.h"
#include "sealer/app_selection.h"

namespace sealer::cli {

struct RetryRequest {
    std::int64_t limit = 0;  // below 0: without end
    std::string duration = "5s";
    std::int64_t factor = 2;
    std::string max_duration = "3m";
    bool refresh = false;  // each try takes the newest commit
};

struct SyncRequest {
    RevisionOptions revisions;
    bool prune = false;
    bool dry_run = false;
    bool force = false;
    bool skips_hooks = false;
    std::vector<std::string> options;  // beside those of the spec: "Replace=true"
    std::vector<std::string> info;     // "name=value"
    ResourceSelection resources;
    // Beside those that `resources` selects; a namespace that is empty is any.
    std::vector<manifest::ObjectKey> chosen;
    std::optional<RetryRequest> retry;  // unset: the spec's
    std::string username;
};

// kInvalid: `resources` selects none of the Application's objects, `revisions` do not fit its
// sources, or `info` is malformed.
[[nodiscard]] Result<manifest::Value> make_sync_operation(const SyncRequest& request,
                                                          const manifest::Value& application);

// The entry of status.history with that id, or, without one, the last but one; kNotFound.
[[nodiscard]] Result<manifest::Value> find_history(const manifest::Value& application,
                                                   std::optional<std::int64_t> id);

// Back to what an entry of the history had. Of `request` count prune, dry_run and username.
[[nodiscard]] manifest::Value make_rollback_operation(const SyncRequest& request,
                                                      const manifest::Value& application,
                                                      const manifest::Value& entry);

// Merge patches of an Application. kConflict: an operation is under way already; kNotFound: none
// is.
[[nodiscard]] Result<manifest::Value> patch_to_begin(const manifest::Value& operation,
                                                     const manifest::Value& application);
[[nodiscard]] Result<manifest::Value> patch_to_terminate(const manifest::Value& application);

}  // namespace sealer::cli
