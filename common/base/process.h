// SPDX-License-Identifier: Apache-2.0
// Child processes without a shell: posix_spawn, an own process group, a deadline, bounded output.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer {

struct Command {
    std::vector<std::string> arguments;              // arguments[0] is looked up in PATH
    std::map<std::string, std::string> environment;  // the child's whole environment
    std::string working_directory;                   // empty: ours
    std::string input;  // written to the child's stdin, which then closes
    // A pipe whose read end the child gets as descriptor 3, filled with this and closed: for
    // secrets that must not be in arguments, environment or files. Empty: no such descriptor.
    std::string_view secret_input;
    std::chrono::milliseconds timeout{60'000};
    std::size_t max_output_bytes = std::size_t{64} << 20;
    std::size_t max_memory_bytes = 0;  // of address space; 0: as much as there is
};

struct CommandOutput {
    int exit_code = 0;  // 128 + signal when the child was killed
    std::string standard_output;
    std::string standard_error;  // at most its last 64 KiB
};

// Runs the command to its end. The group gets SIGTERM, then after 2 s SIGKILL, when the deadline
// passes (kUnavailable), `stop` is requested (kCancelled) or output exceeds its bound (kInvalid).
// kNotFound when the program does not exist. A non-zero exit code is not an Error here. Always
// reaps the child.
[[nodiscard]] Result<CommandOutput> run(const Command& command, const std::stop_token& stop = {});

}  // namespace sealer
