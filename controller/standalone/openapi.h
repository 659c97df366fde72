// SPDX-License-Identifier: Apache-2.0
// The documents by which kubectl learns the types: /openapi/v2 (JSON and protobuf) and /openapi/v3.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// A served kind, built-in or custom.
struct ServedType {
    manifest::GroupVersionKind type;
    std::string plural;
    bool namespaced = true;
    const manifest::Schema* schema = nullptr;  // null: any object
};

// Swagger 2.0 with definitions and the paths that kubectl looks at.
[[nodiscard]] manifest::Value openapi_v2(const std::vector<ServedType>& types);
// The same as gnostic's openapi.v2.Document in protobuf, which kubectl up to 1.26 insists on
// (application/com.github.proto-openapi.spec.v2@v1.0+protobuf).
[[nodiscard]] std::string openapi_v2_protobuf(const std::vector<ServedType>& types);
// OpenAPI 3.0 of one group and version; `types` are those in it.
[[nodiscard]] manifest::Value openapi_v3(const std::vector<ServedType>& types);

}  // namespace sealer::standalone
