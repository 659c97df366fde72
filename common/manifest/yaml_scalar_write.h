// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/manifest/value.h"

namespace sealer::manifest {

// In double quotes, as JSON has it, which is YAML too.
[[nodiscard]] std::string write_quoted(const std::string& text);

// A single value on one line. `old_quote` is the first byte of the scalar that it takes the place
// of: quotes are kept where they can hold the new text. `in_flow`: between braces or brackets,
// where fewer texts may go unquoted.
[[nodiscard]] std::string write_scalar(const Value& value, char old_quote, bool in_flow);

}  // namespace sealer::manifest
