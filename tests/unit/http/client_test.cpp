// SPDX-License-Identifier: Apache-2.0
// Both transports against our own server, by the same cases.
#include "common/http/client.h"

#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/time.h"
#include "common/http/cpprest/client.h"
#include "common/http/server.h"
#include "test_tls.h"

namespace sealer::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

using MakeClient = Result<std::unique_ptr<Client>> (*)(ClientOptions);

struct Transport {
    const char* name;
    MakeClient make;
};

Result<std::unique_ptr<Client>> make_web(ClientOptions options) {
    return make_web_client(std::move(options), true);
}

class ClientTest : public testing::TestWithParam<Transport> {
  protected:
    void TearDown() override { server_->stop(0ms); }
    void serve(Handler handler, ServerOptions options = {}) {
        const bool tls = !options.tls_cert_pem.empty();
        auto server = Server::start(std::move(options), std::move(handler));
        ASSERT_TRUE(server.has_value()) << server.error().message;
        server_ = *std::move(server);
        url_ = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server_->port());
    }
    std::unique_ptr<Client> connect(ClientOptions options = {}) {
        if (options.base_url.empty()) {
            options.base_url = url_;
        }
        auto client = GetParam().make(std::move(options));
        EXPECT_TRUE(client.has_value()) << client.error().message;
        return client.has_value() ? *std::move(client) : nullptr;
    }

    std::unique_ptr<Server> server_;
    std::string url_;
};

void echo_with_header(const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
    const std::string* const header = find_header(request.headers, "X-Test");
    std::string text = request.method + " " + request.path + "?" + request.query + " " +
                       (header != nullptr ? *header : "") + " ";
    text += request.body.expose();
    responder->send(request.path == "/missing" ? 404 : 200, {{"X-Answer", "yes"}}, text);
}

TEST_P(ClientTest, SendsAndReceives) {
    serve(echo_with_header);
    const auto client = connect({.base_url = url_ + "/prefix"});
    Request request;
    request.target = "/a%2Fb/c?x=1%2C2&y=%3D";
    request.headers = {{"X-Test", "t"}};
    auto response = client->send(request, {});
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(*find_header(response->headers, "x-answer"), "yes");
    EXPECT_EQ(response->body.expose(), "GET /prefix/a%2Fb/c?x=1%2C2&y=%3D t ");
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
        request.method = method;
        request.body = crypto::SecretBytes(std::string(100'000, 'b'));
        response = client->send(request, {});
        ASSERT_TRUE(response.has_value()) << response.error().message;
        EXPECT_THAT(std::string(response->body.expose()), StartsWith(method));
        EXPECT_GT(response->body.size(), 100'000U);
    }
    request.method = "POST";
    request.body.clear();
    response = client->send(request, {});
    EXPECT_TRUE(response.has_value()) << response.error().message;
}

TEST_P(ClientTest, ReturnsErrorStatusesAsAnswers) {
    serve(echo_with_header);
    const auto client = connect();
    Request request;
    request.target = "/missing";
    const auto response = client->send(request, {});
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->status, 404);
    const auto streamed = client->stream(request, [](std::string_view) { return false; }, {});
    ASSERT_TRUE(streamed.has_value());
    EXPECT_EQ(streamed->status, 404);
    EXPECT_THAT(std::string(streamed->body.expose()), HasSubstr("/missing"));
}

TEST_P(ClientTest, KeepsItsConnection) {
    std::atomic<int> requests = 0;
    ServerOptions options;
    options.max_connections = 4;  // cpprestsdk gives connections back a little late
    serve(
        [&](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
            ++requests;
            echo_with_header(request, responder);
        },
        options);
    const auto client = connect();
    for (int i = 0; i < 100; ++i) {
        Request request;
        request.timeout = 5s;
        const auto response = client->send(request, {});
        ASSERT_TRUE(response.has_value()) << response.error().message;
    }
    EXPECT_EQ(requests, 100);
}

TEST_P(ClientTest, DoesNotFollowRedirects) {
    serve([](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
        responder->send(302, {{"Location", "/elsewhere"}}, "");
    });
    const auto response = connect()->send({}, {});
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->status, 302);
}

TEST_P(ClientTest, BoundsTheAnswer) {
    serve([](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
        responder->send(200, {}, std::string(2 << 20, 'x'));
    });
    Request request;
    request.max_response_bytes = 1 << 20;
    const auto client = connect();
    const auto response = client->send(request, {});
    ASSERT_FALSE(response.has_value());
    EXPECT_EQ(response.error().code, Code::kInvalid);
    request.max_response_bytes = 2 << 20;
    EXPECT_TRUE(client->send(request, {}).has_value());
}

