// SPDX-License-Identifier: Apache-2.0
// An Application's status, in Argo CD's shape. Pure.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/application.h"
#include "common/base/time.h"
#include "common/manifest/value.h"
#include "controller/app/comparison.h"
#include "controller/app/source_status.h"

namespace sealer::app {

struct Condition {
    std::string type;  // "ComparisonError", …
    std::string message;
    // How the message begins, up to a ": ", while the condition is about the same thing; empty: all
    // of it is.
    std::string topic = {};
};

// `old` without the conditions of our types, plus `now_true`; what was there already, by its type
// and topic, keeps its time.
[[nodiscard]] manifest::Value merge_conditions(const manifest::Value* old,
                                               const std::vector<Condition>& now_true,
                                               WallTime now);

// status.resources.
[[nodiscard]] manifest::Value resource_rows(const Comparison& comparison);

// status.health; `old` gives lastTransitionTime while the code stays.
[[nodiscard]] manifest::Value health_value(const Health& health, const manifest::Value* old,
                                           WallTime now);

// status.sync.
[[nodiscard]] manifest::Value sync_value(SyncCode code, const Spec& spec, const Commits& commits);

// status.sourceType or status.sourceTypes.
void put_source_types(manifest::Value& status, const Sources& sources,
                      const std::vector<render::SourceType>& types);

// Appends an entry to status.history for an operation that has ended, and drops the oldest over
// the limit.
void add_history(manifest::Value& status, const manifest::Value& operation_state,
                 const Sources& sources, std::size_t limit);

}  // namespace sealer::app
