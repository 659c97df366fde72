// SPDX-License-Identifier: Apache-2.0
#include "sealer/render_limits.h"

#include <string>

namespace sealer::cli {

void add_limit_flag(CommandLine& line, render::Limits& limits) {
    line.value("--render-limit", "NAME=VALUE",
               "What one render may take at most (" + render::limits_help() + ")",
               [&limits](const std::string& value) { return render::set_limit(limits, value); });
}

}  // namespace sealer::cli
