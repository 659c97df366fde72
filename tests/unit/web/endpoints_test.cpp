// SPDX-License-Identifier: Apache-2.0
#include "controller/web/endpoints.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::web {
namespace {

using testing::HasSubstr;
using testing::Not;

// Remembers the one answer that it is given.
class Recorder : public http::Responder {
  public:
    void send(int status, http::Headers headers, std::string body) override {
        status_ = status;
        headers_ = std::move(headers);
        body_ = std::move(body);
    }
    void send_secret(int, http::Headers, crypto::SecretBytes) override { FAIL(); }
    void start(int, http::Headers) override { FAIL(); }
    bool push(std::string_view) override { return false; }
    void finish() override { FAIL(); }
    void on_close(std::function<void()>) override { FAIL(); }

    int status_ = 0;
    http::Headers headers_;
    std::string body_;
};

constexpr const char* kApiServer = "10.0.0.1";

class Endpoints : public testing::Test {
  protected:
    std::shared_ptr<Recorder> ask(const http::Handler& handler, std::string path,
                                  std::string method = "GET") {
        http::ServerRequest request;
        request.method = std::move(method);
        request.path = std::move(path);
        return ask(handler, std::move(request));
    }
    std::shared_ptr<Recorder> post(std::string path, std::string_view body, std::string peer,
                                   http::Headers headers = {}) {
        http::ServerRequest request;
        request.method = "POST";
        request.path = std::move(path);
        request.body = crypto::SecretBytes(body);
        request.peer = std::move(peer);
        request.headers = std::move(headers);
        return ask(api_, std::move(request));
    }
    std::shared_ptr<Recorder> ask(const http::Handler& handler, http::ServerRequest request) {
        auto recorder = std::make_shared<Recorder>();
        handler(std::move(request), recorder);
        return recorder;
    }

