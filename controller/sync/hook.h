// SPDX-License-Identifier: Apache-2.0
// Objects that run at a moment of a sync instead of being kept in the cluster. Pure.
// Source: Argo CD's documentation of resource hooks, and of Helm's in their place.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "common/base/time.h"
#include "common/manifest/value.h"

namespace sealer::sync {

// The parts of a sync, in their order; ordinary objects belong to kSync. kSyncFail comes only when
// something failed.
enum class Phase { kPreSync, kSync, kPostSync, kSyncFail };
[[nodiscard]] std::string_view to_string(Phase phase);  // "PreSync", …
[[nodiscard]] std::optional<Phase> parse_phase(std::string_view text);

// Keeps a finished hook in the cluster until its result has been read.
constexpr std::string_view kHookFinalizer = "argocd.argoproj.io/hook-finalizer";

[[nodiscard]] bool has_finalizer(const manifest::Value& object, std::string_view finalizer);
[[nodiscard]] bool has_hook_finalizer(const manifest::Value& live);

struct Hook {
    std::set<Phase> phases;  // empty: no sync runs it
    bool before_delete = false;
    bool after_delete = false;
    // When the cluster is cleared of it.
    bool deleted_before_creation = false;
    bool deleted_on_success = false;  // of the whole operation, as the next one
    bool deleted_on_failure = false;

    // Whether nothing ever runs it: `Skip`, and types that nobody knows.
    [[nodiscard]] bool is_inert() const {
        return phases.empty() && !before_delete && !after_delete;
    }
};

// Unset for an ordinary object. An Argo CD annotation counts before Helm's, unless none of its
// types is known; a hook of unknown types alone is a hook that nothing runs.
[[nodiscard]] std::optional<Hook> hook_of(const manifest::Value& object);

// What a hook without a name, but with `generate_name`, is called in one operation.
[[nodiscard]] std::string generated_name(std::string_view generate_name, std::string_view revision,
                                         Phase phase, WallTime started);

}  // namespace sealer::sync
