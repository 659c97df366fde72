// SPDX-License-Identifier: Apache-2.0
// The checks between a request's body and the store that depend on nothing but the objects
// themselves.
#pragma once

#include <string>
#include <vector>

#include "controller/standalone/objects.h"

namespace sealer::standalone {

// Type, name and namespace of a body against those of the request: what is missing is filled in,
// what differs is 400.
[[nodiscard]] ApiResult<void> match_request(const Target& target, manifest::Value& object);

// Drops unknown fields (400 when `validation` is strict, else `warnings`) and fills in defaults.
[[nodiscard]] ApiResult<void> normalise(const Target& target, manifest::Value& object,
                                        FieldValidation validation,
                                        std::vector<std::string>& warnings);

// 422 with all that is wrong. `live` null: the object is new.
[[nodiscard]] ApiResult<void> check_valid(const Target& target, const manifest::Value& object,
                                          const manifest::Value* live);

// Identity and optimistic concurrency of an update: 409 when the body carries another uid or
// resourceVersion than `live`; then the metadata that only the server writes is taken over.
[[nodiscard]] ApiResult<void> take_over_identity(const Target& target, manifest::Value& object,
                                                 const manifest::Value& live);

}  // namespace sealer::standalone
