// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <utility>

#include "common/base/check.h"
#include "common/crypto/rsa.h"

namespace sealer::fuzz {

struct FuzzKey {
    crypto::PrivateKey private_key;
    crypto::Certificate certificate;
};

// Made once; short, for speed.
inline const FuzzKey& fuzz_key() {
    static const FuzzKey pair = [] {
        auto key = crypto::PrivateKey::generate(1024);
        CHECK(key.has_value());
        auto certificate =
            crypto::make_self_signed_certificate(*key, "fuzz", WallTime{}, std::chrono::hours(24));
        CHECK(certificate.has_value());
        return FuzzKey{.private_key = *std::move(key), .certificate = *std::move(certificate)};
    }();
    return pair;
}

}  // namespace sealer::fuzz
