// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace sealer {

// As Go's strconv.ParseBool: "1", "t", "T", "true", "TRUE", "True" and their opposites; nullopt for
// all else.
[[nodiscard]] std::optional<bool> parse_bool(std::string_view text);

}  // namespace sealer
