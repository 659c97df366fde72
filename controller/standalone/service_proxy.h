// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/http/server.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/reply.h"
#include "controller/standalone/request_info.h"

namespace sealer::standalone {

// Passes a request on to an endpoint of a Service: …/services/[SCHEME:]NAME[:PORT]/proxy/PATH. The
// endpoint's TLS certificate is not verified, as in a kube-apiserver. 503 when there is no endpoint
// or it does not answer.
[[nodiscard]] ApiResult<Reply> proxy_to_service(const Store& store, const Resource& services,
                                                const RequestInfo& info,
                                                const http::ServerRequest& request);

}  // namespace sealer::standalone
