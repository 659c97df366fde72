// SPDX-License-Identifier: Apache-2.0
#include "common/app/applied_fields.h"

#include <algorithm>
#include <utility>

#include "common/manifest/builtin_defaults.h"
#include "common/manifest/go_types.h"

namespace sealer::app {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

AppliedFields applied_fields(const Value& object, const manifest::Schema* schema) {
    AppliedFields applied{FieldSet::of(object, schema), {}};
    std::vector<FieldPath> zero = applied.fields.paths();
    std::erase_if(zero, [&](const FieldPath& path) {
        const Value* value = manifest::resolve(object, path);
        return value == nullptr || !manifest::is_zero(*value);
    });
    if (zero.empty()) {
        return applied;
    }
    Value stored = object;
    manifest::apply_builtin_defaults(stored);
    FieldSet gone;
    for (FieldPath& path : zero) {
        if (manifest::resolve(stored, path) == nullptr) {
            gone.insert(path);
            applied.unstored.push_back(std::move(path));
        }
    }
    applied.fields = applied.fields.without(gone);
    return applied;
}

}  // namespace sealer::app
