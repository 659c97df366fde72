// SPDX-License-Identifier: Apache-2.0
// Flags of the argocd program that mean nothing here, or cannot: known, but not shown in help.
#pragma once

#include <string>
#include <string_view>

#include "sealer/command_line.h"

namespace sealer::cli {

// `form` of its value; empty for a switch. What it would change is so already.
void accept(CommandLine& line, std::string_view name, std::string form = "");
// An error that says why, by a sentence without its full stop.
void refuse(CommandLine& line, std::string_view name, std::string form, std::string why);

}  // namespace sealer::cli
