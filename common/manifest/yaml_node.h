// SPDX-License-Identifier: Apache-2.0
// A YAML text as the nodes that are written there, each with its place: for editing, where
// yaml.h's values have lost what they came from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::manifest {

struct YamlNode {
    enum class Kind { kNull, kScalar, kAlias, kMapping, kSequence };

    Kind kind = Kind::kNull;
    bool is_flow = false;       // of a collection: {…} or […]
    bool is_decorated = false;  // an anchor or a tag stands before it, at `offset`
    bool is_plain = false;      // of a scalar: unquoted
    std::size_t offset = 0;     // of its first byte; of a null that is not written, of what follows
    int column = 0;             // bytes before it in its line
    std::string text;           // of a scalar: what it says
    std::vector<YamlNode> children;  // a sequence's elements; a mapping's keys and values in turn

    [[nodiscard]] bool is_null() const { return kind == Kind::kNull; }
    [[nodiscard]] bool is_mapping() const { return kind == Kind::kMapping; }
    [[nodiscard]] std::size_t entries() const { return children.size() / 2; }
    [[nodiscard]] const YamlNode& key(std::size_t entry) const { return children[2 * entry]; }
    [[nodiscard]] const YamlNode& value(std::size_t entry) const { return children[2 * entry + 1]; }
};

// The roots of all documents but null ones. For text that parse_yaml has accepted, which bounds
// size and depth; kInvalid otherwise.
[[nodiscard]] Result<std::vector<YamlNode>> parse_yaml_nodes(std::string_view text);

// One past the last byte of `node`, but for nulls. `indent` is the column of the mapping or
// sequence that holds it. kInvalid "line 3: …" where that cannot be told.
[[nodiscard]] Result<std::size_t> end_of_node(std::string_view text, const YamlNode& node,
                                              int indent);

// Where an entry's value ends; behind the colon for a null that is not written.
[[nodiscard]] Result<std::size_t> end_of_entry(std::string_view text, const YamlNode& mapping,
                                               std::size_t entry);

// One past the colon behind an entry's key.
[[nodiscard]] Result<std::size_t> after_colon(std::string_view text, const YamlNode& mapping,
                                              std::size_t entry);

// The end of the line that `at` is in, before its line break.
[[nodiscard]] std::size_t end_of_line(std::string_view text, std::size_t at);

}  // namespace sealer::manifest
