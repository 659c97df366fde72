// SPDX-License-Identifier: Apache-2.0
#include <openssl/crypto.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "common/base/check.h"
#include "common/crypto/secret_bytes.h"
#include "common/crypto/wiping_new.h"

namespace sealer::crypto {
namespace {

// An RSA-4096 key takes some 2 KiB of it, and four times that while it is read.
constexpr std::size_t kKeyHeapBytes = std::size_t{1} << 20;
constexpr std::size_t kKeyHeapSmallestBlock = 32;

void raise_lock_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        static_cast<void>(setrlimit(RLIMIT_MEMLOCK, &limit));
    }
}

bool start_key_heap() {
    if (CRYPTO_secure_malloc_initialized() != 0) {
        return true;
    }
    // 1: all is well; 2: the heap works, but could not be locked or guarded.
    return CRYPTO_secure_malloc_init(kKeyHeapBytes, kKeyHeapSmallestBlock) == 1;
}

bool can_lock_a_page() {
    alignas(4096) static unsigned char page[4096];
    return mlock(page, sizeof page) == 0 && munlock(page, sizeof page) == 0;
}

bool lock_down() {
    CHECK(sodium_init() >= 0);
    // No file may bring code into the process that sees its keys.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    raise_lock_limit();
    const rlimit no_core{0, 0};
    static_cast<void>(setrlimit(RLIMIT_CORE, &no_core));
    // Also keeps other processes of the same user from attaching a debugger.
    static_cast<void>(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
    static_cast<void>(freed_memory_is_wiped());
    const bool key_heap_locked = start_key_heap();
    return can_lock_a_page() && key_heap_locked;
}

}  // namespace

bool lock_down_process() {
    static const bool kLocked = lock_down();
    return kLocked;
}

}  // namespace sealer::crypto
