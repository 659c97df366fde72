// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "keys/key_ring.h"

namespace sealer::cli {

// The keys of all these files: PEM, or Secrets as a backup holds them. Errors name the file.
[[nodiscard]] Result<keys::KeyRing> read_private_keys(const std::vector<std::string>& files);

}  // namespace sealer::cli
