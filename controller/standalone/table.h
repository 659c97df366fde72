// SPDX-License-Identifier: Apache-2.0
// Tables as `kubectl get` prints them: the server says which columns there are and what stands in
// them.
#pragma once

#include <string>
#include <string_view>

#include "common/base/time.h"
#include "common/manifest/value.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

// Table.columnDefinitions.
[[nodiscard]] manifest::Value table_columns(const Resource& resource, const ServedVersion& version);
// One row's cells, in the columns' order; ages are counted to `now`.
[[nodiscard]] manifest::Value table_cells(const manifest::Value& object, const Resource& resource,
                                          const ServedVersion& version, WallTime now);

// How long ago `timestamp` (RFC 3339) was, in at most two units as kubectl shows it: "5s", "3m20s",
// "4d1h";
// "<unknown>" for none.
[[nodiscard]] std::string age(std::string_view timestamp, WallTime now);

}  // namespace sealer::standalone
