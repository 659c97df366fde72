// SPDX-License-Identifier: Apache-2.0
#include "common/http/libcurl.h"

#include <cstddef>

#include "common/base/shared_library.h"

namespace sealer::http {

// NOLINTBEGIN(bugprone-macro-parentheses)
#define SEALER_DEFINE(function) decltype(&::function) function = nullptr;
SEALER_LIBCURL_FUNCTIONS(SEALER_DEFINE)
// NOLINTEND(bugprone-macro-parentheses)

namespace {

constexpr std::size_t kKeyHeapBytes = std::size_t{64} << 10;
constexpr std::size_t kKeyHeapSmallestBlock = 32;

// The OpenSSL under libcurl may be another copy than the program's: clients' keys are to stand in a
// secure heap there too. Does nothing where there is one already.
void start_key_heap(const SharedLibrary& library) {
    int (*start)(std::size_t, std::size_t) = nullptr;
    if (library.find("CRYPTO_secure_malloc_init", start)) {
        static_cast<void>(start(kKeyHeapBytes, kKeyHeapSmallestBlock));
    }
}

Status load() {
    TRY_ASSIGN(const SharedLibrary library, SharedLibrary::load(SEALER_LIBCURL_SONAME));
    start_key_heap(library);
#define SEALER_FIND(function) TRY(library.find(#function, function));
    SEALER_LIBCURL_FUNCTIONS(SEALER_FIND)
    return {};
}

}  // namespace

Status load_libcurl() {
    static const Status kLoaded = load();
    return kLoaded;
}

}  // namespace sealer::http
