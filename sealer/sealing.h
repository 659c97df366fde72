// SPDX-License-Identifier: Apache-2.0
// One Secret into one SealedSecret, as the flags have it and as kubeseal demands it.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/base/thread_pool.h"
#include "common/crypto/rsa.h"
#include "common/crypto/scope.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "sealer/cluster_options.h"
#include "sealer/command_line.h"
#include "sealer/world.h"

namespace sealer::cli {

struct SealingOptions {
    crypto::Scope scope =
        crypto::Scope::kStrict;  // strict leaves what the Secret's annotations say
    std::string name;            // over that of the Secret
    bool allow_empty_data = false;
    bool copy_metadata = false;  // labels and annotations to the SealedSecret too
};

// --scope and --allow-empty-data.
void add_sealing_flags(CommandLine& line, SealingOptions& options);
// --copy-metadata, which kubeseal does not have.
void add_copy_metadata_flag(CommandLine& line, SealingOptions& options);

[[nodiscard]] Status check_has_data(const manifest::Secret& secret, bool allow_empty_data);
// That a namespace given by flag, if any, is the one that the object is in.
[[nodiscard]] Status check_namespace(std::string_view own, std::string_view given);

// The SealedSecret, in the cluster's default namespace where the Secret names none and its scope
// needs one; sealed with the help of `pool`. Errors in kubeseal's words.
[[nodiscard]] Result<manifest::Value> seal_as_told(manifest::Secret secret,
                                                   const SealingOptions& options,
                                                   const ClusterOptions& cluster,
                                                   const crypto::PublicKey& key, const World& world,
                                                   ThreadPool& pool);

}  // namespace sealer::cli
