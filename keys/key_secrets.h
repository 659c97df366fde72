// SPDX-License-Identifier: Apache-2.0
// The Secrets of keys in the cluster, whatever state they are in: for people who look after them.
// Controllers load the active ones (key_store.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/kube/client.h"
#include "common/manifest/secret.h"

namespace sealer::keys {

// Controllers load the keys whose label says kActiveKeyState, and no others.
constexpr std::string_view kKeyStateLabel = "sealedsecrets.bitnami.com/sealed-secrets-key";
constexpr std::string_view kActiveKeyState = "active";

// All Secrets with the label, whatever it says, and the one named `prefix`.
[[nodiscard]] Result<std::vector<manifest::Secret>> list_key_secrets(kube::Client& client,
                                                                     std::string_view namespace_,
                                                                     std::string_view prefix);

// Writes the state on the label of one.
[[nodiscard]] Status set_key_state(kube::Client& client, std::string_view namespace_,
                                   std::string_view name, std::string_view state);

struct Restored {
    std::vector<std::string> created;  // names
    std::vector<std::string> present;  // names of those that were there already
};
// Creates the Secrets of `backup` in `namespace_`; keys that are in the cluster already, under
// whatever name, stay as they are. Each is checked against its certificate first. kConflict when
// a Secret of the same name holds something else; then nothing is written.
[[nodiscard]] Result<Restored> restore_keys(kube::Client& client, std::string_view namespace_,
                                            std::string_view prefix,
                                            const std::vector<manifest::Secret>& backup,
                                            WallTime now);

}  // namespace sealer::keys
