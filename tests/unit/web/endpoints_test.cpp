// SPDX-License-Identifier: Apache-2.0
#include "controller/web/endpoints.h"

#include <functional>
#include <memory>
#include <string>
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

class Endpoints : public testing::Test {
  protected:
    std::shared_ptr<Recorder> ask(const http::Handler& handler, std::string path,
                                  std::string method = "GET") {
        http::ServerRequest request;
        request.method = std::move(method);
        request.path = std::move(path);
        auto recorder = std::make_shared<Recorder>();
        handler(std::move(request), recorder);
        return recorder;
    }

    bool ready_ = false;
    std::string certificate_;
    Metrics metrics_;
    http::Handler api_ = make_api_handler(
        {.ready = [this] { return ready_; }, .certificate_pem = [this] { return certificate_; }},
        metrics_);
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
