// SPDX-License-Identifier: Apache-2.0
// Sealing keys in the cluster: TLS Secrets with the labels of Sealed Secrets (reference:
// sealed-secrets.md 1.6).
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::keys {

struct KeyStoreOptions {
    std::string namespace_ = "kube-system";
    std::string prefix = "sealed-secrets-key";
    int key_bits = 4096;
    std::chrono::seconds lifetime = std::chrono::hours(87'600);
    std::string common_name;
    KeyOrder order = KeyOrder::kCertNotBefore;
    std::map<std::string, std::string> labels;  // further ones for new key Secrets
    std::map<std::string, std::string> annotations;
};

// A key Secret that could not be read.
struct KeyProblem {
    manifest::Value secret;  // apiVersion, kind, metadata {namespace, name, uid}: no contents
    std::string message;
    bool operator==(const KeyProblem&) const = default;
};

struct LoadedKeys {
    KeyRingPtr ring;
    std::vector<KeyProblem> problems;
};

// Every active key: Secrets labelled sealedsecrets.bitnami.com/sealed-secrets-key=active, and the
// one named as the prefix. An unreadable one is a problem, not an error.
[[nodiscard]] Result<LoadedKeys> load_keys(kube::Client& client, const KeyStoreOptions& options);

// Generates a key that is newer than those of `ring`, escrows it where that is configured
// (escrow.h), stores it as a Secret, and returns it once the API server has accepted it.
[[nodiscard]] Result<SealingKey> create_key(kube::Client& client, const KeyStoreOptions& options,
                                            const KeyRing& ring, WallTime now);

}  // namespace sealer::keys
