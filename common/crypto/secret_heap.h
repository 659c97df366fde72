// SPDX-License-Identifier: Apache-2.0
// Where SecretBytes live. Small blocks are cut from slabs, slabs from locked arenas: guarding every
// secret by pages of its own, as sodium_malloc does, would cost 16 KiB of address space each. What
// is larger than kLargestSmallBlock gets its own pages, locked and left out of core dumps as far as
// the process's limits allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sealer::crypto {

constexpr std::size_t kLargestSmallBlock = 4096;

// At least `size` bytes of zeros; the span is the whole block. Aborts when memory runs out.
// Thread-safe.
[[nodiscard]] std::span<std::uint8_t> allocate_secret(std::size_t size);

// Wipes a block that allocate_secret returned and takes it back. Small blocks stay mapped, and zero
// until they are used again. Thread-safe.
void release_secret(std::span<std::uint8_t> block) noexcept;

}  // namespace sealer::crypto
