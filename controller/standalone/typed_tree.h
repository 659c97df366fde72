// SPDX-License-Identifier: Apache-2.0
// Objects compared, merged and thinned out by their type, as server-side apply does it. Pure
// functions; `schema` null stands for deduced types. Source: sigs.k8s.io/structured-merge-diff,
// "typed".
#pragma once

#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// No path is in more than one of them.
struct Comparison {
    manifest::FieldSet added;
    manifest::FieldSet modified;
    manifest::FieldSet removed;

    [[nodiscard]] bool is_same() const {
        return added.empty() && modified.empty() && removed.empty();
    }
};
[[nodiscard]] Comparison compare(const manifest::Value& before, const manifest::Value& after,
                                 const manifest::Schema* schema);

// `config` laid over `live`: nothing goes, lists and maps grow together item by item. Items come in
// `config`'s order, those that only `live` has where they stood.
[[nodiscard]] manifest::Value merge(const manifest::Value& live, const manifest::Value& config,
                                    const manifest::Schema* schema);

// `value` without the members of `fields`, and without what that leaves empty.
[[nodiscard]] manifest::Value remove_fields(const manifest::Value& value,
                                            const manifest::FieldSet& fields,
                                            const manifest::Schema* schema);

// What server-side apply refuses: fields that the schema does not declare, list items without key
// or with the key of another. kInvalid: `.spec.foo: field not declared in schema`.
[[nodiscard]] Status check_applicable(const manifest::Value& config,
                                      const manifest::Schema* schema);

// The object that has nothing but what Go's structs always have: `spec: {}` and the like. Null
// without schema.
[[nodiscard]] manifest::Value empty_object(const manifest::Schema* schema);

}  // namespace sealer::standalone
