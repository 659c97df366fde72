// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "common/base/check.h"
#include "common/crypto/rsa.h"
#include "keys/key_ring.h"

namespace sealer::keys {

inline WallTime day(int number) {
    return WallTime{} + std::chrono::hours(24 * number);
}

// A fresh key; short, for speed.
inline SealingKey make_test_key(const std::string& name, WallTime not_before,
                                WallTime created = {}) {
    auto key = crypto::PrivateKey::generate(1024);
    CHECK(key.has_value());
    auto certificate =
        crypto::make_self_signed_certificate(*key, name, not_before, std::chrono::hours(24));
    CHECK(certificate.has_value());
    return {.name = name,
            .private_key = *std::move(key),
            .certificate = *std::move(certificate),
            .created = created};
}

}  // namespace sealer::keys
