// SPDX-License-Identifier: Apache-2.0
// Files that hold SealedSecrets: sealing for what is in them, and writing them anew.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "keys/sealed_text.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

// Seals `secret` so that its values can stand in the document: with its name, scope and namespace,
// or the cluster's default one where it has none.
[[nodiscard]] Result<manifest::Value> seal_for(const keys::SealedDocument& document,
                                               manifest::Secret secret,
                                               const crypto::PublicKey& key,
                                               const ClusterOptions& cluster, const World& world);

// Writes the file anew, whole or not at all, with the mode it had; where it is a link, what it
// points to.
[[nodiscard]] Status rewrite_file(const std::string& path, std::string_view content);

}  // namespace sealer::cli
