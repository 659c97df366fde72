// SPDX-License-Identifier: Apache-2.0
// Points in time, as go-yaml 2 and 3 know them: "2001-1-2", "2001-01-02T03:04:05.6Z",
// "2001-01-02 3:4:5".
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::manifest {

// Whether the plain scalar is one. It is a string to Kubernetes all the same, but is written in
// quotes.
[[nodiscard]] bool is_timestamp(std::string_view text);

// A timestamp as RFC 3339 with nanoseconds, as kustomize has it: "2001-01-02T00:00:00Z". kInvalid
// for zones a day or more away, and for what is no timestamp.
[[nodiscard]] Result<std::string> to_rfc3339(std::string_view text);

}  // namespace sealer::manifest
