// SPDX-License-Identifier: Apache-2.0
// How server-side apply sees a value: as one leaf, or as something whose parts are owned one by
// one.
#pragma once

#include <string_view>

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

enum class Shape {
    kLeaf,    // scalars, null, atomic lists and maps
    kObject,  // owned member by member
    kList,    // owned item by item, told apart by key (map lists) or by value (sets)
};

// `schema` null: types are deduced, which makes objects granular and lists atomic.
[[nodiscard]] Shape shape_of(const Value& value, const Schema* schema);

// Whether `name` is a declared field of `schema`, rather than the key of a map.
[[nodiscard]] inline bool is_declared(const Schema* schema, std::string_view name) {
    return schema != nullptr && schema->property(name) != nullptr;
}

[[nodiscard]] inline const Schema* member_schema(const Schema* schema, std::string_view name) {
    return schema == nullptr ? nullptr : schema->member(name);
}

}  // namespace sealer::manifest
