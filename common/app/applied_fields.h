// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// The fields that applying `object` makes one's own: FieldSet::of, less the nulls, zeros and empty
// things that the API server does not store. Pure. `schema` null: unknown.
[[nodiscard]] manifest::FieldSet applied_fields(const manifest::Value& object,
                                                const manifest::Schema* schema);

}  // namespace sealer::app
