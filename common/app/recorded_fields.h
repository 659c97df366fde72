// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/field_set.h"
#include "common/manifest/value.h"

namespace sealer::app {

// For a custom type, whose schema the API server alone knows: the fields that applying `object`
// makes one's own, in the form in which `recorded`, from an earlier apply, has them. Lists recorded
// by keys or by values are taken apart in that way, objects recorded as a whole are left whole.
// Pure.
[[nodiscard]] manifest::FieldSet recorded_fields(const manifest::Value& object,
                                                 const manifest::FieldSet& recorded);

}  // namespace sealer::app
