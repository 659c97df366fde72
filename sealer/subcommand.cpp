// SPDX-License-Identifier: Apache-2.0
#include "sealer/subcommand.h"

#include <algorithm>
#include <array>

#include "sealer/commands.h"

namespace sealer::cli {

std::span<const SubcommandEntry> subcommands() {
    static constexpr std::array kEntries = {
        SubcommandEntry{"audit", "Find plaintext Secrets and unsound SealedSecrets", make_audit},
        SubcommandEntry{"completion", "Print a script for your shell to complete command lines",
                        make_completion},
        SubcommandEntry{"fetch-cert", "Print the certificate to seal with", make_fetch_cert},
        SubcommandEntry{"keys", "List, rotate, retire, back up and restore sealing keys",
                        make_keys},
        SubcommandEntry{"man", "Print a manual page", make_man_page},
        SubcommandEntry{"render", "Print what a kustomization renders to, as kustomize build",
                        make_render},
        SubcommandEntry{"reseal", "Re-seal files in place for the newest key", make_reseal},
        SubcommandEntry{"seal", "Seal the Secrets of files and folders", make_seal},
        SubcommandEntry{"set", "Seal values into a SealedSecret's file", make_set},
        SubcommandEntry{"verify", "Check SealedSecrets without a cluster", make_verify},
    };
    return kEntries;
}

CommandLine define_subcommand(const SubcommandEntry& entry, Subcommand& command, bool& help) {
    CommandLine line("sealer " + std::string(entry.name), std::string(entry.summary) + ".");
    command.define(line);
    line.group("Help");
    line.toggle("-h,--help", help, "Print this help");
    return line;
}

const SubcommandEntry* find_subcommand(std::string_view name) {
    const auto entries = subcommands();
    const auto found = std::ranges::find(entries, name, &SubcommandEntry::name);
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace sealer::cli
