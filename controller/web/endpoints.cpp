// SPDX-License-Identifier: Apache-2.0
#include "controller/web/endpoints.h"

#include <atomic>
#include <chrono>
#include <utility>
#include <vector>

#include "common/base/text.h"
#include "common/base/time.h"
#include "controller/web/rate_limiter.h"

namespace sealer::web {
namespace {

constexpr const char* kRequests = "sealed_secrets_controller_http_requests_total";
constexpr const char* kDurations = "sealed_secrets_controller_http_request_duration_seconds";
// So many requests may cost RSA at a time: the other threads of the server stay free for health
// checks and certificates.
constexpr int kMaxCostly = 2;

struct Answer {
    int status = 200;
    std::string body;
    std::string type = "text/plain; charset=utf-8";
    http::Headers headers = {};
};

// One that may go ahead; there are never more than kMaxCostly.
class Turn {
  public:
    explicit Turn(std::atomic<int>& running)
        : running_(running), granted_(running.fetch_add(1) < kMaxCostly) {}
    ~Turn() { running_.fetch_sub(1); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool granted() const { return granted_; }

  private:
    std::atomic<int>& running_;
    const bool granted_;
};

class Api {
  public:
    Api(Sources sources, Limits limits, Metrics& metrics)
        : sources_(std::move(sources)),
          limiter_(limits.rate, limits.burst),
          webhook_limiter_(kWebhookRate, kWebhookBurst),
          metrics_(metrics) {
        metrics_.describe_counter(kRequests, "HTTP requests, by path, method and code.");
        metrics_.describe_histogram(kDurations, "Time to answer HTTP requests, by path and method.",
                                    {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10});
    }

    void handle(const http::ServerRequest& request, http::Responder& responder) {
        const auto begun = Clock::now();
        Answer reply = answer(request);
        count(request, reply.status, Clock::now() - begun);
        http::Headers headers = std::move(reply.headers);
        headers.emplace_back("Content-Type", reply.type);
        responder.send(reply.status, std::move(headers), std::move(reply.body));
    }

  private:
    Answer answer(const http::ServerRequest& request) {
        const bool reads = request.method == "GET" || request.method == "HEAD";
        if (request.path == "/healthz") {
            return {200, "ok\n"};
        }
        if (request.path == "/readyz") {
            return sources_.ready() ? Answer{200, "ok\n"} : Answer{503, "not ready\n"};
        }
        if (request.path == kWebhookPath) {
            return request.method == "POST" ? webhook(request)
                                            : Answer{405, "method not allowed\n"};
        }
        const bool costly = request.path == "/v1/verify" || request.path == "/v1/rotate";
        if (!costly && request.path != "/v1/cert.pem") {
            return {404, "404 page not found\n"};
        }
        if (costly ? request.method != "POST" : !reads) {
            return {405, "method not allowed\n"};
        }
        return costly ? limited(request) : certificate();
    }

    Answer certificate() {
        std::string pem = sources_.certificate_pem();
        return pem.empty() ? Answer{500, "cannot get certificate\n"}
                           : Answer{200, std::move(pem), "application/x-pem-file"};
    }

    Answer limited(const http::ServerRequest& request) {
        http::Headers headers;
        if (limiter_.limits()) {
            const RateLimiter::Decision decision = limiter_.take(
                client_identity(request, *sources_.trusted_proxies()) + " " + request.path,
                Clock::now());
            headers = {{"X-RateLimit-Limit", std::to_string(decision.limit)},
                       {"X-RateLimit-Remaining", std::to_string(decision.remaining)},
                       {"X-RateLimit-Reset", std::to_string(decision.reset.count())}};
            if (!decision.allowed) {
                return refused(std::move(headers), decision.retry_after);
            }
        }
        const Turn turn(costly_running_);
        if (!turn.granted()) {
            return refused(std::move(headers), std::chrono::seconds(1));
        }
        Answer reply = request.path == "/v1/verify" ? verify(request.body) : rotate(request.body);
        reply.headers = std::move(headers);
        return reply;
    }

    Answer webhook(const http::ServerRequest& request) {
        const RateLimiter::Decision decision = webhook_limiter_.take(
            client_identity(request, *sources_.trusted_proxies()), Clock::now());
        if (!decision.allowed) {
            return refused({}, decision.retry_after);
        }
        WebhookAnswer reply = answer_webhook(request, sources_.webhook);
        return {reply.status, std::move(reply.body)};
    }

    static Answer refused(http::Headers headers, std::chrono::seconds retry_after) {
        headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
        return {429, "limit exceeded", "text/plain; charset=utf-8", std::move(headers)};
    }

    // No word of why not: who asks may not be the one who sealed it.
    Answer verify(const crypto::SecretBytes& body) {
        switch (sources_.verify(body.expose())) {
            case Verdict::kOpens:
                return {200, ""};
            case Verdict::kDoesNotOpen:
                return {409, ""};
            case Verdict::kNotASealedSecret:
                break;
        }
        return {500, ""};
    }

    Answer rotate(const crypto::SecretBytes& body) {
        std::optional<std::string> rotated = sources_.rotate(body.expose());
        return rotated ? Answer{200, *std::move(rotated), "application/json"} : Answer{500, ""};
    }

    void count(const http::ServerRequest& request, int status, Clock::duration took) {
        if (request.path == "/healthz" || request.path == "/readyz") {
            return;
        }
        // What does not exist shares one series: a stranger must not be able to make up new ones.
        const std::string path = status == 404 ? "other" : request.path;
        const bool known =
            request.method == "GET" || request.method == "HEAD" || request.method == "POST";
        const std::string method = known ? to_lower(request.method) : "other";
        metrics_.increment(kRequests,
                           {{"path", path}, {"method", method}, {"code", std::to_string(status)}});
        metrics_.record(kDurations, {{"path", path}, {"method", method}},
                        std::chrono::duration<double>(took).count());
    }

    const Sources sources_;
    RateLimiter limiter_;
    RateLimiter webhook_limiter_;
    Metrics& metrics_;
    std::atomic<int> costly_running_{0};
};

}  // namespace

std::string client_identity(const http::ServerRequest& request,
                            const std::set<std::string>& trusted_proxies) {
    // IPv4 as a socket for both families writes it.
    constexpr std::string_view kMapped = "::ffff:";
    std::string peer = request.peer.substr(request.peer.starts_with(kMapped) ? kMapped.size() : 0);
    if (!trusted_proxies.contains(peer)) {
        return peer;
    }
    std::string last;
    for (const auto& [name, value] : request.headers) {
        if (to_lower(name) == "x-forwarded-for") {
            last = trim(split(value, ',').back());
        }
    }
    return last.empty() ? peer : "forwarded " + to_lower(last);
}

http::Handler make_api_handler(Sources sources, Limits limits, Metrics& metrics) {
    const auto api = std::make_shared<Api>(std::move(sources), limits, metrics);
    return [api](const http::ServerRequest& request,
                 const std::shared_ptr<http::Responder>& responder) {
        api->handle(request, *responder);
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
