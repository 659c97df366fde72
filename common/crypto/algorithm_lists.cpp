// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/algorithm_lists.h"

#include <openssl/crypto.h>

namespace sealer::crypto {

void skip_algorithm_lists() {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS, nullptr);
}

}  // namespace sealer::crypto
