// SPDX-License-Identifier: Apache-2.0
// All command lines of the program, for what is made of their definitions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sealer/command_line.h"

namespace sealer::cli {

// Calls `visit` with the definition of kubeseal's modes, named "sealer", and of each command, named
// "sealer set" and so on. Good for reading while `visit` runs.
void visit_command_lines(const std::function<void(const CommandLine&)>& visit);

// The flags that help shows.
[[nodiscard]] std::vector<Flag> shown_flags(const CommandLine& line);

// "set" of "sealer set"; empty for kubeseal's modes.
[[nodiscard]] std::string command_of(const CommandLine& line);

// Of sealer's commands, sorted.
[[nodiscard]] std::vector<std::string> command_names();

}  // namespace sealer::cli
