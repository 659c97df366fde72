// SPDX-License-Identifier: Apache-2.0
// Secrets that come as YAML or through other people's libraries stand in ordinary memory for a
// while, where SecretBytes cannot help. So operator delete wipes all that it frees, that of the
// shared libraries included. What C code frees (OpenSSL, libcurl) does not come this way.
#include "common/crypto/wiping_new.h"

#include <cstdlib>
#include <new>

#include <malloc.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SEALER_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SEALER_SANITIZED 1
#endif
#endif

#ifdef SEALER_SANITIZED

namespace sealer::crypto {
bool freed_memory_is_wiped() {
    return false;
}
}  // namespace sealer::crypto

#else

namespace sealer::crypto {
bool freed_memory_is_wiped() {
    return true;
}
}  // namespace sealer::crypto

void* operator new(std::size_t size) {
    while (true) {
        if (void* memory = std::malloc(size == 0 ? 1 : size); memory != nullptr) {
            return memory;
        }
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) {
            throw std::bad_alloc();
        }
        handler();
    }
}

void operator delete(void* memory) noexcept {
    if (memory != nullptr) {
        explicit_bzero(memory, malloc_usable_size(memory));
        std::free(memory);
    }
}

void operator delete(void* memory, std::size_t size) noexcept {
    if (memory != nullptr) {
        explicit_bzero(memory, size);
        std::free(memory);
    }
}

#endif
