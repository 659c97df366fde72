// SPDX-License-Identifier: Apache-2.0
// What `sealer` does beyond kubeseal, in the manner of git: `sealer set …`. One file a command.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "sealer/command_line.h"
#include "sealer/world.h"

namespace sealer::cli {

// Holds the command's options while they are defined, parsed and used.
class Subcommand {
  public:
    Subcommand() = default;
    virtual ~Subcommand() = default;
    Subcommand(const Subcommand&) = delete;
    Subcommand& operator=(const Subcommand&) = delete;

    // Defines flags and operands; -h and --help are there for every command.
    virtual void define(CommandLine& line) = 0;
    // The program's exit code, 0 unless the command's own help says otherwise; an error becomes
    // "error: …" and exit code 1.
    [[nodiscard]] virtual Result<int> run(const World& world) = 0;
};

struct SubcommandEntry {
    std::string_view name;     // one word or more: "set", "set image"
    std::string_view summary;  // one line
    std::unique_ptr<Subcommand> (*make)();
};

// Sorted by name.
[[nodiscard]] std::span<const SubcommandEntry> subcommands();
// The one whose name the words begin with, the longest such name; null if there is none.
[[nodiscard]] const SubcommandEntry* find_subcommand(std::span<const std::string> words);
[[nodiscard]] std::size_t words_in(std::string_view name);

// A heading, and a line for each command below `group`, such as "app"; of "", for each that is
// below no group.
[[nodiscard]] std::string list_of_commands(std::string_view group);

// The command's whole definition. `command` and `help` must outlive it.
[[nodiscard]] CommandLine define_subcommand(const SubcommandEntry& entry, Subcommand& command,
                                            bool& help);

}  // namespace sealer::cli
