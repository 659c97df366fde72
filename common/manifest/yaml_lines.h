// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sealer::manifest {

// A node of a stream that parse_yaml has read: keys, and indexes of sequences in decimal.
struct NodePath {
    int document_line = 1;  // as Document::line
    std::vector<std::string> steps;
};

// The line (from 1) of each of `nodes` in `text`: that of its key, or of the element. Where the
// text does not spell a node out, because an alias brought it, its nearest ancestor's. One pass.
[[nodiscard]] std::vector<int> find_lines(std::string_view text,
                                          const std::vector<NodePath>& nodes);

}  // namespace sealer::manifest
