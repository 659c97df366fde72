// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::keys {

// Opens the values of one SealedSecret, in the scope that its metadata says. The keys that its
// annotation sealer.dev/sealed-with names are tried first, and before them the one that opened the
// value before: most often one key sealed all, so that a search is done once, not once a value.
class ValueOpener {
  public:
    // `ring` must outlive this.
    ValueOpener(const manifest::Value& sealed, const KeyRing& ring);

    // One of spec.encryptedData, or spec.data. Anything but a string is an empty value, which no
    // key opens: as the original reads it. Errors are those of base64_decode and KeyRing::open.
    [[nodiscard]] Result<KeyRing::Opened> open(const manifest::Value& value);

  private:
    const KeyRing& ring_;
    const std::string label_;
    const std::string named_;
    std::string hint_;
};

}  // namespace sealer::keys
