// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/go_types.h"

#include <string>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/kind_defaults.h"
#include "common/manifest/quantity.h"

namespace sealer::manifest {
namespace {

// A quantity may be written as a number.
void normalize_quantity(Value& value) {
    const std::string text = value.is_string()   ? value.as_string()
                             : value.is_number() ? write_json(value)
                                                 : std::string();
    if (auto canonical = canonical_quantity(text)) {
        value = *std::move(canonical);
    }
}

bool is_dropped(const Member& member, const Schema& schema) {
    const Schema::Property* property = schema.property(member.key);
    if (member.value.is_null()) {
        return property != nullptr || schema.additional != nullptr;
    }
    // An empty managedFields is a client's wish that ownership be forgotten.
    return property != nullptr && property->omit_zero && is_zero(member.value) &&
           member.key != "managedFields";
}

}  // namespace

void pass_through_go_types(Value& value, const Schema& schema) {
    if (schema.format == "quantity") {
        normalize_quantity(value);
    } else if (value.is_array() && schema.items != nullptr) {
        for (Value& item : value.as_array()) {
            pass_through_go_types(item, *schema.items);
        }
    }
    if (!value.is_object() || schema.type != Schema::Type::kObject) {
        return;
    }
    Object kept;
    kept.reserve(value.as_object().size());
    for (Member& member : value.as_object()) {
        if (!is_dropped(member, schema)) {
            kept.append(std::move(member.key), std::move(member.value));
        }
    }
    value = std::move(kept);
    for (const Schema::Property& property : schema.properties) {
        if (property.by_value && property.schema->type == Schema::Type::kObject) {
            set_default(value, property.name, Object());
        }
    }
    for (Member& member : value.as_object()) {
        if (const Schema* child = schema.member(member.key)) {
            pass_through_go_types(member.value, *child);
        }
    }
}

bool is_zero(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::kBool:
            return !value.as_bool();
        case Value::Kind::kString:
            return value.as_string().empty();
        case Value::Kind::kArray:
            return value.as_array().empty();
        case Value::Kind::kObject:
            return value.as_object().empty();
        default:
            return value.is_null() || (value.is_number() && value.as_double() == 0);
    }
}

}  // namespace sealer::manifest
