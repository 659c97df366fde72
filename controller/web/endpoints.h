// SPDX-License-Identifier: Apache-2.0
// What the controller serves over HTTP (reference: sealed-secrets.md 3.6, 3.7).
#pragma once

#include <functional>
#include <string>

#include "common/http/server.h"
#include "controller/web/metrics.h"

namespace sealer::web {

struct Sources {
    std::function<bool()> ready;                   // everything has synced
    std::function<std::string()> certificate_pem;  // of the newest sealing key; empty: none yet
};

// GET /healthz, /readyz, /v1/cert.pem. Everything else is 404; other methods 405.
[[nodiscard]] http::Handler make_api_handler(Sources sources, Metrics& metrics);
// GET /metrics.
[[nodiscard]] http::Handler make_metrics_handler(const Metrics& metrics);

}  // namespace sealer::web
