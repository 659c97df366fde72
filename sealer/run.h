// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sealer/world.h"

namespace sealer::cli {

// The whole program: the exit code is 0, 1 when the command failed, or 2 when the command line is
// wrong. Failures are one line "error: …" on stderr, and then nothing is written elsewhere.
[[nodiscard]] int run(const std::vector<std::string>& arguments, const World& world);

}  // namespace sealer::cli
