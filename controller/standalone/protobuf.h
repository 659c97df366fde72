// SPDX-License-Identifier: Apache-2.0
// Request bodies of clients that write built-in kinds in protobuf, as client-go does from
// Kubernetes 1.32 on.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// "application/vnd.kubernetes.protobuf": the bytes "k8s\0" and a runtime.Unknown around one object.
// kInvalid for what is malformed, for kinds that are not built in, and for fields that are set but
// not known: nothing is dropped in silence.
[[nodiscard]] Result<manifest::Value> decode_protobuf(std::string_view body);

}  // namespace sealer::standalone
