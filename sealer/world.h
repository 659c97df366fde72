// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/time.h"
#include "common/kube/config.h"

namespace sealer::cli {

// What a command touches outside itself, handed in so that tests can stand in for it.
struct World {
    int standard_input = 0;  // descriptors
    int standard_output = 1;
    int standard_error = 2;
    kube::Environment environment;
    WallTime now;
};

}  // namespace sealer::cli
