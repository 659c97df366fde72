// SPDX-License-Identifier: Apache-2.0
#include "common/git/git_command.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "common/base/process.h"
#include "common/base/text.h"
#include "common/git/login.h"
#include "common/git/url.h"

namespace sealer::git {
namespace {

void copy_variables(std::initializer_list<const char*> names,
                    std::map<std::string, std::string>& into) {
    for (const char* name : names) {
        if (const char* value = std::getenv(name)) {  // NOLINT(concurrency-mt-unsafe)
            into.emplace(name, value);
        }
    }
}

std::map<std::string, std::string> clean_environment(const std::string& home,
                                                     const Policy& policy) {
    std::map<std::string, std::string> environment{
        {"LC_ALL", "C"},
        {"GIT_TERMINAL_PROMPT", "0"},
        {"GIT_LFS_SKIP_SMUDGE", "1"},
        {"GIT_ALLOW_PROTOCOL", policy.allow_local ? "https:ssh:git:file" : "https:ssh"},
    };
    copy_variables(
        {"PATH", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"},
        environment);
    if (policy.as_user) {
        copy_variables({"HOME", "USER", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "GIT_SSH_COMMAND",
                        "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"},
                       environment);
        environment.emplace("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        return environment;
    }
    environment["HOME"] = home;
    environment["GIT_CONFIG_NOSYSTEM"] = "1";
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
    return environment;
}

std::vector<std::string> settings(const Policy& policy) {
    std::vector<std::string> arguments{
        "git", "-c", "protocol.version=2", "-c", "http.lowSpeedLimit=1000", "-c",
        "http.lowSpeedTime=30",
        // A redirect may lead where the caller would not have gone.
        "-c", "http.followRedirects=false", "-c", "core.hooksPath=/dev/null", "-c",
        "transfer.fsckObjects=true",
        // Harmless in what is never checked out, and common in old repositories.
        "-c", "fetch.fsck.zeroPaddedFilemode=ignore", "-c",
        "fetch.fsck.missingSpaceBeforeDate=ignore", "-c", "fetch.unpackLimit=1", "-c", "gc.auto=0",
        "-c", "maintenance.auto=false", "-c", "submodule.recurse=false"};
    if (!policy.as_user) {
        arguments.insert(arguments.end(), {"-c", "credential.helper="});
    }
    return arguments;
}

// git's own words, made safe to show: no URL's user, no control characters, no novel.
std::string explain(std::string_view standard_error) {
    std::string text(trim(standard_error));
    std::size_t at = 0;
    while ((at = text.find("//", at)) != std::string::npos) {
        at += 2;
        const std::size_t end = text.find_first_of("/@ \t\n'", at);
        if (end != std::string::npos && text[end] == '@') {
            text.erase(at, end + 1 - at);
        }
    }
    for (char& c : text) {
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    constexpr std::size_t kMaxBytes = 600;
    return text.size() > kMaxBytes ? "…" + text.substr(text.size() - kMaxBytes) : text;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> needles) {
    return std::ranges::any_of(
        needles, [&](std::string_view needle) { return text.find(needle) != text.npos; });
}

Code classify(std::string_view error) {
    if (contains_any(error, {"(fetch first)", "(non-fast-forward)", "(failed to update ref)",
                             "cannot lock ref", "incorrect old value"})) {
        return Code::kConflict;
    }
    if (contains_any(
            error,
            {"[remote rejected]", "access denied", "Authentication failed", "returned error: 30",
             "could not read Username", "could not read Password", "Permission denied",
             "Host key verification failed", "returned error: 403", "returned error: 401",
             "code 407", "response 407", "transport '", "unable to get password"})) {
        return Code::kDenied;
    }
    if (contains_any(error, {"not found", "does not exist", "does not appear to be a git repo",
                             "couldn't find remote ref", "No such file"})) {
        return Code::kNotFound;
    }
    return Code::kUnavailable;
}

Result<std::string> finish(const Command& command, const std::string& what,
                           const std::stop_token& stop) {
    TRY_ASSIGN(CommandOutput output, sealer::run(command, stop));
    if (output.exit_code != 0) {
        const bool is_redirected =
            contains_any(output.standard_error, {"returned error: 301", "returned error: 302",
                                                 "returned error: 307", "returned error: 308"});
        return fail(classify(output.standard_error),
                    what + ": " + explain(output.standard_error) +
                        (is_redirected ? "; redirects are not followed: use the repository's own "
                                         "URL, as a rule with .git at its end"
                                       : ""));
    }
    return std::move(output.standard_output);
}

}  // namespace

GitCommand::GitCommand(std::string home, Policy policy) : home_(std::move(home)), policy_(policy) {}

Result<std::string> remote_of(const std::string& url) {
    TRY_ASSIGN(const UrlParts parts, parse_url(url));
    return parts.scheme == "https" ? redact_url(url) : url;
}

Result<std::string> GitCommand::run(const std::string& directory,
                                    const std::vector<std::string>& arguments,
                                    const std::string& url, const Credentials* credentials,
                                    const std::stop_token& stop) const {
    TRY(check_url(url, policy_));
    TRY_ASSIGN(const UrlParts parts, parse_url(url));
    static const Credentials kAnonymous;
    const Credentials& login_as = credentials != nullptr ? *credentials : kAnonymous;

    Command command;
    command.arguments = settings(policy_);
    command.environment = clean_environment(home_, policy_);
    command.timeout = policy_.timeout;
    TRY_ASSIGN(ScratchDirectory files, ScratchDirectory::create(home_));
    Login login{std::move(files), {}, {}};
    if (!policy_.as_user) {
        TRY(add_login(home_, parts, login_as, command, login));
    }
    command.working_directory = directory;
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    return finish(command, redact_url(url), stop);
}

Result<std::string> GitCommand::run_local(const std::string& directory,
                                          const std::vector<std::string>& arguments,
                                          const std::stop_token& stop) const {
    Command command;
    command.arguments = settings(policy_);
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.environment = clean_environment(home_, policy_);
    command.environment["GIT_ALLOW_PROTOCOL"] = "none";
    command.working_directory = directory;
    command.timeout = policy_.timeout;
    return finish(command, "git " + arguments.front(), stop);
}

}  // namespace sealer::git
