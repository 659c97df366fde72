// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/crypto/rsa.h"

namespace sealer::crypto {

// One for all tests: making it takes long.
inline const PrivateKey& test_key() {
    static const PrivateKey key = *PrivateKey::generate(2048);
    return key;
}

}  // namespace sealer::crypto