TEST_P(ClientTest, HandsAStreamOverAsItComes) {
    std::promise<std::shared_ptr<Responder>> started;
    serve([&](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
        responder->start(200, {});
        responder->push("one\n");
        started.set_value(responder);
    });
    const auto responder = started.get_future().share();
    std::string received;
    const auto response = connect()->stream({},
                                            [&](std::string_view piece) {
                                                received += piece;
                                                if (received == "one\n") {
                                                    responder.get()->push("two\n");
                                                } else if (received == "one\ntwo\n") {
                                                    responder.get()->finish();
                                                }
                                                return true;
                                            },
                                            {});
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(received, "one\ntwo\n");
}

// Streams that open and then say no more.
Handler silent_stream() {
    auto kept = std::make_shared<std::vector<std::shared_ptr<Responder>>>();
    return [kept](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
        if (request.path == "/stream") {
            responder->start(200, {});
            responder->push("hello");
        }
        kept->push_back(responder);
    };
}

TEST_P(ClientTest, StopsWhenTheReaderHasEnough) {
    serve(silent_stream(), {.worker_threads = 1});
    Request request;
    request.target = "/stream";
    const auto response = connect()->stream(request, [](std::string_view) { return false; }, {});
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_EQ(response->status, 200);
}

TEST_P(ClientTest, StopsWhenTold) {
    serve(silent_stream(), {.worker_threads = 1});
    const auto client = connect();
    std::stop_source stop;
    Request request;
    request.target = "/stream";
    const auto streamed = client->stream(
        request, [&](std::string_view) { return stop.request_stop(); }, stop.get_token());
    ASSERT_FALSE(streamed.has_value());
    EXPECT_EQ(streamed.error().code, Code::kCancelled);
    std::stop_source later;
    request.target = "/never";
    const std::jthread stopper([&] { later.request_stop(); });
    const auto sent = client->send(request, later.get_token());
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().code, Code::kCancelled);
}

TEST_P(ClientTest, GivesUpOnSilence) {
    serve(silent_stream(), {.worker_threads = 1});
    const auto client = connect();
    Request request;
    request.timeout = 100ms;
    const auto sent = client->send(request, {});
    ASSERT_FALSE(sent.has_value());
    EXPECT_EQ(sent.error().code, Code::kUnavailable);
    request.target = "/stream";
    const auto streamed = client->stream(request, [](std::string_view) { return true; }, {});
    ASSERT_FALSE(streamed.has_value());
    EXPECT_EQ(streamed.error().code, Code::kUnavailable);
}

TEST_P(ClientTest, ReportsAServerThatIsGone) {
    serve(echo_with_header);
    const auto client = connect();
    ASSERT_TRUE(client->send({}, {}).has_value());
    server_->stop(0ms);
    const auto response = client->send({}, {});
    ASSERT_FALSE(response.has_value());
    EXPECT_EQ(response.error().code, Code::kUnavailable);
    EXPECT_THAT(response.error().message, HasSubstr(url_));
}

TEST_P(ClientTest, LetsFurtherCallersWait) {
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    serve(
        [&](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
            most = std::max<int>(most, ++running);
            std::this_thread::yield();
            --running;
            echo_with_header(request, responder);
        },
        {.worker_threads = 8});
    const auto client = connect({.base_url = url_, .max_connections = 2});
    std::vector<std::jthread> callers;
    for (int i = 0; i < 8; ++i) {
        callers.emplace_back([&] {
            for (int call = 0; call < 10; ++call) {
                EXPECT_TRUE(client->send({}, {}).has_value());
            }
        });
    }
    callers.clear();
    EXPECT_LE(most, 2);
}

class TlsClientTest : public ClientTest {
  protected:
    void SetUp() override {
        ServerOptions options;
        options.tls_cert_pem = identity_.certificate_pem;
        options.tls_key_pem = identity_.key_pem;
        serve(
            [](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
                responder->send(200, {}, request.client_certificate_pem);
            },
            options);
    }
    const Identity identity_ = make_identity("server", "IP:127.0.0.1,DNS:api.example");
};

TEST_P(TlsClientTest, TrustsTheGivenAuthorityAlone) {
    const auto trusted =
        connect({.base_url = url_, .tls = {.ca_pem = identity_.certificate_pem}})->send({}, {});
    EXPECT_TRUE(trusted.has_value()) << trusted.error().message;
    for (const std::string& ca :
         {make_identity("other", "IP:127.0.0.1").certificate_pem, std::string()}) {
        const auto refused = connect({.base_url = url_, .tls = {.ca_pem = ca}})->send({}, {});
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().code, Code::kUnavailable);
    }
    EXPECT_TRUE(connect({.base_url = url_, .tls = {.insecure_skip_verify = true}})
                    ->send({}, {})
                    .has_value());
}

