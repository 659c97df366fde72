// SPDX-License-Identifier: Apache-2.0
// What of an Application's files is to be sealed anew. Pure.
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/git/file_tree.h"
#include "common/git/repository.h"
#include "keys/key_ring.h"

namespace sealer::app {

// A file in which a ring of keys can do nothing more.
struct SettledFile {
    std::string id;                     // of its content
    std::vector<std::string> problems;  // of SealedSecrets that do not open, which stay as they are
};
using SettledFiles = std::map<std::string, SettledFile>;  // by path

struct ResealPlan {
    std::vector<git::FileChange> changes;
    std::vector<std::string> summary;  // "path: name, name", a line a changed file
    std::size_t resealed = 0;          // SealedSecrets
    SettledFiles settled;              // the other files
};

// Re-seals, on all cores, each SealedSecret of `files` (paths in `tree`) that the ring's newest key
// has not sealed. `settled`: from an earlier plan by the same ring; what it lists costs no RSA.
// SealedSecrets that name no namespace are in `default_namespace`. Without use once `stop` is
// requested. The ring must hold a key.
[[nodiscard]] ResealPlan plan_reseal(const git::FileTree& tree,
                                     const std::vector<std::string>& files,
                                     const keys::KeyRing& ring, std::string_view default_namespace,
                                     const SettledFiles& settled, const std::stop_token& stop);

// All problems in one sentence that stays short; empty where there are none.
[[nodiscard]] std::string describe_problems(const SettledFiles& settled);

// What the commit of a plan says. `application`: its namespace and name.
[[nodiscard]] std::string commit_message(const ResealPlan& plan, const keys::SealingKey& key,
                                         std::string_view application);

}  // namespace sealer::app
