// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// What is left of an object of a built-in type once it has been decoded into Go's structs and
// encoded again: null and omitted zero values are gone, structs held by value are there, quantities
// are canonical.
void pass_through_go_types(manifest::Value& value, const manifest::Schema& schema);

}  // namespace sealer::standalone
