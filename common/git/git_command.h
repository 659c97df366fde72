// SPDX-License-Identifier: Apache-2.0
// Calling the git program: a clean environment, a deadline, and credentials that never show in
// arguments, environment or files that outlive the call. For common/git alone.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/git/repository.h"

namespace sealer::git {

class GitCommand {
  public:
    // `home` is a directory of ours, which gets the small program that hands passwords to git.
    GitCommand(std::string home, Policy policy);

    // Runs `git [-C directory] <arguments>` against the remote `url`, which the policy must allow.
    // `url` decides which credentials git is given; put it into the arguments through remote_of.
    // Standard output on success; else kDenied (log-in or push refused), kNotFound (no such
    // repository), kConflict (a push, and somebody else was faster), kUnavailable or kCancelled.
    // Messages hold git's last lines without what looks like a URL's user.
    [[nodiscard]] Result<std::string> run(const std::string& directory,
                                          const std::vector<std::string>& arguments,
                                          const std::string& url, const Credentials* credentials,
                                          const std::stop_token& stop) const;

    // A command that talks to nobody.
    [[nodiscard]] Result<std::string> run_local(const std::string& directory,
                                                const std::vector<std::string>& arguments,
                                                const std::stop_token& stop) const;

    [[nodiscard]] const Policy& policy() const { return policy_; }

  private:
    std::string home_;
    Policy policy_;
};

// The URL as it is given to git: for https without user and password, which come over a pipe.
[[nodiscard]] Result<std::string> remote_of(const std::string& url);

}  // namespace sealer::git
