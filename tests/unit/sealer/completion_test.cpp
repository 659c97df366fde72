// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_runner.h"
#include "common/base/process.h"
#include "common/base/random.h"
#include "common/base/text.h"
#include "sealer/subcommand.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// What a shell offers for the end of a line, in the order of the alphabet.
class Shell {
  public:
    explicit Shell(std::string name) : name_(std::move(name)) {
        std::filesystem::create_directories(folder_);
        std::ofstream(script()) << run_cli({"completion", name_}).out;
    }
    ~Shell() { std::filesystem::remove_all(folder_); }
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    [[nodiscard]] bool is_installed() const {
        const auto output = sealer::run(command({"sh", "-c", "command -v " + name_}));
        return output && output->exit_code == 0;
    }

    // `arguments` start the shell; the completion script and `line` follow.
    [[nodiscard]] std::string offers(std::vector<std::string> arguments,
                                     const std::string& line) const {
        arguments.insert(arguments.end(), {script(), line});
        const auto output = sealer::run(command(arguments));
        EXPECT_TRUE(output && output->exit_code == 0 && output->standard_error.empty())
            << (output ? output->standard_error : output.error().message);
        std::istringstream words(output ? output->standard_output : "");
        std::vector<std::string> offered(std::istream_iterator<std::string>(words), {});
        std::ranges::sort(offered);
        return join(offered, " ");
    }

  private:
    [[nodiscard]] Command command(std::vector<std::string> arguments) const {
        Command command;
        command.arguments = std::move(arguments);
        command.environment = {{"PATH", std::getenv("PATH")}, {"HOME", folder_}, {"TERM", "dumb"}};
        command.working_directory = folder_;
        return command;
    }
    [[nodiscard]] std::string script() const { return folder_ + "/script." + name_; }

    const std::string name_;
    const std::string folder_ = testing::TempDir() + "sealer-shell-" + random_uuid();
};

// $1 is the script, $2 the line.
constexpr const char* kBash = R"(
    source "$1"
    read -ra COMP_WORDS <<<"$2"
    [[ $2 != *' ' ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _sealer
    echo "${COMPREPLY[*]}")";

constexpr const char* kFish = "source $argv[1]; complete -C$argv[2] | cut -f1";

// Zsh completes where somebody types, in a terminal, and says what it would offer to compadd.
constexpr const char* kZsh = R"(
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell "autoload -Uz compinit; compinit -C; source $1
        compadd() {
            local -a offered
            [[ \${@[1,(i)--]} == *-[OAD]\ * ]] && { builtin compadd \"\$@\"; return }
            builtin compadd -O offered \"\$@\"
            print -rl -- '' offer:\$^offered
        }
        offer() { zle complete-word; print '<''end>' }
        zle -N offer; bindkey '^I' offer"
    zpty -n -w shell "$2"$'\t'
    zpty -r shell answer '*<end>*'
    print -r -- ${${(M)${(f)answer//$'\r'/}:#offer:*}#offer:})";

class InShell : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(InShell, KnowsCommandsOperandsFlagsAndValues) {
    const Shell shell(GetParam().front());
    if (!shell.is_installed()) {
        GTEST_SKIP() << GetParam().front() << " is not installed";
    }
    const auto offers = [&](const std::string& line) { return shell.offers(GetParam(), line); };
    EXPECT_EQ(offers("sealer se"), "seal set");
    EXPECT_EQ(offers("sealer set --na"), "--name --namespace");
    EXPECT_EQ(offers("sealer --form"), "--format");
    EXPECT_EQ(offers("sealer set --form"), "");
    EXPECT_EQ(offers("sealer -o "), "json yaml");
    EXPECT_EQ(offers("sealer audit -o "), "json sarif text");
    EXPECT_EQ(offers("sealer --scope n"), "namespace-wide");
    EXPECT_EQ(offers("sealer completion z"), "zsh");
    EXPECT_EQ(offers("sealer keys r"), "restore retire rotate");
    EXPECT_EQ(offers("sealer app re"), "resources");
    EXPECT_EQ(offers("sealer app sync --stra"), "--strategy");
    EXPECT_EQ(offers("sealer app sync --strategy "), "apply hook");
    EXPECT_EQ(offers("sealer man co"), "completion");
    EXPECT_EQ(offers("kubeseal --merge"), "--merge-into");
    EXPECT_THAT(offers("sealer --cert /et"), HasSubstr("etc"));
}

INSTANTIATE_TEST_SUITE_P(Completion, InShell,
                         testing::Values(std::vector<std::string>{"bash", "-c", kBash, "bash"},
                                         std::vector<std::string>{"zsh", "-f", "-c", kZsh, "zsh"},
                                         std::vector<std::string>{"fish", "--no-config", "-c",
                                                                  kFish}),
                         [](const auto& shell) { return shell.param.front(); });

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
    EXPECT_EQ(run_cli({"man", "nope"}).exit_code, 1);
}

}  // namespace
}  // namespace sealer::cli
