// SPDX-License-Identifier: Apache-2.0
// What the controller serves over HTTP (reference: sealed-secrets.md 3.6, 3.7 and appendix A).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "common/http/server.h"
#include "controller/web/metrics.h"
#include "controller/web/webhook.h"

namespace sealer::web {

enum class Verdict { kOpens, kDoesNotOpen, kNotASealedSecret };

struct Sources {
    std::function<bool()> ready;                   // everything has synced
    std::function<std::string()> certificate_pem;  // of the newest sealing key; empty: none yet
    // Whether every value of the SealedSecret in `body` can be opened.
    std::function<Verdict(std::string_view body)> verify;
    // It, sealed anew; nullopt: it cannot be opened.
    std::function<std::optional<std::string>(std::string_view body)> rotate;
    // Addresses of the API server, whose word on whom a request comes from counts.
    std::function<std::shared_ptr<const std::set<std::string>>()> trusted_proxies;
    WebhookSources webhook;
};

constexpr int kWebhookRate = 50;  // requests a second and client
constexpr int kWebhookBurst = 200;

struct Limits {
    int rate = 2;  // requests a second and client to each of verify and rotate; 0: any
    int burst = 2;
};

// GET /healthz, /readyz, /v1/cert.pem; POST /v1/verify, /v1/rotate, /api/webhook. Everything else
// is 404; other methods 405. What is posted is limited by client (see client_identity) and path;
// webhooks, which cost no RSA, to kWebhookRate.
[[nodiscard]] http::Handler make_api_handler(Sources sources, Limits limits, Metrics& metrics);
// GET /metrics.
[[nodiscard]] http::Handler make_metrics_handler(const Metrics& metrics);

// Whom a request comes from: the peer's address, or, where that is a trusted proxy, the last entry
// of X-Forwarded-For, which is the one that the proxy itself wrote. What a client writes there
// changes nothing.
[[nodiscard]] std::string client_identity(const http::ServerRequest& request,
                                          const std::set<std::string>& trusted_proxies);

}  // namespace sealer::web
