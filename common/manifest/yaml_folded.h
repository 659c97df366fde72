// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sealer::manifest {

// What kustomize makes of the text of a folded block scalar (">"): it prints objects once before it
// converts them, and go-yaml 3 counts line breaks there by the text's beginning. Breaks before
// lines that begin with a blank, and those at the end, become one more; in a text that begins with
// a blank, single breaks are lost.
[[nodiscard]] std::string refold(std::string_view text);

}  // namespace sealer::manifest
