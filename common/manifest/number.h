// SPDX-License-Identifier: Apache-2.0
// Numbers as text.
#pragma once

#include <string>

#include "common/manifest/value.h"

namespace sealer::manifest {

// As Go's encoding/json: shortest digits that read back the same, an exponent only below 1e-6 and
// from 1e21 up. `number` is a finite number.
[[nodiscard]] std::string json_number(const Value& number);

// As Go's strconv.FormatFloat(number, 'g', -1, 64): an exponent below 1e-4 and from 1e6 up.
// `number` is finite.
[[nodiscard]] std::string go_general(double number);

}  // namespace sealer::manifest
