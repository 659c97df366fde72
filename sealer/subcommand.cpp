// SPDX-License-Identifier: Apache-2.0
#include "sealer/subcommand.h"

#include <algorithm>
#include <array>

#include "common/base/text.h"
#include "sealer/commands.h"
#include "sealer/terminal.h"

namespace sealer::cli {

std::span<const SubcommandEntry> subcommands() {
    static constexpr std::array kEntries = {
        SubcommandEntry{"app", "Look after Applications: list, diff, sync, wait and more",
                        make_app},
        SubcommandEntry{"app delete", "Delete Applications, with their objects or without",
                        make_app_delete},
        SubcommandEntry{"app diff", "Print what a synchronisation would change", make_app_diff},
        SubcommandEntry{"app get", "Print an Application, how it is, and its objects",
                        make_app_get},
        SubcommandEntry{"app history", "Print what has been synchronised when", make_app_history},
        SubcommandEntry{"app list", "List Applications", make_app_list},
        SubcommandEntry{"app manifests", "Print the manifests of an Application",
                        make_app_manifests},
        SubcommandEntry{"app resources", "List the objects of an Application", make_app_resources},
        SubcommandEntry{"app rollback", "Bring the cluster back to an earlier synchronisation",
                        make_app_rollback},
        SubcommandEntry{"app sync", "Bring the cluster to what Git says", make_app_sync},
        SubcommandEntry{"app terminate", "The same as app terminate-op", make_app_terminate},
        SubcommandEntry{"app terminate-op", "End the operation that is under way",
                        make_app_terminate},
        SubcommandEntry{"app wait", "Wait until Applications are synchronised and healthy",
                        make_app_wait},
        SubcommandEntry{"audit", "Find plaintext Secrets and unsound SealedSecrets", make_audit},
        SubcommandEntry{"completion", "Print a script for your shell to complete command lines",
                        make_completion},
        SubcommandEntry{"diff", "Print what a commit changes in the rendered manifests", make_diff},
        SubcommandEntry{"fetch-cert", "Print the certificate to seal with", make_fetch_cert},
        SubcommandEntry{"keys", "List, rotate, retire, back up and restore sealing keys",
                        make_keys},
        SubcommandEntry{"man", "Print a manual page", make_man_page},
        SubcommandEntry{"render", "Print what a kustomization renders to, as kustomize build",
                        make_render},
        SubcommandEntry{"reseal", "Re-seal files in place for the newest key", make_reseal},
        SubcommandEntry{"seal", "Seal the Secrets of files and folders", make_seal},
        SubcommandEntry{"set", "Seal values into a SealedSecret's file", make_set},
        SubcommandEntry{"set image", "Set images in a kustomization.yaml, and touch nothing else",
                        make_set_image},
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

std::size_t words_in(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(name, ' ')) + 1;
}

const SubcommandEntry* find_subcommand(std::span<const std::string> words) {
    const SubcommandEntry* found = nullptr;
    for (const SubcommandEntry& entry : subcommands()) {  // a longer name comes later
        const std::vector<std::string_view> name = split(entry.name, ' ');
        if (name.size() <= words.size() && std::ranges::equal(name, words.first(name.size()))) {
            found = &entry;
        }
    }
    return found;
}

std::string list_of_commands(std::string_view group) {
    constexpr std::string_view kGroup = "app";  // the only one that there is
    std::vector<Row> rows;
    for (const SubcommandEntry& entry : subcommands()) {
        const bool is_below = words_in(entry.name) > 1 && entry.name.starts_with(kGroup);
        if (is_below == (group == kGroup)) {
            rows.push_back({"  sealer " + std::string(entry.name), std::string(entry.summary)});
        }
    }
    return "Commands, each with a --help of its own:\n" + print_table(rows);
}

}  // namespace sealer::cli
