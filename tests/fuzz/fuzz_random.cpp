// SPDX-License-Identifier: Apache-2.0
// Keys, nonces and padding that are the same in every run of a target, so that a seed repeats what
// it did. Linked into each target.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <array>
#include <cstddef>
#include <cstdint>

#include <openssl/rand.h>
#include <sodium.h>

#include "common/base/check.h"

namespace {

void draw(void* out, std::size_t size) {
    static std::array<unsigned char, randombytes_SEEDBYTES> state{};
    sodium_increment(state.data(), state.size());
    randombytes_buf_deterministic(out, size, state.data());
}

std::uint32_t draw_number() {
    std::uint32_t number = 0;
    draw(&number, sizeof number);
    return number;
}

int draw_for_openssl(unsigned char* out, int size) {
    draw(out, static_cast<std::size_t>(size));
    return 1;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    static randombytes_implementation sodium = {.implementation_name = [] { return "repeatable"; },
                                                .random = draw_number,
                                                .stir = nullptr,
                                                .uniform = nullptr,
                                                .buf = draw,
                                                .close = nullptr};
    static const RAND_METHOD openssl = {.seed = nullptr,
                                        .bytes = draw_for_openssl,
                                        .cleanup = nullptr,
                                        .add = nullptr,
                                        .pseudorand = draw_for_openssl,
                                        .status = [] { return 1; }};
    CHECK(randombytes_set_implementation(&sodium) == 0);
    CHECK(RAND_set_rand_method(&openssl) == 1);
    return 0;
}
