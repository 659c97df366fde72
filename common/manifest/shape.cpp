// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/shape.h"

namespace sealer::manifest {

Shape shape_of(const Value& value, const Schema* schema) {
    if (schema == nullptr) {
        return value.is_object() ? Shape::kObject : Shape::kLeaf;
    }
    switch (schema->type) {
        case Schema::Type::kAny:
            return value.is_object() && schema->preserve_unknown ? Shape::kObject : Shape::kLeaf;
        case Schema::Type::kObject:
            return value.is_object() && !schema->atomic_map ? Shape::kObject : Shape::kLeaf;
        case Schema::Type::kArray:
            return value.is_array() && schema->list_type != Schema::ListType::kAtomic
                       ? Shape::kList
                       : Shape::kLeaf;
        default:
            return Shape::kLeaf;
    }
}

}  // namespace sealer::manifest
