// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 server over Boost.Beast: bounded headers, bodies and time; TLS if asked; streaming
// answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/http/client.h"

namespace sealer::http {

struct ServerRequest {
    std::string method;
    std::string path;   // percent-encoding as received, without the query
    std::string query;  // without '?', as received
    Headers headers;
    crypto::SecretBytes body;
    std::string peer;  // address without port
    std::string
        client_certificate_pem;  // of a TLS client that presented one; not verified. Empty: none

    // The first value of a query parameter, decoded; empty when missing.
    [[nodiscard]] std::string query_value(std::string_view name) const;
    [[nodiscard]] bool has_query(std::string_view name) const;
};

// The answer to one request; exactly one of send and start must be called, from any thread and at
// any later time. Dropping the last reference without either answers 500. Thread-safe.
class Responder {
  public:
    virtual ~Responder() = default;

    virtual void send(int status, Headers headers, std::string body) = 0;
    // The same for a body that may hold a Secret: wiped once it is sent.
    virtual void send_secret(int status, Headers headers, crypto::SecretBytes body) = 0;

    // A chunked answer: start once, push any number of times, finish. A push never blocks; it
    // returns false once the client has gone or when more than ServerOptions::max_pending_bytes
    // wait for it (it is then cut off).
    virtual void start(int status, Headers headers) = 0;
    virtual bool push(std::string_view piece) = 0;
    virtual void finish() = 0;
    // Called once when a started stream's client goes away or the server stops: on a server thread,
    // or at once on this one if that has happened already. Must not block.
    virtual void on_close(std::function<void()> callback) = 0;
};

// Called on one of `worker_threads`; may block. Must not throw.
using Handler = std::function<void(ServerRequest request, std::shared_ptr<Responder> responder)>;

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;    // 0: any free one
    std::string tls_cert_pem;  // empty: plain HTTP
    std::shared_ptr<const crypto::SecretBytes> tls_key_pem;
    std::size_t worker_threads = 4;
    std::size_t max_connections = 1024;
    std::size_t max_header_bytes = 64 << 10;
    std::size_t max_body_bytes = std::size_t{10} << 20;  // larger ones get 413
    // But at this path, where so many at a time may be larger and others get 503; their length has
    // to be told beforehand. Empty: none.
    std::string large_body_path;
    std::size_t max_large_body_bytes = 0;
    std::size_t max_large_bodies = 2;
    std::size_t max_pending_bytes = std::size_t{16} << 20;
    std::chrono::milliseconds read_timeout{30'000};    // for one request to arrive
    std::chrono::milliseconds write_timeout{120'000};  // for a client to take an answer, or what a
                                                       // stream has for it at a time
    std::chrono::milliseconds idle_timeout{120'000};
};

class Server {
  public:
    // Listens before it returns; kInvalid for a bad address or key, kUnavailable when the port is
    // taken.
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                               Handler handler);
    // Stops as stop() does.
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    // Accepts nothing more, closes idle connections and streams, lets running answers end for at
    // most `grace`.
    virtual void stop(std::chrono::milliseconds grace = std::chrono::seconds(2)) = 0;
};

}  // namespace sealer::http
