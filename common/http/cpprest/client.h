// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "common/base/result.h"
#include "common/http/client.h"

namespace sealer::http {

// cpprestsdk, for the Kubernetes API server alone: a hostile peer can abort the process through it.
[[nodiscard]] Result<std::unique_ptr<Client>> make_api_server_client(ClientOptions options);

}  // namespace sealer::http
