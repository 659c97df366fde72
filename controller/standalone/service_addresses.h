// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "common/manifest/value.h"
#include "controller/standalone/validation.h"

namespace sealer::standalone {

// Gives `service` the cluster IP (of 10.96.0.0/16) and the node ports (30000 to 32767) that it asks
// for, or free ones, and drops those that its type has no use for. `others`: all other Services.
// Errors: an address or port that is taken or out of range.
[[nodiscard]] std::vector<FieldError> allocate_addresses(
    manifest::Value& service, const std::vector<const manifest::Value*>& others);

}  // namespace sealer::standalone
