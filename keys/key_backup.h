// SPDX-License-Identifier: Apache-2.0
// Backups of sealing keys. In plain form a backup is a List of Secrets, as kubectl prints and takes
// it; sealed, it is that List in one envelope (common/crypto/envelope.h) for an offline recovery
// key, which `openssl req` makes:
//
//   {"apiVersion": "sealer.dev/v1alpha1", "kind": "KeyBackup", "created": RFC 3339,
//    "recoveryKey": fingerprint, "keys": [fingerprint…], "encrypted": base64}
//
// What stands beside `encrypted` is for people, and is trusted by nobody.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/rsa.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/secret.h"

namespace sealer::keys {

// When a restored key was made first: its new Secret's creationTimestamp is that of the restore.
constexpr std::string_view kCreatedAnnotation = "sealer.dev/created";

// What another cluster can take of a key's Secret: type, name, labels, annotations and contents,
// and when it was made (`now` if the API server has not said yet).
[[nodiscard]] manifest::Secret portable_secret(const manifest::Secret& secret, WallTime now);

[[nodiscard]] crypto::SecretBytes write_plain_backup(std::span<const manifest::Secret> secrets);
[[nodiscard]] Result<std::string> write_sealed_backup(std::span<const manifest::Secret> secrets,
                                                      const crypto::PublicKey& recovery,
                                                      WallTime now);

// The Secrets of backups in either form, one or several documents of YAML or JSON, Lists among
// them, and ConfigMaps of escrowed keys. `recovery` may be null if nothing is sealed. kInvalid says
// which document is wrong, and quotes nothing of it. Plain text passes through ordinary memory.
[[nodiscard]] Result<std::vector<manifest::Secret>> read_backup(std::string_view text,
                                                                const crypto::PrivateKey* recovery);

}  // namespace sealer::keys
