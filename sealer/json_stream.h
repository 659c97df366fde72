// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::cli {

// The objects of a stream of JSON, one after the other with or without blanks between. Only looks
// for where each ends; kInvalid when one does not end, or for what is no object.
[[nodiscard]] Result<std::vector<std::string_view>> split_json_stream(std::string_view text);

}  // namespace sealer::cli
