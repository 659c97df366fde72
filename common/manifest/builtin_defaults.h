// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/value.h"

namespace sealer::manifest {

// Makes of an object of a built-in kind what kube-apiserver stores where nothing else is said:
// defaults filled in, empty fields gone, quantities canonical. Others stay as they are.
void apply_builtin_defaults(Value& object);

}  // namespace sealer::manifest
