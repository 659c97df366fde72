// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

// What is left of an object of a built-in type once it has been decoded into Go's structs and
// encoded again: null and omitted zero values are gone, structs held by value are there, quantities
// are canonical.
void pass_through_go_types(Value& value, const Schema& schema);

// Whether Go leaves it out of a field that is marked `omitempty`: null, false, 0, "", [] and {}.
[[nodiscard]] bool is_zero(const Value& value);

}  // namespace sealer::manifest
