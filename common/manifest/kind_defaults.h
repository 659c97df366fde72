// SPDX-License-Identifier: Apache-2.0
// Defaults that depend on more than the type they are in. Pure functions.
#pragma once

#include "common/manifest/value.h"

namespace sealer::manifest {

// Sets `object[name]` where it is missing.
void set_default(Value& object, std::string_view name, Value value);

// Of `object`, an object of the type that is named `definition` in the OpenAPI document, wherever
// it stands.
void default_by_definition(std::string_view definition, Value& object);
// Of a whole object of a built-in kind.
void default_by_kind(Value& object);

}  // namespace sealer::manifest
