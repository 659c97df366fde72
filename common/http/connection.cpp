// SPDX-License-Identifier: Apache-2.0
#include "common/http/connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <openssl/pem.h>

#include "common/base/log.h"
#include "common/base/text.h"
#include "common/http/responder.h"
#include "common/http/secret_body.h"

namespace sealer::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using TlsStream = asio::ssl::stream<Tcp::socket>;

constexpr std::size_t kReadAhead = 64 << 10;
// How long a client may take to notice that we hung up, before unread input of its turns the close
// into a reset that could destroy our answer on its way.
constexpr std::chrono::seconds kLingerTimeout{2};

std::string peer_certificate_pem(SSL* tls) {
    std::string pem;
    X509* const certificate = SSL_get1_peer_certificate(tls);
    BIO* const writer = BIO_new(BIO_s_mem());
    if (certificate != nullptr && PEM_write_bio_X509(writer, certificate) == 1) {
        char* data = nullptr;
        const long size = BIO_get_mem_data(writer, &data);
        pem.assign(data, static_cast<std::size_t>(size));
    }
    BIO_free(writer);
    X509_free(certificate);
    return pem;
}

// What to answer to a request that could not be read; 0: nothing, the connection itself failed.
int refusal_of(const error_code& failure) {
    using beast::http::error;
    if (failure.category() != beast::http::make_error_code(error::bad_method).category() ||
        failure == error::end_of_stream || failure == error::partial_message) {
        return 0;
    }
    if (failure == error::body_limit) {
        return 413;
    }
    if (failure == error::header_limit || failure == error::buffer_overflow) {
        return 431;
    }
    return 400;
}

// A turn to send a large body, which lasts as long as the answer; null: too many have one.
std::shared_ptr<void> take_turn(const std::shared_ptr<ServerCore>& core) {
    if (core->large_bodies.fetch_add(1) >= core->options.max_large_bodies) {
        core->large_bodies.fetch_sub(1);
        return nullptr;
    }
    return {core.get(), [core](void* /*itself*/) { core->large_bodies.fetch_sub(1); }};
}

std::string_view view_of(beast::string_view text) {
    return {text.data(), text.size()};
}

ServerRequest request_of(beast::http::request<SecretBody>&& message) {
    ServerRequest request;
    request.method = view_of(message.method_string());
    std::string_view target = view_of(message.target());
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.path = target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    for (const auto& field : message) {
        request.headers.emplace_back(view_of(field.name_string()), view_of(field.value()));
    }
    request.body = std::move(message.body());
    return request;
}

// Everything but the constructor, start, wind_down and abort runs on the socket's strand.
template <class Stream>
class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection<Stream>> {
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  public:
    template <class... StreamArguments>
    explicit HttpConnection(std::shared_ptr<ServerCore> core, StreamArguments&&... arguments)
        : core_(std::move(core)),
          stream_(std::forward<StreamArguments>(arguments)...),
          deadline_(stream_.get_executor()),
          input_(core_->options.max_header_bytes + kReadAhead) {
        error_code ignored;
        socket().set_option(Tcp::no_delay(true), ignored);
        socket().set_option(asio::socket_base::keep_alive(true), ignored);
        const Tcp::endpoint peer = socket().remote_endpoint(ignored);
        peer_ = peer.address().to_string(ignored);
    }

    void start() override {
        post([this] { handshake(); });
    }
    void wind_down() override {
        post([this] {
            winding_down_ = true;
            if (phase_ != Phase::kAnswering || streaming_) {
                close();
            }
        });
    }
    void abort() override {
        post([this] { close(); });
    }

  private:
    enum class Phase { kIdle, kReading, kAnswering, kHangingUp };

