// SPDX-License-Identifier: Apache-2.0
#include "common/http/server.h"

#include <set>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <openssl/ssl.h>

#include "common/base/log.h"
#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/http/connection.h"
#include "common/http/tls.h"

namespace sealer::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr int kIoThreads = 2;
// Out of descriptors, most likely: waiting for some to be freed beats spinning.
constexpr std::chrono::milliseconds kAcceptRetryDelay{100};

// A client may present any certificate: who trusts it decides by its content.
int accept_any_certificate(int /*verified*/, X509_STORE_CTX* /*context*/) {
    return 1;
}

Result<std::unique_ptr<asio::ssl::context>> make_tls(const ServerOptions& options) {
    if (options.tls_cert_pem.empty()) {
        return nullptr;
    }
    if (options.tls_key_pem == nullptr) {
        return fail(Code::kInvalid, "a TLS certificate without its key");
    }
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, accept_any_certificate);
    static constexpr unsigned char kSessionScope[] = "sealer";
    SSL_CTX_set_session_id_context(native, kSessionScope, sizeof kSessionScope);
    TRY(use_certificate_chain(native, options.tls_cert_pem));
    TRY(use_private_key(native, *options.tls_key_pem));
    return context;
}

Result<Tcp::acceptor> listen(asio::io_context& io, const ServerOptions& options) {
    const std::string where = options.address + ":" + std::to_string(options.port);
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return fail(Code::kInvalid, "listen on " + where + ": not an IP address");
    }
    const Tcp::endpoint endpoint(address, options.port);
    Tcp::acceptor acceptor(asio::make_strand(io));
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return fail(Code::kUnavailable, "listen on " + where + ": " + error.message());
    }
    return acceptor;
}

class BeastServer final : public Server {
  public:
    BeastServer(std::shared_ptr<ServerCore> core, Tcp::acceptor acceptor)
        : core_(std::move(core)),
          acceptor_(std::move(acceptor)),
          retry_(acceptor_.get_executor()),
          port_(acceptor_.local_endpoint().port()),
          workers_(core_->options.worker_threads),
          guard_(core_->io.get_executor()) {
        core_->workers = &workers_;
        core_->on_closed = [this](const std::shared_ptr<Connection>& connection) {
            forget(connection);
        };
        asio::post(acceptor_.get_executor(), [this] { accept(); });
        for (int i = 0; i < kIoThreads; ++i) {
            io_threads_.emplace_back([io = &core_->io] { io->run(); });
        }
    }
    ~BeastServer() override { BeastServer::stop(std::chrono::seconds(2)); }
    BeastServer(const BeastServer&) = delete;
    BeastServer& operator=(const BeastServer&) = delete;

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void stop(std::chrono::milliseconds grace) override {
        if (io_threads_.empty()) {
            return;
        }
        refuse_new_ones();
        for_each_connection([](Connection& connection) { connection.wind_down(); });
        await_no_connections(Clock::now() + grace);
        for_each_connection([](Connection& connection) { connection.abort(); });
        guard_.reset();
        // Joins: the context runs out of work once all connections have closed.
        io_threads_.clear();
    }

  private:
    // The acceptor's strand runs accept and admit.
    void accept() {
        acceptor_.async_accept(
            asio::make_strand(core_->io), [this](const error_code& error, Tcp::socket socket) {
                if (!acceptor_.is_open()) {
                    return;
                }
                if (error) {
                    log::warn("http", "cannot accept a connection", {{"error", error.message()}});
                    return accept_later();
                }
                if (admit(std::move(socket))) {
                    accept();
                }
            });
    }

    void accept_later() {
        retry_.expires_after(kAcceptRetryDelay);
        retry_.async_wait([this](const error_code& cancelled) {
            if (!cancelled) {
                accept();
            }
        });
    }

    // Whether there is room for one more after it; else forget() resumes.
    bool admit(Tcp::socket socket) {
        const auto connection = make_connection(core_, std::move(socket));
        bool room = false;
        {
            const MutexLock lock(mutex_);
            if (stopping_) {
                return false;
            }
            connections_.insert(connection);
            room = connections_.size() < core_->options.max_connections;
            full_ = !room;
        }
        connection->start();
        return room;
    }

    void forget(const std::shared_ptr<Connection>& connection) {
        bool resume = false;
        {
            const MutexLock lock(mutex_);
            connections_.erase(connection);
            resume = std::exchange(full_, false);
        }
        changed_.notify_all();
        if (resume) {
            asio::post(acceptor_.get_executor(), [this] {
                if (acceptor_.is_open()) {
                    accept();
                }
            });
        }
    }

    void refuse_new_ones() {
        asio::post(acceptor_.get_executor(), [this] {
            error_code ignored;
            acceptor_.close(ignored);
            retry_.cancel();
        });
        const MutexLock lock(mutex_);
        stopping_ = true;
    }

    template <class Visit>
    void for_each_connection(Visit visit) {
        const MutexLock lock(mutex_);
        for (const auto& connection : connections_) {
            visit(*connection);
        }
    }

    void await_no_connections(Clock::time_point deadline) {
        const MutexLock lock(mutex_);
        while (!connections_.empty() && changed_.wait_until(mutex_, deadline)) {
        }
    }

    const std::shared_ptr<ServerCore> core_;
    Tcp::acceptor acceptor_;
    asio::steady_timer retry_;
    const std::uint16_t port_;
    ThreadPool workers_;
    asio::executor_work_guard<asio::io_context::executor_type> guard_;
    Mutex mutex_;
    CondVar changed_;
    std::set<std::shared_ptr<Connection>> connections_ GUARDED_BY(mutex_);
    bool full_ GUARDED_BY(mutex_) = false;
    bool stopping_ GUARDED_BY(mutex_) = false;
    std::vector<std::jthread> io_threads_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
    auto core = std::make_shared<ServerCore>();
    TRY_ASSIGN(core->tls, make_tls(options));
    TRY_ASSIGN(Tcp::acceptor acceptor, listen(core->io, options));
    core->options = std::move(options);
    core->handler = std::move(handler);
    return std::make_unique<BeastServer>(std::move(core), std::move(acceptor));
}

}  // namespace sealer::http