    bool ready_ = false;
    std::string certificate_;
    Metrics metrics_;
    http::Handler api_ = make_api_handler(
        {.ready = [this] { return ready_; },
         .certificate_pem = [this] { return certificate_; },
         .verify =
             [](std::string_view body) {
                 return body == "good"  ? Verdict::kOpens
                        : body == "bad" ? Verdict::kDoesNotOpen
                                        : Verdict::kNotASealedSecret;
             },
         .rotate =
             [](std::string_view body) {
                 return body == "good" ? std::optional<std::string>("{}") : std::nullopt;
             },
         .trusted_proxies =
             [] {
                 return std::make_shared<const std::set<std::string>>(
                     std::set<std::string>{kApiServer});
             },
         .webhook = {.rules = [] { return WebhookRules{.max_bytes = 1000}; },
                     .pushed = [](const git::PushEvent&) { return true; }}},
        {.rate = 2, .burst = 2}, metrics_);
};

TEST_F(Endpoints, HealthIsNotReadiness) {
    EXPECT_EQ(ask(api_, "/healthz")->status_, 200);
    EXPECT_EQ(ask(api_, "/readyz")->status_, 503);
    ready_ = true;
    EXPECT_EQ(ask(api_, "/readyz")->status_, 200);
}

TEST_F(Endpoints, CertificateIsServedOnceThereIsOne) {
    EXPECT_EQ(ask(api_, "/v1/cert.pem")->status_, 500);
    certificate_ = "PEM";
    const auto answer = ask(api_, "/v1/cert.pem");
    EXPECT_EQ(answer->status_, 200);
    EXPECT_EQ(answer->body_, "PEM");
    EXPECT_EQ(*http::find_header(answer->headers_, "content-type"), "application/x-pem-file");
    EXPECT_EQ(ask(api_, "/v1/cert.pem", "POST")->status_, 405);
}

TEST_F(Endpoints, VerifyAnswersByCodeAlone) {
    for (const auto& [body, status] : {std::pair{"good", 200}, {"bad", 409}, {"else", 500}}) {
        const auto answer = post("/v1/verify", body, body);
        EXPECT_EQ(answer->status_, status) << body;
        EXPECT_EQ(answer->body_, "") << body;
    }
    EXPECT_EQ(ask(api_, "/v1/verify")->status_, 405);
}

TEST_F(Endpoints, RotateAnswersTheObjectOrNothing) {
    EXPECT_EQ(post("/v1/rotate", "good", "a")->body_, "{}");
    const auto refused = post("/v1/rotate", "bad", "b");
    EXPECT_EQ(refused->status_, 500);
    EXPECT_EQ(refused->body_, "");
}

TEST_F(Endpoints, OneClientIsLimitedOnEachPath) {
    for (const char* remaining : {"2", "1", "0"}) {
        const auto answer = post("/v1/verify", "good", "a");
        EXPECT_EQ(answer->status_, 200);
        EXPECT_EQ(*http::find_header(answer->headers_, "X-RateLimit-Limit"), "3");
        EXPECT_EQ(*http::find_header(answer->headers_, "X-RateLimit-Remaining"), remaining);
    }
    const auto refused = post("/v1/verify", "good", "a");
    EXPECT_EQ(refused->status_, 429);
    EXPECT_EQ(refused->body_, "limit exceeded");
    EXPECT_EQ(*http::find_header(refused->headers_, "Retry-After"), "1");
    EXPECT_EQ(*http::find_header(refused->headers_, "X-RateLimit-Reset"), "2");
    EXPECT_EQ(post("/v1/rotate", "good", "a")->status_, 200);
    EXPECT_EQ(post("/v1/verify", "good", "b")->status_, 200);
}

TEST_F(Endpoints, AForgedHeaderEvadesNoLimit) {
    for (int i = 0; i < 3; ++i) {
        post("/v1/verify", "good", "a", {{"X-Forwarded-For", std::to_string(i)}});
        post("/v1/rotate", "good", kApiServer,
             {{"X-Forwarded-For", std::to_string(i) + ", 10.1.1.1"}});
    }
    EXPECT_EQ(post("/v1/verify", "good", "a", {{"X-Forwarded-For", "new"}})->status_, 429);
    EXPECT_EQ(
        post("/v1/rotate", "good", kApiServer, {{"X-Forwarded-For", "new, 10.1.1.1"}})->status_,
        429);
    EXPECT_EQ(post("/v1/rotate", "good", kApiServer, {{"X-Forwarded-For", "10.1.1.2"}})->status_,
              200);
}

TEST_F(Endpoints, WebhooksAreLimitedByClient) {
    EXPECT_EQ(ask(api_, "/api/webhook")->status_, 405);
    int refused = 0;
    for (int i = 0; i < kWebhookBurst + 1 + kWebhookRate; ++i) {
        const int status = post("/api/webhook", "{}", "a")->status_;
        EXPECT_TRUE(status == 400 || status == 429) << status;
        refused += status == 429 ? 1 : 0;
    }
    EXPECT_GT(refused, 0);
    EXPECT_EQ(post("/api/webhook", "{}", "b")->status_, 400);
}

TEST(ClientIdentity, IsThePeerOrWhomTheApiServerNames) {
    const std::set<std::string> trusted{kApiServer};
    const auto identity = [&trusted](std::string peer, http::Headers headers) {
        http::ServerRequest request;
        request.peer = std::move(peer);
        request.headers = std::move(headers);
        return client_identity(request, trusted);
    };
    EXPECT_EQ(identity("10.0.0.9", {{"X-Forwarded-For", "x"}}), "10.0.0.9");
    EXPECT_EQ(identity("::ffff:10.0.0.9", {}), "10.0.0.9");
    EXPECT_EQ(identity(kApiServer, {}), kApiServer);
    EXPECT_EQ(identity(std::string("::ffff:") + kApiServer, {{"x-forwarded-for", "a, b"}}),
              "forwarded b");
    EXPECT_EQ(identity(kApiServer, {{"X-Forwarded-For", "a"}, {"X-Forwarded-For", "c"}}),
              "forwarded c");
}

TEST_F(Endpoints, RequestsAreTimed) {
    post("/v1/verify", "bad", "a");
    const std::string text = ask(make_metrics_handler(metrics_), "/metrics")->body_;
    EXPECT_THAT(text, HasSubstr("sealed_secrets_controller_http_request_duration_seconds_count{"
                                "method=\"post\",path=\"/v1/verify\"} 1"));
    EXPECT_THAT(text, HasSubstr(R"(code="409",method="post",path="/v1/verify")"));
}

TEST_F(Endpoints, StrangersCannotMakeUpSeries) {
    EXPECT_EQ(ask(api_, "/made/up", "BREW")->status_, 404);
    const std::string text = ask(make_metrics_handler(metrics_), "/metrics")->body_;
    EXPECT_THAT(text, HasSubstr(R"(path="other")"));
    EXPECT_THAT(text, Not(HasSubstr("made")));
    EXPECT_THAT(text, Not(HasSubstr("brew")));
}

TEST_F(Endpoints, MetricsCountSetRemoveAndObserve) {
    metrics_.describe_gauge("size", "A size.");
    metrics_.observe("age_total", "An age.", Metrics::Kind::kCounter, [] {
        return std::vector<Metrics::Sample>{{{{"of", "x"}}, 7}};
    });
    metrics_.set("size", {{"name", "a"}}, 3);
    metrics_.set("size", {{"name", "b"}}, 4);
    metrics_.remove("size", {{"name", "b"}});
    const std::string text = ask(make_metrics_handler(metrics_), "/metrics")->body_;
    EXPECT_THAT(text, HasSubstr("size{name=\"a\"} 3"));
    EXPECT_THAT(text, Not(HasSubstr("name=\"b\"")));
    EXPECT_THAT(text, HasSubstr("# TYPE age_total counter\nage_total{of=\"x\"} 7"));
}

}  // namespace
}  // namespace sealer::web
