// SPDX-License-Identifier: Apache-2.0
// Escrow: a new sealing key is encrypted to an offline recovery key, and that is stored, before the
// key exists for anybody else. So there is no moment at which something is sealed that a lost
// cluster would take along.
//
// The recovery certificate is item `tls.crt` of the Secret `sealer-recovery` beside the keys. A
// Secret, because whoever may replace it reads all keys to come, and whoever writes Secrets there
// can take the present ones anyway; in the cluster, because the controller and `sealer keys rotate`
// must not differ about it. What is escrowed is safe to publish, so it is a ConfigMap, for jobs
// that may read those and no Secrets to carry out of the cluster.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/rsa.h"
#include "common/kube/client.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::keys {

constexpr std::string_view kRecoverySecret = "sealer-recovery";
constexpr std::string_view kEscrowLabel = "sealer.dev/escrowed-key";  // "true"
constexpr std::string_view kEscrowItem = "backup.json";               // a KeyBackup

// The ConfigMap to store, named by the server. Pure.
[[nodiscard]] Result<manifest::Value> make_escrow(const manifest::Secret& key_secret,
                                                  const crypto::PublicKey& recovery, WallTime now);

// The configured certificate; nullopt where there is none. kInvalid if it is not usable: then no
// key may be made, as nobody could restore it. That it has expired does not matter.
[[nodiscard]] Result<std::optional<crypto::Certificate>> load_recovery_certificate(
    kube::Client& client, std::string_view namespace_);

// Stores the escrow of a key whose Secret is about to be created, where a recovery certificate is
// configured.
[[nodiscard]] Status escrow_key(kube::Client& client, const manifest::Secret& key_secret,
                                WallTime now);

}  // namespace sealer::keys
