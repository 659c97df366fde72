// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/result.h"

namespace sealer::manifest {

// To be called before simdjson parses. Thread-safe. kUnavailable where it is not installed.
[[nodiscard]] Status load_simdjson();

}  // namespace sealer::manifest
