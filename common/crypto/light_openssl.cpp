// SPDX-License-Identifier: Apache-2.0
// OpenSSL's own way to another source of randomness is a provider; what it deprecates is ten lines.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "common/crypto/light_openssl.h"

#include <cstddef>

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sodium.h>

#include "common/base/check.h"

namespace sealer::crypto {
namespace {

int draw(unsigned char* out, int size) {
    randombytes_buf(out, static_cast<std::size_t>(size));
    return 1;
}

int is_seeded() {
    return 1;
}

constexpr RAND_METHOD kKernelRandomness = {.seed = nullptr,
                                           .bytes = draw,
                                           .cleanup = nullptr,
                                           .add = nullptr,
                                           .pseudorand = draw,
                                           .status = is_seeded};

}  // namespace

void start_openssl_lightly() {
    // At exit there is nothing to free that the process's end does not.
    OPENSSL_init_crypto(
        OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS | OPENSSL_INIT_NO_ATEXIT,
        nullptr);
    CHECK(sodium_init() >= 0);
    CHECK(RAND_set_rand_method(&kKernelRandomness) == 1);
}

}  // namespace sealer::crypto
