// SPDX-License-Identifier: Apache-2.0
// What the API server checks and fills in before it stores an object. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// One line of Status.details.causes.
struct FieldError {
    std::string field;    // "spec.replicas"
    std::string reason;   // "FieldValueRequired", "FieldValueInvalid", …
    std::string message;  // as kubectl prints it: `spec.replicas: Invalid value: "x": must be …`
};

// Types, required fields and, for custom types, the constraints of their schema.
[[nodiscard]] std::vector<FieldError> validate(const manifest::Value& object,
                                               const manifest::Schema& schema);
// What built-in kinds demand beyond their schema and users run into: names (RFC 1123), namespaces,
// immutable fields on update (Secret type and data, selectors, …), selector matching the template's
// labels, quantities. `live` null: create.
[[nodiscard]] std::vector<FieldError> validate_builtin(const manifest::Value& object,
                                                       const manifest::Value* live);

// Removes fields that the schema does not know and returns their paths (".spec.foo"); those of
// metadata are pruned in silence as the API server does.
std::vector<std::string> prune_unknown(manifest::Value& object, const manifest::Schema& schema);

// Defaults of a custom type's schema.
void apply_defaults(manifest::Value& object, const manifest::Schema& schema);

}  // namespace sealer::standalone
