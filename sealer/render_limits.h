// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/render/limits.h"
#include "sealer/command_line.h"

namespace sealer::cli {

// Defines --render-limit, which may be repeated. `limits` must live until the line is parsed.
void add_limit_flag(CommandLine& line, render::Limits& limits);

}  // namespace sealer::cli
