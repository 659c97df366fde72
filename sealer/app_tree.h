// SPDX-License-Identifier: Apache-2.0
// An Application's objects, and below each what it has brought about. Pure.
#pragma once

#include <string>
#include <vector>

#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "sealer/app_status.h"

namespace sealer::cli {

// `others`: live objects, with their ownerReferences; those that stand below a row, by however many
// steps, are drawn, others are not. `detailed`: with messages.
[[nodiscard]] std::string draw_tree(const std::vector<ResourceRow>& rows,
                                    const std::vector<manifest::Value>& others, bool detailed,
                                    bool in_colour);

}  // namespace sealer::cli
