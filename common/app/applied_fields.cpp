// SPDX-License-Identifier: Apache-2.0
#include "common/app/applied_fields.h"

#include <algorithm>

#include "common/manifest/builtin_defaults.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

// What Go leaves out of the fields that are marked so.
bool is_zero(const Value* value) {
    if (value == nullptr) {
        return false;
    }
    switch (value->kind()) {
        case Value::Kind::kNull:
            return true;
        case Value::Kind::kBool:
            return !value->as_bool();
        case Value::Kind::kInt:
        case Value::Kind::kUint:
        case Value::Kind::kDouble:
            return value->as_double() == 0;
        case Value::Kind::kString:
            return value->as_string().empty();
        case Value::Kind::kArray:
            return value->as_array().empty();
        case Value::Kind::kObject:
            return value->as_object().empty();
    }
    return false;
}

}  // namespace

FieldSet applied_fields(const Value& object, const manifest::Schema* schema) {
    FieldSet fields = FieldSet::of(object, schema);
    std::vector<FieldPath> zero = fields.paths();
    std::erase_if(zero,
                  [&](const FieldPath& path) { return !is_zero(manifest::resolve(object, path)); });
    if (zero.empty()) {
        return fields;
    }
    Value stored = object;
    manifest::apply_builtin_defaults(stored);
    FieldSet gone;
    for (const FieldPath& path : zero) {
        if (manifest::resolve(stored, path) == nullptr) {
            gone.insert(path);
        }
    }
    return fields.without(gone);
}

}  // namespace sealer::app
