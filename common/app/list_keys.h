// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Writes out what API servers refuse to apply as people write it: keys of list items that may be
// left to their default (a port's protocol; before 1.23), names that are repeated in a list (of
// variables, say), quantities that are written as numbers.
void fill_list_keys(manifest::Value& value, const manifest::Schema* schema);

}  // namespace sealer::app
