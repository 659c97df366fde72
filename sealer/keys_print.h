// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/base/time.h"
#include "keys/key_report.h"

namespace sealer::cli {

// A table, one key a line. `needs` is null where the SealedSecrets are not known.
[[nodiscard]] std::string print_key_table(std::span<const keys::KeyReport> keys,
                                          const keys::KeyNeeds* needs, WallTime now);
// All about each, with the names of the SealedSecrets that need it and the certificate.
[[nodiscard]] std::string print_key_details(std::span<const keys::KeyReport> keys,
                                            const keys::KeyNeeds* needs, WallTime now);
// Both as JSON: {"keys": [{"name", "state", "fingerprint", …}], "unknown": number}; with `details`
// as print_key_details has them.
[[nodiscard]] std::string print_keys_json(std::span<const keys::KeyReport> keys,
                                          const keys::KeyNeeds* needs, bool details);

}  // namespace sealer::cli
