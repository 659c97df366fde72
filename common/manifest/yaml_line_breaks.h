// SPDX-License-Identifier: Apache-2.0
// Carriage returns that no line feed follows: line breaks in YAML (1.2.2, section 5.4), which
// yaml-cpp takes for one here and not there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sealer::manifest {

[[nodiscard]] bool has_lone_carriage_return(std::string_view text);

// `text` with line feeds in their place, each at the same offset; nothing if it has none.
[[nodiscard]] std::optional<std::string> with_line_feeds(std::string_view text);

}  // namespace sealer::manifest
