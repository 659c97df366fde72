// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_place.h"

#include "common/base/check.h"
#include "common/base/integer.h"
#include "common/manifest/yaml_scalar.h"

namespace sealer::manifest {
namespace {

constexpr std::size_t kNone = std::string::npos;

std::size_t element_index(const std::string& step, std::size_t count) {
    const std::size_t index = parse_integer<std::size_t>(step).value_or(kNone);
    return index < count ? index : kNone;
}

// The child at `step`; kNone if there is none.
std::size_t find_child(const YamlNode& node, const std::string& step) {
    if (node.kind == YamlNode::Kind::kSequence) {
        return element_index(step, node.children.size());
    }
    for (std::size_t i = 0; node.is_mapping() && i < node.entries(); ++i) {
        if (node.key(i).kind == YamlNode::Kind::kScalar && key_of(node.key(i)) == step) {
            return i;
        }
    }
    return kNone;
}

}  // namespace

FoundPlace find_place(const YamlNode& root, const std::vector<std::string>& path) {
    FoundPlace found{.place = {.node = &root}};
    while (found.depth < path.size()) {
        const YamlNode* parent = found.place.node;
        const std::size_t index = find_child(*parent, path[found.depth]);
        if (index == kNone) {
            break;
        }
        found.place = {
            .node = parent->is_mapping() ? &parent->value(index) : &parent->children[index],
            .parent = parent,
            .index = index};
        ++found.depth;
    }
    return found;
}

Result<std::size_t> end_of_place(std::string_view text, const Place& place) {
    CHECK(place.parent != nullptr);
    return place.parent->is_mapping() ? end_of_entry(text, *place.parent, place.index)
                                      : end_of_node(text, *place.node, place.parent->column);
}

std::string key_of(const YamlNode& key) {
    return resolve_key(key.is_plain ? "?" : "!", key.text, false, YamlTyping::kKubernetes)
        .value_or(key.text);
}

Value* step_into(Value& holder, const std::string& step) {
    if (step == kNewElement && (holder.is_null() || holder.is_array())) {
        if (holder.is_null()) {
            holder = Array();
        }
        return &holder.as_array().emplace_back();
    }
    if (!holder.is_array()) {
        return &holder[step];
    }
    const std::size_t index = element_index(step, holder.as_array().size());
    return index == kNone ? nullptr : &holder.as_array()[index];
}

}  // namespace sealer::manifest
