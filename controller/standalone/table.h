// SPDX-License-Identifier: Apache-2.0
// Tables as `kubectl get` prints them: the server says which columns there are and what stands in
// them.
#pragma once

#include "common/manifest/value.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

// Table.columnDefinitions.
[[nodiscard]] manifest::Value table_columns(const Resource& resource, const ServedVersion& version);
// One row's cells, in the columns' order.
[[nodiscard]] manifest::Value table_cells(const manifest::Value& object, const Resource& resource,
                                          const ServedVersion& version);

}  // namespace sealer::standalone