    Tcp::socket& socket() {
        if constexpr (kTls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }

    template <class Task>
    void post(Task task) {
        asio::post(stream_.get_executor(), [self = this->shared_from_this(), task] {
            if (!self->closed_) {
                task();
            }
        });
    }

    // Wraps a continuation: keeps us alive, and drops it once we are closed.
    template <class Continuation>
    auto then(Continuation continuation) {
        return [self = this->shared_from_this(), continuation](const error_code& error,
                                                               std::size_t size = 0) {
            if (!self->closed_) {
                continuation(error, size);
            }
        };
    }

    void arm(std::chrono::milliseconds delay) {
        deadline_.expires_after(delay);
        deadline_.async_wait(then([this](const error_code& error, std::size_t) {
            // A wait that had already fired when the deadline was moved is void.
            if (!error && deadline_.expiry() <= asio::steady_timer::clock_type::now()) {
                close();
            }
        }));
    }
    void disarm() { deadline_.expires_at(asio::steady_timer::time_point::max()); }

    void handshake() {
        if constexpr (kTls) {
            arm(core_->options.read_timeout);
            stream_.async_handshake(
                asio::ssl::stream_base::server, then([this](const error_code& error, std::size_t) {
                    if (error) {
                        return close();
                    }
                    client_certificate_ = peer_certificate_pem(stream_.native_handle());
                    await_request();
                }));
        } else {
            await_request();
        }
    }

    void await_request() {
        phase_ = Phase::kIdle;
        if (input_.size() > 0) {
            return read_header();
        }
        arm(core_->options.idle_timeout);
        await_input();
    }

    // One read, so that the first bytes of a request, or the client's leaving, are noticed.
    void await_input() {
        if (awaiting_input_ || input_.size() > 0) {
            return;
        }
        awaiting_input_ = true;
        stream_.async_read_some(input_.prepare(4096),
                                then([this](const error_code& error, std::size_t size) {
                                    awaiting_input_ = false;
                                    if (error) {
                                        return close();
                                    }
                                    input_.commit(size);
                                    if (phase_ == Phase::kIdle) {
                                        read_header();
                                    }
                                }));
    }

    void read_header() {
        phase_ = Phase::kReading;
        arm(core_->options.read_timeout);
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(core_->options.max_header_bytes));
        parser_->body_limit(
            std::max(core_->options.max_body_bytes, core_->options.max_large_body_bytes));
        beast::http::async_read_header(
            stream_, input_, *parser_, then([this](const error_code& error, std::size_t) {
                if (error) {
                    return refuse(refusal_of(error), error.message());
                }
                if (const int refusal = refusal_of_body()) {
                    return refuse(refusal, refusal == 413 ? "the body is too large"
                                                          : "too many large bodies at a time");
                }
                const auto& expect = parser_->get()[beast::http::field::expect];
                if (!parser_->is_done() && to_lower(view_of(expect)) == "100-continue") {
                    return send_continue();
                }
                read_body();
            }));
    }

    // What to answer in place of reading the body; 0: it may come.
    int refusal_of_body() {
        const ServerOptions& options = core_->options;
        const auto length = parser_->content_length();
        if (!length || *length <= options.max_body_bytes) {
            parser_->body_limit(options.max_body_bytes);
            return 0;
        }
        const std::string_view target = view_of(parser_->get().target());
        if (options.large_body_path.empty() ||
            target.substr(0, target.find('?')) != options.large_body_path) {
            return 413;
        }
        large_body_ = take_turn(core_);
        return large_body_ ? 0 : 503;
    }

