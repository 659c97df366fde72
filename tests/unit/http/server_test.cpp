// SPDX-License-Identifier: Apache-2.0
#include "common/http/server.h"

#include <future>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_client.h"

namespace sealer::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Answers with what it understood of the request.
void echo_with_peer(ServerRequest request, const std::shared_ptr<Responder>& responder) {
    std::string text = request.method + " " + request.path + "?" + request.query + "\n";
    text += request.body.expose();
    responder->send(200, {{"X-Peer", request.peer}}, text);
}

std::unique_ptr<Server> start_server(Handler handler, ServerOptions options = {}) {
    auto server = Server::start(std::move(options), std::move(handler));
    EXPECT_TRUE(server.has_value()) << server.error().message;
    return std::move(server).value();
}

std::string talk(const Server& server, std::string_view request) {
    RawClient client(server.port());
    client.write(request);
    client.shut_down_writing();
    return client.read_to_end();
}

TEST(Server, AnswersAndKeepsTheConnection) {
    const auto server = start_server(echo_with_peer);
    RawClient client(server->port());
    client.write("GET /a%20b?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    const std::string first = client.read_until("GET /a%20b?x=1\n");
    EXPECT_THAT(first, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(first, HasSubstr("X-Peer: 127.0.0.1\r\n"));
    client.write("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_THAT(client.read_until("hello"), EndsWith("\r\n\r\nPOST /p?\nhello"));
    client.write(
        "POST /q HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
    EXPECT_THAT(client.read_until("hello"), EndsWith("POST /q?\nhello"));
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    const auto server = start_server(echo_with_peer);
    const std::string answer = talk(*server,
                                    "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 "
                                    "HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_LT(answer.find("GET /1"), answer.find("GET /2"));
    EXPECT_LT(answer.find("GET /2"), answer.find("GET /3"));
    EXPECT_THAT(answer, EndsWith("Connection: close\r\n\r\nGET /3?\n"));
}

TEST(Server, SendsNoBodyToHead) {
    const auto server = start_server(echo_with_peer);
    const std::string answer = talk(*server, "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 8\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST(Server, AsksForABodyThatTheClientHoldsBack) {
    const auto server = start_server(echo_with_peer);
    RawClient client(server->port());
    client.write("PUT / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.write("ok");
    EXPECT_THAT(client.read_until("ok"), EndsWith("PUT /?\nok"));
}

TEST(Server, RefusesWhatItCannotRead) {
    ServerOptions options;
    options.max_body_bytes = 100;
    options.max_header_bytes = 1000;
    const auto server = start_server(echo_with_peer, options);
    const std::string long_body(200, 'x');
    const struct {
        std::string request;
        std::string answer;
    } cases[] = {
        {"nonsense\r\n\r\n", "HTTP/1.1 400 "},
        {std::string("\0\xff\x16\x03\x01\r\n\r\n", 9), "HTTP/1.1 400 "},
        {"GET / HTTP/9.9\r\n\r\n", "HTTP/1.1 400 "},
        {"GET / HTTP/1.1\r\nno colon\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nxx\r\n", "HTTP/1.1 400 "},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
         "HTTP/1.1 400 "},
        {"GET / HTTP/1.1\r\nX: " + std::string(5000, 'x') + "\r\n\r\n", "HTTP/1.1 431 "},
        {"POST / HTTP/1.1\r\nContent-Length: 200\r\n\r\n" + long_body, "HTTP/1.1 413 "},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n" + long_body +
             "\r\n0\r\n\r\n",
         "HTTP/1.1 413 "},
    };
    for (const auto& [request, answer] : cases) {
        SCOPED_TRACE(request.substr(0, 80));
        EXPECT_THAT(talk(*server, request), StartsWith(answer));
    }
    EXPECT_THAT(talk(*server, "GET /alive HTTP/1.1\r\n\r\n"), HasSubstr("GET /alive"));
}

TEST(Server, TakesLargeBodiesAtOnePathAFewAtATime) {
    ServerOptions options;
    options.max_body_bytes = 100;
    options.large_body_path = "/large";
    options.max_large_body_bytes = 300;
    options.max_large_bodies = 1;
    const auto server = start_server(echo_with_peer, options);
    const std::string body(200, 'x');
    const auto post = [&](const std::string& path, const std::string& length) {
        return talk(*server,
                    "POST " + path + " HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + body);
    };
    EXPECT_THAT(post("/", "200"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(post("/large", "301"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(talk(*server, "POST /large HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n" +
                                  body + "\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
    RawClient first(server->port());
    first.write("POST /large?q HTTP/1.1\r\nContent-Length: 200\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(first.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_THAT(post("/large", "200"), StartsWith("HTTP/1.1 503 "));
    first.write(body);
    EXPECT_THAT(first.read_until(body), EndsWith("POST /large?q\n" + body));
    std::string answer;
    do {  // its turn ends a little after its answer
        answer = post("/large", "200");
    } while (answer.starts_with("HTTP/1.1 503 "));
    EXPECT_THAT(answer, HasSubstr(body));
}

TEST(Server, OutlivesGarbage) {
    const auto server = start_server(echo_with_peer);
    const std::string model =
        "POST /path?q=1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: "
        "100-continue\r\n\r\n"
        "5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n";
    std::mt19937 random(20);
    for (int round = 0; round < 300; ++round) {
        std::string request = model;
        for (int edit = 0; edit < 1 + round % 8; ++edit) {
            const std::size_t at = random() % request.size();
            switch (random() % 3) {
                case 0:
                    request[at] = static_cast<char>(random());
                    break;
                case 1:
                    request.erase(at, random() % 5);
                    break;
                default:
                    request.insert(at, std::to_string(static_cast<int>(random())));
            }
        }
        talk(*server, request);
    }
    EXPECT_THAT(talk(*server, "GET /alive HTTP/1.1\r\n\r\n"), HasSubstr("GET /alive"));
}

TEST(Server, StreamsInChunksAndGoesOn) {
    const auto server =
        start_server([](const ServerRequest& request, const std::shared_ptr<Responder>& responder) {
            if (request.path == "/after") {
                return responder->send(200, {}, "after");
            }
            responder->start(200, {{"Content-Type", "text/plain"}});
            EXPECT_TRUE(responder->push("one\n"));
            EXPECT_TRUE(responder->push(""));
            EXPECT_TRUE(responder->push("two\n"));
            responder->finish();
            EXPECT_FALSE(responder->push("late"));
        });
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\n\r\n");
    const std::string answer = client.read_until("0\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n4\r\none\n\r\n4\r\ntwo\n\r\n0\r\n\r\n"));
    client.write("GET /after HTTP/1.1\r\n\r\n");
    EXPECT_THAT(client.read_until("after"), StartsWith("HTTP/1.1 200 OK\r\n"));
    RawClient old_one(server->port());
    old_one.write("GET / HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old_one.read_to_end(), EndsWith("\r\n\r\none\ntwo\n"));
}

// A handler whose answers are streams that stay open until the test ends them.
struct OpenStreams {
    std::promise<std::shared_ptr<Responder>> started;
    std::promise<void> closed;

    Handler handler() {
        return [this](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
            responder->start(200, {});
            responder->push("first\n");
            responder->on_close([this] { closed.set_value(); });
            started.set_value(responder);
        };
    }
};

TEST(Server, TellsAStreamThatItsClientLeft) {
    OpenStreams streams;
    const auto server = start_server(streams.handler());
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\n\r\n");
    client.read_until("first");
    client.close();
    ASSERT_EQ(streams.closed.get_future().wait_for(std::chrono::seconds(10)),
              std::future_status::ready);
    EXPECT_FALSE(streams.started.get_future().get()->push("second"));
}

TEST(Server, CutsOffAClientThatDoesNotRead) {
    OpenStreams streams;
    ServerOptions options;
    options.max_pending_bytes = 1 << 20;
    const auto server = start_server(streams.handler(), options);
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\n\r\n");
    const auto responder = streams.started.get_future().get();
    const std::string piece(256 << 10, 'x');
    int pushes = 0;
    while (responder->push(piece)) {
        ASSERT_LT(++pushes, 10'000);
    }
    EXPECT_EQ(streams.closed.get_future().wait_for(std::chrono::seconds(10)),
              std::future_status::ready);
    EXPECT_THAT(client.read_to_end(), Not(EndsWith("0\r\n\r\n")));
}

TEST(Server, CutsOffAClientThatTakesTooLong) {
    OpenStreams streams;
    ServerOptions options;
    options.max_pending_bytes = 64 << 20;
    options.write_timeout = std::chrono::milliseconds(50);
    const auto server = start_server(streams.handler(), options);
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\n\r\n");
    const auto responder = streams.started.get_future().get();
    EXPECT_TRUE(responder->push(std::string(32 << 20, 'x')));  // more than sockets hold
    EXPECT_EQ(streams.closed.get_future().wait_for(std::chrono::seconds(10)),
              std::future_status::ready);
    EXPECT_THAT(client.read_to_end(), Not(EndsWith("0\r\n\r\n")));
}

TEST(Server, AnswersForAHandlerThatDoesNot) {
    const auto server =
        start_server([](const ServerRequest&, const std::shared_ptr<Responder>&) {});
    EXPECT_THAT(talk(*server, "GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
}

TEST(Server, DoesNotLetAValueStartAHeader) {
    const auto server =
        start_server([](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
            responder->send(200, {{"X-Echo", "a\r\nSet-Cookie: b"}}, "");
        });
    EXPECT_THAT(talk(*server, "GET / HTTP/1.1\r\n\r\n"), HasSubstr("X-Echo: a  Set-Cookie: b\r\n"));
}

TEST(Server, ClosesIdleAndSlowConnections) {
    ServerOptions options;
    options.idle_timeout = std::chrono::milliseconds(50);
    options.read_timeout = std::chrono::milliseconds(50);
    const auto server = start_server(echo_with_peer, options);
    RawClient idle(server->port());
    EXPECT_EQ(idle.read_to_end(), "");
    RawClient slow(server->port());
    slow.write("GET / HTTP/1.1\r\nX-Slow");
    EXPECT_EQ(slow.read_to_end(), "");
}

TEST(Server, LetsFurtherConnectionsWait) {
    ServerOptions options;
    options.max_connections = 2;
    const auto server = start_server(echo_with_peer, options);
    auto first = std::make_unique<RawClient>(server->port());
    first->write("GET /1 HTTP/1.1\r\n\r\n");
    first->read_until("GET /1?\n");
    RawClient second(server->port());
    second.write("GET /2 HTTP/1.1\r\n\r\n");
    second.read_until("GET /2?\n");
    RawClient third(server->port());  // the kernel's backlog takes it
    third.write("GET /3 HTTP/1.1\r\n\r\n");
    first.reset();
    EXPECT_THAT(third.read_until("GET /3?\n"), EndsWith("GET /3?\n"));
}

TEST(Server, StopsStreamsAtOnceAndLetsAnswersEnd) {
    OpenStreams streams;
    std::promise<std::shared_ptr<Responder>> held;
    const auto server =
        start_server([&, stream = streams.handler()](ServerRequest request,
                                                     const std::shared_ptr<Responder>& responder) {
            if (request.path == "/held") {
                return held.set_value(responder);
            }
            stream(std::move(request), responder);
        });
    RawClient watcher(server->port());
    watcher.write("GET /watch HTTP/1.1\r\n\r\n");
    watcher.read_until("first");
    RawClient waiting(server->port());
    waiting.write("GET /held HTTP/1.1\r\n\r\n");
    const auto responder = held.get_future().get();
    std::jthread stopper([&] { server->stop(std::chrono::seconds(10)); });
    EXPECT_EQ(streams.closed.get_future().wait_for(std::chrono::seconds(10)),
              std::future_status::ready);
    responder->send(200, {}, "done");
    EXPECT_THAT(waiting.read_to_end(), EndsWith("done"));
    stopper.join();
    EXPECT_FALSE(RawClient(server->port()).connected());
}

TEST(Server, OutlivedByAResponder) {
    std::promise<std::shared_ptr<Responder>> held;
    auto server =
        start_server([&](const ServerRequest&, const std::shared_ptr<Responder>& responder) {
            held.set_value(responder);
        });
    RawClient client(server->port());
    client.write("GET / HTTP/1.1\r\n\r\n");
    auto responder = held.get_future().get();
    server->stop(std::chrono::milliseconds(0));
    server.reset();
    responder->send(200, {}, "too late");
    responder.reset();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, ReportsAPortInUse) {
    const auto server = start_server(echo_with_peer);
    ServerOptions options;
    options.port = server->port();
    const auto second = Server::start(options, echo_with_peer);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, Code::kUnavailable);
    options.address = "nowhere";
    EXPECT_EQ(Server::start(options, echo_with_peer).error().code, Code::kInvalid);
}

TEST(ServerRequest, DecodesItsQuery) {
    ServerRequest request;
    request.query = "labelSelector=a%3Db%2Cc&watch&limit=5&name=x+y&limit=6";
    EXPECT_EQ(request.query_value("labelSelector"), "a=b,c");
    EXPECT_EQ(request.query_value("limit"), "5");
    EXPECT_EQ(request.query_value("name"), "x y");
    EXPECT_EQ(request.query_value("watch"), "");
    EXPECT_TRUE(request.has_query("watch"));
    EXPECT_FALSE(request.has_query("missing"));
}

TEST(Headers, AreFoundInAnyCase) {
    const Headers headers{{"content-TYPE", "a"}, {"Content-Type", "b"}};
    ASSERT_NE(find_header(headers, "Content-Type"), nullptr);
    EXPECT_EQ(*find_header(headers, "Content-Type"), "a");
    EXPECT_EQ(find_header(headers, "Accept"), nullptr);
}

}  // namespace
}  // namespace sealer::http
