// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sealer::crypto {

// Whether this program wipes memory that C++ code frees (wiping_new.cpp); false under sanitizers,
// which bring allocators of their own. A program that refers to it, as lock_down_process does, is
// linked with that allocator.
[[nodiscard]] bool freed_memory_is_wiped();

}  // namespace sealer::crypto
