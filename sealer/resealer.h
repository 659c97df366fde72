// SPDX-License-Identifier: Apache-2.0
// Re-sealing SealedSecrets for the newest key, by whoever can open them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::cli {

// The SealedSecret with ciphertext of the newest key; it may have changed in other ways too.
using Reseal = std::function<Result<manifest::Value>(const manifest::Value& sealed)>;

// Opens values with `ring` and seals them with `key`, but for those that it has sealed already.
// Pure, and safe to call from several threads. kInvalid when a value does not open.
[[nodiscard]] Result<manifest::Value> reseal_locally(const manifest::Value& sealed,
                                                     const keys::KeyRing& ring,
                                                     const crypto::PublicKey& key);

struct ResealedText {
    std::string text;  // empty where nothing changes
    int resealed = 0;  // SealedSecrets
    int up_to_date = 0;
};

// Re-seals in place each SealedSecret of a text that `newest`, a fingerprint, has not sealed by its
// own annotation. Those without a namespace are taken to be in `default_namespace`.
[[nodiscard]] Result<ResealedText> reseal_text(std::string_view text, const std::string& newest,
                                               std::string_view default_namespace,
                                               const Reseal& reseal);

}  // namespace sealer::cli
