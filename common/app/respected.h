// SPDX-License-Identifier: Apache-2.0
// RespectIgnoreDifferences: what is written leaves ignored fields as they are. Pure.
#pragma once

#include "common/app/compare.h"
#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/value.h"

namespace sealer::app {

enum class Write { kApply, kReplace };

// `object`, which is `desired` or what of a Secret is not masked, as it is to be written where
// `live` is. Of the ignored fields an apply has just those that Sealer, or a predecessor, owns,
// with the values that are there: left out they would go, and those of others would become
// Sealer's. A replacement has all that are there. Inside lists that are owned as a whole, items
// stay by their index. A Secret's own values, which nobody here can read, follow Git where Sealer
// owns them. kInvalid for malformed managedFields.
[[nodiscard]] Result<manifest::Value> keep_ignored(manifest::Value object, const Desired& desired,
                                                   const manifest::Value& live,
                                                   const manifest::FieldSet& ignored, Write way);

}  // namespace sealer::app
