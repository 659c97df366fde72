// SPDX-License-Identifier: Apache-2.0
#include "controller/web/endpoints.h"

#include <memory>
#include <utility>

#include "common/base/text.h"

namespace sealer::web {
namespace {

constexpr const char* kRequests = "sealed_secrets_controller_http_requests_total";

struct Answer {
    int status = 200;
    std::string body;
    std::string type = "text/plain; charset=utf-8";
};

Answer answer(const Sources& sources, const http::ServerRequest& request) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (request.path == "/healthz") {
        return {200, "ok\n"};
    }
    if (request.path == "/readyz") {
        return sources.ready() ? Answer{200, "ok\n"} : Answer{503, "not ready\n"};
    }
    if (request.path != "/v1/cert.pem") {
        return {404, "404 page not found\n"};
    }
    if (!reads) {
        return {405, "method not allowed\n"};
    }
    std::string certificate = sources.certificate_pem();
    if (certificate.empty()) {
        return {500, "cannot get certificate\n"};
    }
    return {200, std::move(certificate), "application/x-pem-file"};
}

}  // namespace

http::Handler make_api_handler(Sources sources, Metrics& metrics) {
    metrics.describe_counter(kRequests, "HTTP requests, by path, method and code.");
    return [sources = std::move(sources), &metrics](
               const http::ServerRequest& request,
               const std::shared_ptr<http::Responder>& responder) {
        Answer reply = answer(sources, request);
        // Paths that do not exist share one series: a stranger must not be able to make up new
        // ones.
        const std::string path = reply.status == 404 ? "other" : request.path;
        const bool known_method =
            request.method == "GET" || request.method == "HEAD" || request.method == "POST";
        metrics.increment(kRequests, {{"path", path},
                                      {"method", known_method ? to_lower(request.method) : "other"},
                                      {"code", std::to_string(reply.status)}});
        responder->send(reply.status, {{"Content-Type", reply.type}}, std::move(reply.body));
    };
}

http::Handler make_metrics_handler(const Metrics& metrics) {
    return [&metrics](const http::ServerRequest& request,
                      const std::shared_ptr<http::Responder>& responder) {
        if (request.path != "/metrics") {
            responder->send(404, {{"Content-Type", "text/plain; charset=utf-8"}},
                            "404 page not found\n");
            return;
        }
        responder->send(200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
                        metrics.text());
    };
}

}  // namespace sealer::web
