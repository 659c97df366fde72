// SPDX-License-Identifier: Apache-2.0
#include "sealer/git_commit.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <utility>

#include "common/base/process.h"
#include "common/base/text.h"

namespace sealer::cli {
namespace {

// A push may wait for hooks and networks.
constexpr std::chrono::minutes kTimeout{10};

// What git, and the ssh and gpg that it starts, need of the user's environment. The names of
// proxies are curl's.
constexpr std::array kVariables = {"PATH",
                                   "HOME",
                                   "USER",
                                   "LANG",
                                   "XDG_CONFIG_HOME",
                                   "XDG_RUNTIME_DIR",
                                   "SSH_AUTH_SOCK",
                                   "GNUPGHOME",
                                   "GPG_TTY",
                                   "GIT_SSH_COMMAND",
                                   "GIT_AUTHOR_NAME",
                                   "GIT_AUTHOR_EMAIL",
                                   "GIT_COMMITTER_NAME",
                                   "GIT_COMMITTER_EMAIL",
                                   "GIT_CONFIG_GLOBAL",
                                   "http_proxy",
                                   "https_proxy",
                                   "HTTPS_PROXY",
                                   "no_proxy",
                                   "NO_PROXY",
                                   "all_proxy",
                                   "ALL_PROXY"};

class Git {
  public:
    Git(std::string directory, const World& world) : directory_(std::move(directory)) {
        for (const char* name : kVariables) {
            if (const auto value = world.environment(name)) {
                environment_[name] = *value;
            }
        }
        environment_["GIT_TERMINAL_PROMPT"] = "0";
    }

    [[nodiscard]] Result<std::string> run(std::vector<std::string> arguments) const {
        const std::string what = "git " + arguments.front();
        arguments.insert(arguments.begin(), "git");
        Command command;
        command.arguments = std::move(arguments);
        command.environment = environment_;
        command.working_directory = directory_;
        command.timeout = kTimeout;
        TRY_ASSIGN(const CommandOutput output, sealer::run(command));
        if (output.exit_code != 0) {
            return fail(Code::kInternal, what + ": " +
                                             std::string(trim(output.standard_error + "\n" +
                                                              output.standard_output)));
        }
        return std::string(trim(output.standard_output));
    }

  private:
    std::string directory_;
    std::map<std::string, std::string> environment_;
};

}  // namespace

Status commit_files(const std::vector<std::string>& files, const std::string& message,
                    const CommitOptions& options, const World& world) {
    std::vector<std::string> paths;
    paths.reserve(files.size());
    for (const std::string& file : files) {
        paths.push_back(std::filesystem::absolute(file).lexically_normal().string());
    }
    const Git git(std::filesystem::path(paths.front()).parent_path().string(), world);
    if (!options.branch.empty()) {
        TRY(git.run({"switch", "--quiet", "--create", options.branch}));
    }
    std::vector<std::string> add = {"add", "--"};
    add.insert(add.end(), paths.begin(), paths.end());
    TRY(git.run(std::move(add)));
    std::vector<std::string> commit = {"commit", "--quiet", "--message", message, "--"};
    commit.insert(commit.end(), paths.begin(), paths.end());
    TRY(git.run(std::move(commit)));
    if (options.push && options.branch.empty()) {
        TRY(git.run({"push", "--quiet"}));
    } else if (options.push) {
        TRY(git.run({"push", "--quiet", "--set-upstream", "origin", options.branch}));
    }
    return {};
}

}  // namespace sealer::cli
