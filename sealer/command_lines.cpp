// SPDX-License-Identifier: Apache-2.0
#include "sealer/command_lines.h"

#include <memory>

#include "sealer/options.h"
#include "sealer/subcommand.h"

namespace sealer::cli {

void visit_command_lines(const std::function<void(const CommandLine&)>& visit) {
    visit_kubeseal_command_line("sealer", visit);
    for (const SubcommandEntry& entry : subcommands()) {
        bool help = false;
        const std::unique_ptr<Subcommand> command = entry.make();
        visit(define_subcommand(entry, *command, help));
    }
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const SubcommandEntry& entry : subcommands()) {
        names.emplace_back(entry.name);
    }
    return names;
}

std::vector<Flag> shown_flags(const CommandLine& line) {
    std::vector<Flag> flags;
    for (const Flag& flag : line.flags()) {
        if (!flag.description.empty()) {
            flags.push_back(flag);
        }
    }
    return flags;
}

std::string command_of(const CommandLine& line) {
    const std::size_t blank = line.name().find(' ');
    return blank == std::string::npos ? "" : line.name().substr(blank + 1);
}

}  // namespace sealer::cli
