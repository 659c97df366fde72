// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "common/manifest/json.h"

namespace sealer::manifest {

// Values are easier to read as JSON.
inline Value json(std::string_view text) {
    return parse_json(text).value();
}

}  // namespace sealer::manifest
