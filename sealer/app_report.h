// SPDX-License-Identifier: Apache-2.0
// Applications as text for people, in the columns and under the names of the argocd program. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/value.h"
#include "sealer/app_status.h"

namespace sealer::cli {

// Of "Synced", "Degraded", "Failed" and the like; empty for other words. For print_table.
[[nodiscard]] std::string_view status_colour(std::string_view word);

// A line for each. `wide`: with where they come from.
[[nodiscard]] std::string print_app_list(const std::vector<manifest::Value>& applications,
                                         bool wide, bool in_colour);
// All about one but its objects. `with_operation`: the last operation, too.
[[nodiscard]] std::string print_app(const manifest::Value& application, bool with_operation,
                                    bool in_colour, WallTime now);
[[nodiscard]] std::string print_resources(const std::vector<ResourceRow>& rows, bool in_colour);
[[nodiscard]] std::string print_orphans(const std::vector<manifest::ObjectKey>& keys);
// phase, revision, times and message of status.operationState; empty without one.
[[nodiscard]] std::string print_operation(const manifest::Value& application, WallTime now);
// Of status.history, the oldest first.
[[nodiscard]] std::string print_history(const manifest::Value& application);

}  // namespace sealer::cli
