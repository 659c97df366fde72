// SPDX-License-Identifier: Apache-2.0
// What the newest key makes of an Application's files. Pure.
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/git/file_tree.h"
#include "common/git/repository.h"
#include "keys/key_ring.h"
#include "keys/resealing.h"

namespace sealer::app {

struct ResealedFile {
    std::string id;           // of its content as it is
    keys::ResealedText text;  // failures: also why the whole file cannot be done
};
using ResealedFiles = std::map<std::string, ResealedFile>;  // by path

// Re-seals, on all cores, each SealedSecret of `files` (paths in `tree`) that the ring's newest key
// has not sealed; the ring must hold a key. SealedSecrets that name no namespace are in
// `default_namespace`. `known`: an earlier result for the same ring and namespace; a file that is
// as it was then costs no RSA. Of no use once `stop` is requested.
[[nodiscard]] ResealedFiles reseal_files(const git::FileTree& tree,
                                         const std::vector<std::string>& files,
                                         const keys::KeyRing& ring,
                                         std::string_view default_namespace,
                                         const ResealedFiles& known, const std::stop_token& stop);

// Those that are to be other than they are.
[[nodiscard]] std::vector<git::FileChange> changes_in(const ResealedFiles& files);

// "3 SealedSecrets re-sealed for the key …".
[[nodiscard]] std::string describe_changes(const ResealedFiles& files, const keys::SealingKey& key);

// All failures in one sentence that stays short; empty where there are none.
[[nodiscard]] std::string describe_failures(const ResealedFiles& files);

// What the commit of the changes says. `application`: its namespace and name.
[[nodiscard]] std::string commit_message(const ResealedFiles& files, const keys::SealingKey& key,
                                         std::string_view application);

}  // namespace sealer::app