TEST_P(TlsClientTest, VerifiesTheName) {
    const TlsOptions tls{.ca_pem = identity_.certificate_pem};
    const std::string other = "https://localhost:" + std::to_string(server_->port());
    EXPECT_FALSE(connect({.base_url = other, .tls = tls})->send({}, {}).has_value());
    TlsOptions named = tls;
    named.server_name = "api.example";
    const auto response = connect({.base_url = other, .tls = named})->send({}, {});
    EXPECT_TRUE(response.has_value()) << response.error().message;
    named.server_name = "wrong.example";
    EXPECT_FALSE(connect({.base_url = url_, .tls = named})->send({}, {}).has_value());
}

TEST_P(TlsClientTest, PresentsItsCertificate) {
    const Identity me = make_identity("me", "DNS:me");
    const TlsOptions tls{.ca_pem = identity_.certificate_pem,
                         .client_cert_pem = me.certificate_pem,
                         .client_key_pem = me.key_pem};
    const auto client = connect({.base_url = url_, .tls = tls});
    for (int i = 0; i < 3; ++i) {
        const auto response = client->send({}, {});
        ASSERT_TRUE(response.has_value()) << response.error().message;
        EXPECT_EQ(response->body.expose(), me.certificate_pem);
    }
}

constexpr Transport kTransports[] = {{"cpprest", make_api_server_client}, {"curl", make_web}};
const auto kNameOf = [](const auto& info) { return std::string(info.param.name); };
INSTANTIATE_TEST_SUITE_P(Both, ClientTest, testing::ValuesIn(kTransports), kNameOf);
INSTANTIATE_TEST_SUITE_P(Both, TlsClientTest, testing::ValuesIn(kTransports), kNameOf);

TEST(MakeClient, RefusesWhatCannotWork) {
    const Identity me = make_identity("me", "DNS:me");
    const Identity other = make_identity("other", "DNS:other");
    const ClientOptions cases[] = {
        {.base_url = "nonsense"},
        {.base_url = "ftp://host"},
        {.base_url = "https://host", .tls = {.ca_pem = "nonsense"}},
        {.base_url = "https://host", .tls = {.client_cert_pem = me.certificate_pem}},
        {.base_url = "https://host",
         .tls = {.client_cert_pem = me.certificate_pem, .client_key_pem = other.key_pem}},
    };
    for (const ClientOptions& options : cases) {
        const auto client = make_api_server_client(options);
        ASSERT_FALSE(client.has_value());
        EXPECT_EQ(client.error().code, Code::kInvalid);
    }
}

TEST(FetchUrl, FollowsRedirectsAndSpeaksAsKubeseal) {
    auto server = Server::start(
        {}, [](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
            if (request.path == "/cert") {
                responder->send(200, {}, "PEM");
            } else if (request.path == "/moved") {
                responder->send(301, {{"Location", "/cert"}}, "");
            } else if (request.path == "/loop") {
                responder->send(301, {{"Location", "/loop"}}, "");
            } else if (request.path == "/to-file") {
                responder->send(302, {{"Location", "file:///etc/passwd"}}, "");
            } else {
                responder->send(404, {}, "");
            }
        });
    const std::string url = "http://127.0.0.1:" + std::to_string((*server)->port());
    EXPECT_EQ(fetch_url(url + "/cert", 100).value_or(""), "PEM");
    EXPECT_EQ(fetch_url(url + "/moved", 100).value_or(""), "PEM");
    EXPECT_FALSE(fetch_url(url + "/loop", 100).has_value());
    std::string asked_about;
    const auto refused = fetch_url(url + "/moved", 100, [&](const std::string& to) {
        asked_about = to;
        return false;
    });
    EXPECT_EQ(asked_about, url + "/cert");
    EXPECT_EQ(refused.error().message, "cannot fetch \"" + url + "/moved\": it redirects to \"" +
                                           url + "/cert\", which is not allowed");
    EXPECT_EQ(fetch_url(url + "/to-file", 100).error().code, Code::kInvalid);
    EXPECT_FALSE(fetch_url(url + "/cert", 2).has_value());
    EXPECT_EQ(fetch_url(url + "/x", 100).error().message,
              "cannot fetch \"" + url + "/x\": 404 Not Found");
    EXPECT_EQ(fetch_url("ftp://h/x", 100).error().message,
              "Get \"ftp://h/x\": unsupported protocol scheme \"ftp\"");
}

}  // namespace
}  // namespace sealer::http
