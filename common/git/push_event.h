// SPDX-License-Identifier: Apache-2.0
// What a Git server says has been pushed: a reason to look, never a fact to act on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sealer::git {

// More are no hint at whom a push concerns, and cost more than they are worth.
constexpr std::size_t kMaxPushFiles = 500;

struct PushEvent {
    // repository_key of the addresses that the server names for the one repository.
    std::vector<std::string> repositories;
    std::string ref;  // a branch's or tag's short name
    bool is_tag = false;
    bool is_default_branch = false;  // or the server does not say which one that is
    // That have changed, from the repository's root, at most kMaxPushFiles. Empty: not known.
    std::vector<std::string> files;

    friend bool operator==(const PushEvent&, const PushEvent&) = default;
};

}  // namespace sealer::git
