// SPDX-License-Identifier: Apache-2.0
// Unknown fields of objects, and the defaults that a CustomResourceDefinition gives.
#include <utility>

#include "controller/standalone/validation.h"

namespace sealer::standalone {
namespace {

using manifest::Member;
using manifest::Schema;
using manifest::Value;

void prune_value(Value& value, const Schema& schema, const std::string& path,
                 std::vector<std::string>* pruned);

void prune_members(Value& value, const Schema& schema, const std::string& path,
                   std::vector<std::string>* pruned) {
    std::vector<std::string> unknown;
    for (Member& member : value.as_object()) {
        std::string inner = path;
        inner.append(".").append(member.key);
        const Schema* child = schema.member(member.key);
        if (child != nullptr) {
            // The server drops what it does not know of metadata without a word.
            prune_value(member.value, *child, inner, inner == ".metadata" ? nullptr : pruned);
        } else if (!schema.preserve_unknown) {
            unknown.push_back(member.key);
            if (pruned != nullptr) {
                pruned->push_back(std::move(inner));
            }
        }
    }
    for (const std::string& key : unknown) {
        value.as_object().erase(key);
    }
}

void prune_value(Value& value, const Schema& schema, const std::string& path,
                 std::vector<std::string>* pruned) {
    const bool holds_members = schema.type == Schema::Type::kObject || !schema.properties.empty();
    if (value.is_object() && holds_members) {
        prune_members(value, schema, path, pruned);
    } else if (value.is_array() && schema.items != nullptr) {
        manifest::Array& items = value.as_array();
        for (std::size_t i = 0; i < items.size(); ++i) {
            prune_value(items[i], *schema.items, path + "[" + std::to_string(i) + "]", pruned);
        }
    }
}

}  // namespace

std::vector<std::string> prune_unknown(Value& object, const Schema& schema) {
    std::vector<std::string> pruned;
    prune_value(object, schema, "", &pruned);
    return pruned;
}

void apply_defaults(Value& object, const Schema& schema) {
    if (object.is_object()) {
        for (const Schema::Property& property : schema.properties) {
            const Value* present = object.get(property.name);
            const bool is_missing =
                present == nullptr || (present->is_null() && !property.schema->nullable);
            if (is_missing && property.schema->default_value) {
                object[property.name] = *property.schema->default_value;
            }
        }
        for (Member& member : object.as_object()) {
            if (const Schema* child = schema.member(member.key)) {
                apply_defaults(member.value, *child);
            }
        }
    } else if (object.is_array() && schema.items != nullptr) {
        for (Value& item : object.as_array()) {
            apply_defaults(item, *schema.items);
        }
    }
}

}  // namespace sealer::standalone
