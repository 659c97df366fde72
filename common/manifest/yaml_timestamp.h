// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sealer::manifest {

// Whether go-yaml 2 reads the plain scalar as a point in time ("2001-1-2",
// "2001-01-02T03:04:05.6Z", "2001-01-02 3:4:5"): it is a string to Kubernetes all the same, but is
// written in quotes.
[[nodiscard]] bool is_timestamp(std::string_view text);

}  // namespace sealer::manifest
