// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Writes out the keys of list items that a manifest may leave to their default (a port's protocol):
// API servers before 1.23 refuse to apply what leaves them out.
void fill_list_keys(manifest::Value& value, const manifest::Schema* schema);

}  // namespace sealer::app
