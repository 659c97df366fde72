// SPDX-License-Identifier: Apache-2.0
// Randomness that guards nothing: jitter, identifiers, suffixes of names. Keys come from
// common/crypto.
#pragma once

#include <cstdint>
#include <string>

namespace sealer {

// Uniform in [0, bound); bound > 0. Thread-safe.
[[nodiscard]] std::uint64_t random_below(std::uint64_t bound);
// RFC 4122 version 4, lower case.
[[nodiscard]] std::string random_uuid();
// `length` characters of the alphabet that Kubernetes uses for generated names.
[[nodiscard]] std::string random_suffix(std::size_t length = 5);

}  // namespace sealer
