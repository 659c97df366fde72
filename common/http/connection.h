// SPDX-License-Identifier: Apache-2.0
// One connection of the server. Private to the server: it brings Asio's headers.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "common/base/thread_pool.h"
#include "common/http/server.h"

namespace sealer::http {

class Connection;

// What all connections of a server share. Lives as long as the last of them, since a Responder may
// outlive the Server.
struct ServerCore {
    ServerOptions options;
    Handler handler;
    boost::asio::io_context io;
    std::unique_ptr<boost::asio::ssl::context> tls;  // null: plain HTTP
    // Called when a connection has closed, on an I/O thread.
    std::function<void(const std::shared_ptr<Connection>&)> on_closed;
    std::atomic<std::size_t> large_bodies{0};  // that are read or worked on
    // Runs handlers. Owned by the Server, which joins it before the core can go.
    ThreadPool* workers = nullptr;
};

class Connection {
  public:
    virtual ~Connection() = default;

    // All may be called from any thread.
    virtual void start() = 0;
    // Closes unless an ordinary answer is under way, and then after it.
    virtual void wind_down() = 0;
    virtual void abort() = 0;
};

[[nodiscard]] std::shared_ptr<Connection> make_connection(std::shared_ptr<ServerCore> core,
                                                          boost::asio::ip::tcp::socket socket);

}  // namespace sealer::http
