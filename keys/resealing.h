// SPDX-License-Identifier: Apache-2.0
// Re-sealing the SealedSecrets of a text for the newest key, by whoever can open them. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::keys {

// The SealedSecret with ciphertext of the newest key; it may have changed in other ways too.
using Reseal = std::function<Result<manifest::Value>(const manifest::Value& sealed)>;

// Opens values with `ring` and seals them with `key`, but for those that it has sealed already.
// Safe to call from several threads. kInvalid when a value does not open.
[[nodiscard]] Result<manifest::Value> reseal(const manifest::Value& sealed, const KeyRing& ring,
                                             const crypto::PublicKey& key);

struct ResealedText {
    std::string text;                   // empty where nothing changes
    std::vector<std::string> resealed;  // names of SealedSecrets
    int up_to_date = 0;
    std::vector<Error> failures;  // of SealedSecrets, which stay as they are
};

// Re-seals in place each SealedSecret of a text that `newest`, a fingerprint, has not sealed by its
// own annotation. Those without a namespace are taken to be in `default_namespace`. kInvalid for
// malformed YAML.
[[nodiscard]] Result<ResealedText> reseal_text(std::string_view text, const std::string& newest,
                                               std::string_view default_namespace,
                                               const Reseal& reseal);

}  // namespace sealer::keys
