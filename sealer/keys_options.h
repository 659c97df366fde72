// SPDX-License-Identifier: Apache-2.0
// What the operations of `sealer keys` share: their flags, and where the keys come from.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/kube/client.h"
#include "common/manifest/secret.h"
#include "keys/key_ring.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

struct KeysOptions {
    std::vector<std::string> operands;  // the operation, and what it works on
    std::vector<std::string> from;      // files in place of the cluster
    bool json = false;
    std::string output;  // a file; empty: stdout
    bool force = false;
    bool plaintext = false;
    bool offline = false;
    std::string recovery_cert;
    std::string recovery_private_key;
    std::string state = "retired";
    std::string prefix = "sealed-secrets-key";
    keys::KeyOrder order = keys::KeyOrder::kCertNotBefore;
    int key_bits = 4096;
    std::chrono::seconds lifetime = std::chrono::hours(87'600);
    std::string common_name;
    std::map<std::string, std::string> labels;  // of a new key's Secret
    std::map<std::string, std::string> annotations;
    ClusterOptions cluster;
};

// Of --recovery-private-key; nullopt if it is not given.
[[nodiscard]] Result<std::optional<crypto::PrivateKey>> read_recovery_key(
    const KeysOptions& options);

// The key Secrets of a backup file.
[[nodiscard]] Result<std::vector<manifest::Secret>> read_backup_file(const KeysOptions& options,
                                                                     const std::string& file);

// The key Secrets of --from, or else of the cluster.
[[nodiscard]] Result<std::vector<manifest::Secret>> load_key_secrets(const KeysOptions& options,
                                                                     const World& world);

// The operations. Each gives the exit code; what they print holds no private key.
[[nodiscard]] Result<int> list_keys(const KeysOptions& options, const World& world);
[[nodiscard]] Result<int> show_keys(const KeysOptions& options, const World& world);
[[nodiscard]] Result<int> rotate_keys(const KeysOptions& options, const World& world);
[[nodiscard]] Result<int> retire_keys(const KeysOptions& options, const World& world);
[[nodiscard]] Result<int> backup_keys(const KeysOptions& options, const World& world);
[[nodiscard]] Result<int> restore_keys(const KeysOptions& options, const World& world);
// 1 when a key of the backup is damaged, or one of the cluster is not in it.
[[nodiscard]] Result<int> verify_key_backup(const KeysOptions& options, const World& world);

}  // namespace sealer::cli
