// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/field_path.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "common/base/integer.h"
#include "common/manifest/json.h"
#include "common/manifest/shape.h"

namespace sealer::manifest {
namespace {

std::optional<std::size_t> index_of(const Value& step, std::size_t size) {
    std::optional<std::int64_t> index;
    if (step.kind() == Value::Kind::kInt) {
        index = step.as_int();
    } else if (step.is_string()) {
        index = parse_integer<std::int64_t>(step.as_string());
    }
    if (index && *index < 0 && !step.is_string()) {
        *index += static_cast<std::int64_t>(size);
    }
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= size) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(*index);
}

std::string item_element(const Schema* list, const Value& item, std::size_t index) {
    std::string element = list == nullptr ? std::string() : list_element(*list, item);
    return element.empty() ? "i:" + std::to_string(index) : element;
}

const Schema* schema_below(const Schema* schema, std::string_view element) {
    if (element.starts_with("f:")) {
        return member_schema(schema, element.substr(2));
    }
    return schema == nullptr ? nullptr : schema->items;
}

// The place of the item that `element` names; unset if it is not there.
std::optional<std::size_t> find_item(const Value& list, const std::string& element) {
    const Value* item = resolve(list, {element});
    return item == nullptr ? std::nullopt
                           : std::optional(static_cast<std::size_t>(item - list.as_array().data()));
}

Value& child_at(Value& parent, const std::string& element) {
    if (element.starts_with("f:")) {
        return parent[std::string_view(element).substr(2)];
    }
    if (!parent.is_array()) {
        parent = Array();
    }
    if (const auto index = find_item(parent, element)) {
        return parent.as_array()[*index];
    }
    const bool has_content = !element.starts_with("i:");
    return parent.as_array().emplace_back(
        has_content ? parse_json(std::string_view(element).substr(2)).value_or(Value()) : Value());
}

// Whether the last of its members went.
bool became_empty(Value* value, const FieldSet& roots) {
    if (value == nullptr) {
        return false;
    }
    const bool had_members = value->is_object() && !value->as_object().empty();
    erase_fields(*value, roots);
    return had_members && value->as_object().empty();
}

}  // namespace

std::optional<FieldPath> field_path(const Value& root, const Schema* schema, const Array& steps) {
    FieldPath path;
    const Value* value = &root;
    for (const Value& step : steps) {
        if (value->is_array()) {
            const Array& items = value->as_array();
            const auto index = index_of(step, items.size());
            if (!index) {
                return std::nullopt;
            }
            value = &items[*index];
            path.push_back(item_element(schema, *value, *index));
        } else {
            value = step.is_string() ? value->get(step.as_string()) : nullptr;
            if (value == nullptr) {
                return std::nullopt;
            }
            path.push_back("f:" + step.as_string());
        }
        schema = schema_below(schema, path.back());
    }
    return path;
}

const Schema* schema_at(const Schema* schema, const FieldPath& path) {
    for (const std::string& element : path) {
        schema = schema_below(schema, element);
    }
    return schema;
}

void erase_fields(Value& root, const FieldSet& roots) {
    std::vector<std::size_t> items;
    for (const auto& [element, child] : roots.children()) {
        const bool is_member = child.is_member();
        if (element.starts_with("f:")) {
            const std::string_view name = std::string_view(element).substr(2);
            if (is_member ? root.is_object() : became_empty(root.get(name), child)) {
                root.as_object().erase(name);
            }
        } else if (const auto index = find_item(root, element);
                   index && (is_member || became_empty(&root.as_array()[*index], child))) {
            items.push_back(*index);
        }
    }
    std::ranges::sort(items, std::greater());
    for (const std::size_t index : items) {
        root.as_array().erase(root.as_array().begin() + static_cast<std::ptrdiff_t>(index));
    }
}

void put_field(Value& root, const FieldPath& path, Value value) {
    Value* place = &root;
    for (const std::string& element : path) {
        place = &child_at(*place, element);
    }
    *place = std::move(value);
}

}  // namespace sealer::manifest
