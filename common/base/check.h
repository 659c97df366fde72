// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sealer {

// Prints the broken invariant to stderr and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace sealer

// An invariant of our own code, tested in release builds too. Never for input.
#define CHECK(condition)                                            \
    do {                                                            \
        if (!(condition)) {                                         \
            ::sealer::check_failed(#condition, __FILE__, __LINE__); \
        }                                                           \
    } while (false)
