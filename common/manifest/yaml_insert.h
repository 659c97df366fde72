// SPDX-License-Identifier: Apache-2.0
// What is new in a collection of a YAML text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml_place.h"

namespace sealer::manifest {

struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    int indent = 0;  // of what two mappings get at one place, the inner one's comes first
    std::string text;
};

// How far a document indents.
struct Indents {
    int mapping = 2;
    int sequence = 0;
};

// As the first nested mapping and the first sequence show.
[[nodiscard]] Indents indents_of(const YamlNode& root);

// New members of a mapping, or elements of a sequence; the node at the place is one, or null.
struct Addition {
    Place place;
    Value content;  // an object or an array
    Indents indents;
};

// What of `text` is to be replaced by what, so that it holds the addition. kInvalid where it cannot
// be put there.
[[nodiscard]] Result<std::vector<Replacement>> insert(std::string_view text,
                                                      const Addition& addition);

}  // namespace sealer::manifest
