// SPDX-License-Identifier: Apache-2.0
#include "common/app/applied_fields.h"

#include <algorithm>

#include "common/manifest/builtin_defaults.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

bool is_empty(const Value* value) {
    return value != nullptr &&
           (value->is_null() || (value->is_object() && value->as_object().empty()) ||
            (value->is_array() && value->as_array().empty()));
}

}  // namespace

FieldSet applied_fields(const Value& object, const manifest::Schema* schema) {
    FieldSet fields = FieldSet::of(object, schema);
    std::vector<FieldPath> empty = fields.paths();
    std::erase_if(empty, [&](const FieldPath& path) {
        return !is_empty(manifest::resolve(object, path));
    });
    if (empty.empty()) {
        return fields;
    }
    Value stored = object;
    manifest::apply_builtin_defaults(stored);
    FieldSet gone;
    for (const FieldPath& path : empty) {
        if (manifest::resolve(stored, path) == nullptr) {
            gone.insert(path);
        }
    }
    return fields.without(gone);
}

}  // namespace sealer::app
