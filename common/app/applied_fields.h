// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

struct AppliedFields {
    // What applying the object makes one's own: FieldSet::of, less what is `unstored`.
    manifest::FieldSet fields;
    // The nulls, zeros and empty things of the object that the API server does not store.
    std::vector<manifest::FieldPath> unstored;
};

// Pure. `schema` null: unknown.
[[nodiscard]] AppliedFields applied_fields(const manifest::Value& object,
                                           const manifest::Schema* schema);

}  // namespace sealer::app
