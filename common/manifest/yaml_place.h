// SPDX-License-Identifier: Apache-2.0
// Paths through the nodes of a YAML text, and through the values that they say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml_node.h"

namespace sealer::manifest {

// In a path, an element that a sequence does not have yet.
constexpr std::string_view kNewElement = "-";

// A node, and where it stands in what holds it: the entry of a mapping, the element of a sequence.
struct Place {
    const YamlNode* node = nullptr;
    const YamlNode* parent = nullptr;  // null for a root
    std::size_t index = 0;

    [[nodiscard]] bool is_in_mapping() const { return parent != nullptr && parent->is_mapping(); }
};

struct FoundPlace {
    Place place;
    std::size_t depth = 0;  // how many steps of the path lead there
};

// As far as `path` leads from `root`, which must outlive the answer.
[[nodiscard]] FoundPlace find_place(const YamlNode& root, const std::vector<std::string>& path);

// Where the value ends that stands at `place`, which is not a root; kInvalid where that cannot be
// told.
[[nodiscard]] Result<std::size_t> end_of_place(std::string_view text, const Place& place);

// What a mapping's key is to Kubernetes.
[[nodiscard]] std::string key_of(const YamlNode& key);

// The value at `step` of `holder`, made if it is new; null where an index leads nowhere.
[[nodiscard]] Value* step_into(Value& holder, const std::string& step);

}  // namespace sealer::manifest
