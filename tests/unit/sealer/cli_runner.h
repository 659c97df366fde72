// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "common/base/time.h"
#include "sealer/run.h"

namespace sealer::cli {

struct Ran {
    int exit_code = 0;
    std::string out;
    std::string err;
};

// A file in memory, for a descriptor of the program's.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view content = {}) : descriptor_(memfd_create("test", 0)) {
        static_cast<void>(!write(descriptor_, content.data(), content.size()));
        lseek(descriptor_, 0, SEEK_SET);
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] std::string content() const {
        std::string text(static_cast<std::size_t>(lseek(descriptor_, 0, SEEK_END)), '\0');
        static_cast<void>(!pread(descriptor_, text.data(), text.size(), 0));
        return text;
    }

  private:
    int descriptor_;
};

// Runs the program in this process. Its environment holds nothing but `environment`, so no
// kubeconfig is found.
inline Ran run_cli(std::vector<std::string> arguments, std::string_view input = {},
                   const std::map<std::string, std::string>& environment = {},
                   const std::string& program = "sealer") {
    const MemoryFile in(input);
    const MemoryFile out;
    const MemoryFile err;
    arguments.insert(arguments.begin(), program);
    const World world{.standard_input = in.descriptor(),
                      .standard_output = out.descriptor(),
                      .standard_error = err.descriptor(),
                      .environment = [&](const std::string& name) -> std::optional<std::string> {
                          const auto found = environment.find(name);
                          return found == environment.end() ? std::nullopt
                                                            : std::optional(found->second);
                      },
                      .now = std::chrono::system_clock::now()};
    const int exit_code = run(arguments, world);
    return {.exit_code = exit_code, .out = out.content(), .err = err.content()};
}

}  // namespace sealer::cli
