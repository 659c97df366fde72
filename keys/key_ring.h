// SPDX-License-Identifier: Apache-2.0
// The sealing keys that a controller holds.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/rsa.h"

namespace sealer::keys {

enum class KeyOrder { kCertNotBefore, kSecretCreationTimestamp };

struct SealingKey {
    std::string name;  // of its Secret
    crypto::PrivateKey private_key;
    crypto::Certificate certificate;
    WallTime created;  // of its Secret
    [[nodiscard]] const std::string& fingerprint() const {
        return certificate.public_key.fingerprint();
    }
};

// Immutable; a change makes a new one. Newest first: that one seals.
class KeyRing {
  public:
    KeyRing() = default;
    KeyRing(std::vector<SealingKey> keys, KeyOrder order);

    // Null if the ring is empty.
    [[nodiscard]] const SealingKey* newest() const {
        return keys_.empty() ? nullptr : &keys_.front();
    }
    [[nodiscard]] const SealingKey* find(std::string_view fingerprint) const;
    [[nodiscard]] const std::vector<SealingKey>& keys() const { return keys_; }

    // Which key opened it, beside the plaintext.
    struct Opened {
        crypto::SecretBytes plaintext;
        const SealingKey* key = nullptr;
    };
    // Tries the keys whose fingerprints `hint` lists (comma separated, as the annotation
    // sealer.dev/sealed-with) first, then the others, newest first. Keys whose size cannot fit cost
    // nothing. The error is that of crypto::open.
    [[nodiscard]] Result<Opened> open(std::string_view label, std::string_view envelope,
                                      std::string_view hint) const;

  private:
    std::vector<SealingKey> keys_;
};

using KeyRingPtr = std::shared_ptr<const KeyRing>;

// Private keys from a backup: PEM, or Secrets and lists of them in YAML or JSON (`items` without a
// kind counts as a list). They open, but cannot seal: their certificates hold the public key alone.
// The text passes through ordinary memory. kInvalid when a Secret has no usable `tls.key`.
[[nodiscard]] Result<std::vector<SealingKey>> parse_key_file(std::string_view content);

}  // namespace sealer::keys