    void send_continue() {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(kContinue),
                          then([this](const error_code& error, std::size_t) {
                              if (error) {
                                  return close();
                              }
                              read_body();
                          }));
    }

    void read_body() {
        if (parser_->is_done()) {
            return dispatch();
        }
        beast::http::async_read(stream_, input_, *parser_,
                                then([this](const error_code& error, std::size_t) {
                                    if (error) {
                                        return refuse(refusal_of(error), error.message());
                                    }
                                    dispatch();
                                }));
    }

    void dispatch() {
        auto message = parser_->release();
        parser_.reset();
        if (input_.size() == 0) {
            input_.shrink_to_fit();  // gives the memory back, which wipes the body's bytes
        }
        AnswerRules rules;
        rules.body = message.method() != beast::http::verb::head;
        rules.chunked = message.version() >= 11;
        rules.keep_alive = message.keep_alive() && !winding_down_;
        auto request = std::make_shared<ServerRequest>(request_of(std::move(message)));
        request->peer = peer_;
        request->client_certificate_pem = client_certificate_;
        core_->workers->submit([core = core_, request, turn = std::move(large_body_),
                                responder = open_answer(rules)]() mutable {
            try {
                core->handler(std::move(*request), std::move(responder));
            } catch (const std::exception&) {
                // Its text could hold anything; the responder's end has answered 500.
                log::error("http", "a request handler threw", {{"path", request->path}});
            }
        });
    }

    void refuse(int status, const std::string& reason) {
        parser_.reset();
        large_body_.reset();
        if (status == 0) {
            return close();
        }
        refused_ = true;
        AnswerRules rules;
        rules.keep_alive = false;
        open_answer(rules)->send(status, {{"Content-Type", "text/plain"}}, reason + "\n");
    }

    std::shared_ptr<Responder> open_answer(AnswerRules rules) {
        phase_ = Phase::kAnswering;
        streaming_ = false;
        disarm();
        keep_alive_ = rules.keep_alive;
        outbox_ = std::make_shared<Outbox>(
            core_->options.max_pending_bytes, [self = this->shared_from_this()] {
                self->post([connection = self.get()] { connection->pump(); });
            });
        return make_responder(outbox_, rules);
    }

    // Sends what the outbox holds, one batch at a time.
    void pump() {
        if (outbox_ == nullptr) {
            return;
        }
        if (writing_) {
            if (outbox_->is_broken()) {
                close();  // the client may never take what is under way
            }
            return;
        }
        Outbox::Batch batch = outbox_->take();
        if (batch.state == Outbox::State::kBroken) {
            return close();
        }
        finishing_ = batch.state == Outbox::State::kFinished;
        if (!finishing_) {
            streaming_ = true;
            if (winding_down_) {
                return close();
            }
            await_input();
        }
        output_ = std::move(batch.bytes);
        sent_ = 0;
        arm(core_->options.write_timeout);
        write_some();
    }

    void write_some() {
        if (sent_ == output_.size()) {
            disarm();
            writing_ = false;
            const bool more = !output_.empty();
            output_ = crypto::SecretBytes();
            if (finishing_) {
                finish_answer();
            } else if (more) {
                pump();
            }
            return;
        }
        writing_ = true;
        const std::string_view rest = output_.expose().substr(sent_);
        stream_.async_write_some(asio::buffer(rest),
                                 then([this](const error_code& error, std::size_t size) {
                                     if (error) {
                                         return close();
                                     }
                                     sent_ += size;
                                     write_some();
                                 }));
    }

    void finish_answer() {
        outbox_->close();
        outbox_.reset();
        if (keep_alive_ && !winding_down_) {
            await_request();
        } else {
            hang_up();
        }
    }

    void hang_up() {
        phase_ = Phase::kHangingUp;
        arm(kLingerTimeout);
        if constexpr (kTls) {
            if (!awaiting_input_) {
                stream_.async_shutdown(then([this](const error_code&, std::size_t) { drain(); }));
                return;
            }
        }
        drain();
    }

    // Below TLS, which has ended. Only a request that was not read whole leaves input that must be
    // taken from the client before the close.
    void drain() {
        if (!refused_ || awaiting_input_) {
            return close();
        }
        error_code ignored;
        socket().shutdown(Tcp::socket::shutdown_send, ignored);
        socket().async_read_some(asio::buffer(discarded_),
                                 then([this](const error_code& error, std::size_t) {
                                     if (error) {
                                         return close();
                                     }
                                     drain();
                                 }));
    }

    void close() {
        closed_ = true;
        deadline_.cancel();
        error_code ignored;
        socket().close(ignored);
        if (outbox_ != nullptr) {
            outbox_->close();
            outbox_.reset();
        }
        core_->on_closed(this->shared_from_this());
    }

    const std::shared_ptr<ServerCore> core_;
    Stream stream_;
    asio::steady_timer deadline_;
    std::string peer_;
    std::string client_certificate_;

    Phase phase_ = Phase::kIdle;
    bool closed_ = false;
    bool winding_down_ = false;

    InputBuffer input_;
    bool awaiting_input_ = false;  // implies that input_ is empty
    std::optional<beast::http::request_parser<SecretBody>> parser_;
    std::shared_ptr<void> large_body_;  // the turn to send one

    std::shared_ptr<Outbox> outbox_;  // while answering
    bool keep_alive_ = true;
    bool refused_ = false;  // the request was not read to its end
    bool streaming_ = false;
    bool finishing_ = false;  // output_ is the answer's end
    bool writing_ = false;
    crypto::SecretBytes output_;
    std::size_t sent_ = 0;
    std::array<char, 4096> discarded_{};
};

}  // namespace

std::shared_ptr<Connection> make_connection(std::shared_ptr<ServerCore> core, Tcp::socket socket) {
    if (core->tls == nullptr) {
        return std::make_shared<HttpConnection<Tcp::socket>>(std::move(core), std::move(socket));
    }
    asio::ssl::context& tls = *core->tls;
    return std::make_shared<HttpConnection<TlsStream>>(std::move(core), std::move(socket), tls);
}

}  // namespace sealer::http
