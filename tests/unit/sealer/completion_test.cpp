// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_runner.h"
#include "common/base/process.h"
#include "sealer/subcommand.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// What bash offers for the last of `words`.
std::string complete_in_bash(const std::string& words) {
    Command command;
    command.arguments = {"bash", "-c",
                         "source /dev/stdin\nCOMP_WORDS=(" + words +
                             ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_sealer\n"
                             "echo \"${COMPREPLY[*]}\""};
    command.environment = {{"PATH", std::getenv("PATH")}};
    command.input = run_cli({"completion", "bash"}).out;
    const auto output = sealer::run(command);
    EXPECT_TRUE(output && output->exit_code == 0 && output->standard_error.empty());
    return output ? output->standard_output : "";
}

TEST(Completion, BashKnowsCommandsFlagsAndValues) {
    EXPECT_EQ(complete_in_bash("sealer se"), "seal set\n");
    EXPECT_EQ(complete_in_bash("sealer set --na"), "--name --namespace\n");
    EXPECT_EQ(complete_in_bash("sealer set imag"), "image\n");
    EXPECT_EQ(complete_in_bash("sealer set image --d"), "--directory\n");
    EXPECT_EQ(complete_in_bash("sealer --form"), "--format\n");
    EXPECT_EQ(complete_in_bash("sealer set --form"), "\n");
    EXPECT_EQ(complete_in_bash("sealer -o ''"), "json yaml\n");
    EXPECT_EQ(complete_in_bash("sealer --scope n"), "namespace-wide\n");
    EXPECT_EQ(complete_in_bash("sealer completion z"), "zsh\n");
    EXPECT_EQ(complete_in_bash("/usr/bin/kubeseal --merge"), "--merge-into\n");
    EXPECT_EQ(complete_in_bash("sealer --cert /et"), "/etc\n");
}

TEST(Completion, EveryShellHasEveryCommand) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        SCOPED_TRACE(shell);
        const Ran ran = run_cli({"completion", shell});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_THAT(ran.out, HasSubstr("merge-into"));
        EXPECT_THAT(ran.out, Not(HasSubstr("log_backtrace_at")));
        for (const SubcommandEntry& entry : subcommands()) {
            EXPECT_THAT(ran.out, HasSubstr(entry.name.substr(entry.name.rfind(' ') + 1)));
        }
    }
    EXPECT_EQ(run_cli({"completion"}).exit_code, 1);
    EXPECT_EQ(run_cli({"completion", "tcsh"}).err,
              "error: say for which shell: bash, zsh or fish\n");
}

TEST(ManPage, EveryCommandHasOne) {
    const Ran main_page = run_cli({"man"});
    EXPECT_THAT(main_page.out, testing::StartsWith(".TH sealer 1"));
    EXPECT_THAT(main_page.out, HasSubstr("\n.B \\-o, \\-\\-format \\fIjson|yaml\\fR\n"));
    for (const SubcommandEntry& entry : subcommands()) {
        const Ran ran = run_cli({"man", std::string(entry.name)});
        EXPECT_EQ(ran.exit_code, 0) << entry.name;
        EXPECT_THAT(ran.out, HasSubstr("\n.SH OPTIONS\n"));
        EXPECT_THAT(main_page.out, HasSubstr("\n.B sealer "));
    }
    EXPECT_THAT(run_cli({"man", "set", "image"}).out,
                testing::StartsWith(".TH sealer-set-image 1"));
    EXPECT_EQ(run_cli({"man", "nope"}).exit_code, 1);
}

}  // namespace
}  // namespace sealer::cli
