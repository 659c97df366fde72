// SPDX-License-Identifier: Apache-2.0
// Fields of a tree by the paths of a FieldSet: finding them, taking them out, putting them in.
#pragma once

#include <optional>
#include <vector>

#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

// The path of what `steps` (member names, and list indexes as numbers or digits) lead to in `root`:
// items of lists by their keys where `schema` knows any, else by index ("i:0"; below zero: from the
// end). Unset where it leads nowhere.
[[nodiscard]] std::optional<FieldPath> field_path(const Value& root, const Schema* schema,
                                                  const Array& steps);

// The schema of what is at `path` below something of the type `schema`; null if it is not known.
[[nodiscard]] const Schema* schema_at(const Schema* schema, const FieldPath& path);

// Takes the members of `roots` out of `root`, with all that is below them; objects that become
// empty thereby go too.
void erase_fields(Value& root, const FieldSet& roots);

// Sets what is at `path`, and makes what is missing on the way; an item that is new comes last.
void put_field(Value& root, const FieldPath& path, Value value);

}  // namespace sealer::manifest
