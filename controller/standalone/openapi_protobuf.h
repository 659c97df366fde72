// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/manifest/value.h"

namespace sealer::standalone {

// A Swagger 2.0 document as openapi.v2.Document in protobuf: what openapi_v2() writes, and no more
// of the standard. Source: google/gnostic, openapiv2/OpenAPIv2.proto.
[[nodiscard]] std::string swagger_protobuf(const manifest::Value& document);

}  // namespace sealer::standalone
