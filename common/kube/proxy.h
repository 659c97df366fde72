// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/kube/config.h"

namespace sealer::kube {

// The proxy that the environment wants for `server_url`, by the rules of Go's net/http: HTTPS_PROXY
// or HTTP_PROXY (or lower case), unless NO_PROXY names the host, its domain, its network (CIDR) or
// "*"; never for loopback. Empty: none.
[[nodiscard]] std::string proxy_from_environment(const std::string& server_url,
                                                 const Environment& environment);

}  // namespace sealer::kube
