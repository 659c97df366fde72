// SPDX-License-Identifier: Apache-2.0
// The client over cpprestsdk 2.10. The SDK is archived and has defects that stay; what works around
// them:
// - redirects would carry the bearer token to another host: none are followed;
// - its timeout is one of inactivity, and the same for all requests: ours are kept by the waiting
//   thread, which cancels what is late;
// - its own body streams are unbounded, in ordinary memory, and hand data on only once a read is
//   full: bodies go through stream buffers of ours;
// - a request that failed on a reused connection is silently sent again: not for POST, whose body
//   refuses to rewind;
// - a task whose exception nobody looks at ends the process: the two continuations here catch
//   everything;
// - it makes a TLS context for every connection, and has OpenSSL read the default authorities into
//   it, 25 ms of a core: certificates and keys are parsed once and shared with each, and OpenSSL is
//   given nothing to read;
// - literal IPv6 addresses and all proxies but http:// ones fail: libcurl serves those;
// - its pool has 40 threads, of which 4 do more.
#include "common/http/cpprest/client.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <cpprest/http_client.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pplx/threadpool.h>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/http/client.h"
#include "common/http/cpprest/sdk_buffer.h"
#include "common/http/default_authorities.h"
#include "common/http/slots.h"
#include "common/http/tls.h"

namespace sealer::http {
namespace {

namespace sdk = web::http;

// When the process exits, a thread of cpprestsdk's may still be freeing a connection's
// certificates. OpenSSL's own clean-up, an exit handler, would take their locks away, and the
// thread, which exit waits for, would spin for ever. Before main, since OpenSSL's first use
// registers that handler.
[[maybe_unused]] const int kNoCleanupAtExit = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);

// Before main, too.
const std::string kAuthoritiesFile = hide_default_authorities();

constexpr std::size_t kSdkThreads = 4;
// Beyond any timeout of ours: the SDK's own must never fire first.
constexpr std::chrono::hours kSdkTimeout{24};
// What may wait for the reader of a stream before it counts as stuck.
constexpr std::size_t kMaxWaitingBytes = std::size_t{128} << 20;

// One request, between the thread that waits for it and the SDK's.
class Exchange {
  public:
    enum class Event { kData, kFinished, kFailed, kTooMuch, kLate, kStopped };

    explicit Exchange(std::size_t max_waiting) : max_waiting_(max_waiting) {}

    [[nodiscard]] pplx::cancellation_token token() const { return cancellation_.get_token(); }
    void cancel() { cancellation_.cancel(); }

    // --- the SDK's side
    void begin(const sdk::http_response& answer) {
        const MutexLock lock(mutex_);
        status_ = answer.status_code();
        for (const auto& [name, value] : answer.headers()) {
            headers_.emplace_back(name, value);
        }
        changed_.notify_all();
    }
    void receive(std::string_view piece) {
        const MutexLock lock(mutex_);
        if (received_.size() + piece.size() > max_waiting_) {
            too_much_ = true;
        } else {
            received_.append(piece);
        }
        changed_.notify_all();
    }
    void finish(std::string error) {
        const MutexLock lock(mutex_);
        finished_ = true;
        error_ = std::move(error);
        changed_.notify_all();
    }

    // --- the waiting side
    // What happened first. kData only for a successful answer, if `streaming`: once for its head,
    // then for what there is of its body.
    [[nodiscard]] Event wait(bool streaming, Clock::time_point deadline,
                             const std::stop_token& stop) {
        const MutexLock lock(mutex_);
        while (true) {
            if (stop.stop_requested()) {
                return Event::kStopped;
            }
            if (too_much_) {
                return Event::kTooMuch;
            }
            if (streaming && status_ / 100 == 2 &&
                (!std::exchange(head_seen_, true) || !received_.empty())) {
                return Event::kData;
            }
            if (finished_) {
                return error_.empty() ? Event::kFinished : Event::kFailed;
            }
            if (!changed_.wait_until(mutex_, deadline) && !finished_ && Clock::now() >= deadline) {
                return Event::kLate;
            }
        }
    }
    void wake() {
        const MutexLock lock(mutex_);
        changed_.notify_all();
    }
    [[nodiscard]] crypto::SecretBytes take() {
        const MutexLock lock(mutex_);
        return std::exchange(received_, crypto::SecretBytes());
    }
    [[nodiscard]] Response response() {
        const MutexLock lock(mutex_);
        return Response{status_, headers_, std::exchange(received_, crypto::SecretBytes())};
    }
    [[nodiscard]] std::string error() {
        const MutexLock lock(mutex_);
        return error_;
    }

  private:
    const std::size_t max_waiting_;
    pplx::cancellation_token_source cancellation_;

    Mutex mutex_;
    CondVar changed_;
    int status_ GUARDED_BY(mutex_) = 0;  // 0: no answer yet
    Headers headers_ GUARDED_BY(mutex_);
    crypto::SecretBytes received_ GUARDED_BY(mutex_);
    bool head_seen_ GUARDED_BY(mutex_) = false;
    bool too_much_ GUARDED_BY(mutex_) = false;
    bool finished_ GUARDED_BY(mutex_) = false;
    std::string error_ GUARDED_BY(mutex_);
};

std::string text_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        std::string text = error.what();
        if (text.find("SSL handshake") != std::string::npos) {
            // The SDK does not tell why; mostly this is it.
            text += " (is its certificate of the authority that is configured, and of that name?)";
        }
        return text.empty() ? "request failed" : text;
    } catch (...) {
        return "request failed";
    }
}

// Tells `exchange` of the end of the body.
void follow(const sdk::http_response& answer, const std::shared_ptr<Exchange>& exchange) {
    answer.content_ready().then([exchange](const pplx::task<sdk::http_response>& body) {
        try {
            body.wait();
            exchange->finish({});
        } catch (...) {
            exchange->finish(text_of(std::current_exception()));
        }
    });
}

// Starts the request; its end reaches `exchange` whatever happens.
void launch(sdk::client::http_client& client, const sdk::http_request& request,
            const std::shared_ptr<Exchange>& exchange) {
    client.request(request, exchange->token())
        .then([exchange](const pplx::task<sdk::http_response>& head) {
            try {
                const sdk::http_response answer = head.get();
                exchange->begin(answer);
                follow(answer, exchange);
            } catch (...) {
                exchange->finish(text_of(std::current_exception()));
            }
        });
}

class CpprestClient final : public Client {
  public:
    CpprestClient(ClientOptions options, const sdk::client::http_client_config& config)
        : options_(std::move(options)),
          client_(options_.base_url, config),
          slots_(options_.max_connections) {}

    Result<Response> send(const Request& request, const std::stop_token& stop) override {
        const auto deadline = Clock::now() + request.timeout;
        const auto lease = slots_.acquire(deadline, stop);
        if (!lease) {
            return stop.stop_requested() ? fail(Code::kCancelled, "cancelled")
                                         : late(request, "every connection was busy");
        }
        return run(request, std::make_shared<Exchange>(request.max_response_bytes), nullptr, stop);
    }

    Result<Response> stream(const Request& request,
                            const std::function<bool(std::string_view)>& on_data,
                            const std::stop_token& stop) override {
        return run(request, std::make_shared<Exchange>(kMaxWaitingBytes), &on_data, stop);
    }

  private:
    using OnData = std::function<bool(std::string_view)>;
    using Event = Exchange::Event;

    Result<Response> run(const Request& request, const std::shared_ptr<Exchange>& exchange,
                         const OnData* on_data, const std::stop_token& stop) {
        try {
            launch(client_, message_of(request, exchange), exchange);
        } catch (const std::exception& error) {
            return fail(Code::kInvalid,
                        request.method + " " + url_of(request) + ": " + error.what());
        }
        const std::stop_callback wake(stop, [&exchange] { exchange->wake(); });
        auto deadline = Clock::now() + request.timeout;
        Event event = exchange->wait(on_data != nullptr, deadline, stop);
        while (event == Event::kData && (*on_data)(exchange->take().expose())) {
            deadline = Clock::now() + request.timeout;
            event = exchange->wait(true, deadline, stop);
        }
        if (event != Event::kFinished) {
            exchange->cancel();  // closes the connection
        }
        return outcome(request, *exchange, event);
    }

    Result<Response> outcome(const Request& request, Exchange& exchange, Event event) {
        switch (event) {
            case Event::kFailed:
                return fail(Code::kUnavailable,
                            "cannot reach " + options_.base_url + ": " + exchange.error());
            case Event::kTooMuch:
                return fail(Code::kInvalid,
                            request.method + " " + url_of(request) + ": the answer is too large");
            case Event::kLate:
                return late(request, "no answer");
            case Event::kStopped:
                return fail(Code::kCancelled, "cancelled");
            case Event::kData:
            case Event::kFinished:
                break;
        }
        return exchange.response();
    }

    [[nodiscard]] sdk::http_request message_of(const Request& request,
                                               const std::shared_ptr<Exchange>& exchange) const {
        sdk::http_request message(request.method);
        message.set_request_uri(web::uri(request.target));
        for (const auto& [name, value] : request.headers) {
            message.headers().add(name, value);
        }
        if (!options_.tls.server_name.empty()) {
            // What the SDK sends as SNI, and verifies, is this header.
            message.headers()["Host"] = options_.tls.server_name;
        }
        message.set_response_stream(
            concurrency::streams::streambuf<std::uint8_t>(
                std::make_shared<SdkSink>(
                    [exchange](std::string_view piece) { exchange->receive(piece); }))
                .create_ostream());
        if (!request.body.empty()) {
            const std::string* const type = find_header(request.headers, "Content-Type");
            const auto source =
                std::make_shared<SdkSource>(request.body.clone(), request.method != "POST");
            message.set_body(concurrency::streams::streambuf<std::uint8_t>(source).create_istream(),
                             request.body.size(),
                             type != nullptr ? *type : "application/octet-stream");
        }
        return message;
    }

    [[nodiscard]] std::string url_of(const Request& request) const {
        return options_.base_url + request.target.substr(0, request.target.find('?'));
    }
    [[nodiscard]] tl::unexpected<Error> late(const Request& request,
                                             const std::string& what) const {
        return fail(Code::kUnavailable, request.method + " " + url_of(request) + ": " + what +
                                            " within " + std::to_string(request.timeout.count()) +
                                            " ms");
    }

    const ClientOptions options_;
    sdk::client::http_client client_;
    Slots slots_;
};

// The context that each connection's is made to resemble.
Result<std::shared_ptr<SSL_CTX>> make_model(const TlsOptions& options) {
    std::shared_ptr<SSL_CTX> model(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    if (model == nullptr) {
        return fail(Code::kInternal, "OpenSSL gave no TLS context");
    }
    if (options.ca_pem.empty()) {
        SSL_CTX_load_verify_file(model.get(), kAuthoritiesFile.c_str());
        SSL_CTX_set_default_verify_dir(model.get());
        ERR_clear_error();  // either may be missing
    } else if (auto status = trust_only(model.get(), options.ca_pem); !status) {
        return fail(status.error().with("certificate authority"));
    }
    if (options.client_cert_pem.empty()) {
        return model;
    }
    if (auto status = use_certificate_chain(model.get(), options.client_cert_pem); !status) {
        return fail(status.error().with("client certificate"));
    }
    if (options.client_key_pem == nullptr) {
        return fail(Code::kInvalid, "client certificate without its key");
    }
    if (auto status = use_private_key(model.get(), *options.client_key_pem); !status) {
        return fail(status.error().with("client key"));
    }
    return model;
}

void resemble(SSL_CTX* context, SSL_CTX* model) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set1_cert_store(context, SSL_CTX_get_cert_store(model));
    if (X509* const certificate = SSL_CTX_get0_certificate(model)) {
        STACK_OF(X509)* chain = nullptr;
        SSL_CTX_get0_chain_certs(model, &chain);
        SSL_CTX_use_cert_and_key(context, certificate, SSL_CTX_get0_privatekey(model), chain, 1);
    }
}

Result<web::web_proxy> make_proxy(const std::string& url) {
    try {
        const web::uri address(url);
        web::web_proxy proxy(address);
        if (const std::string& user_info = address.user_info(); !user_info.empty()) {
            const std::size_t colon = std::min(user_info.find(':'), user_info.size());
            proxy.set_credentials(
                {web::uri::decode(user_info.substr(0, colon)),
                 web::uri::decode(user_info.substr(std::min(colon + 1, user_info.size())))});
        }
        return proxy;
    } catch (const std::exception&) {
        return fail(Code::kInvalid, "malformed proxy URL");
    }
}

void limit_sdk_threads() {
    static std::once_flag once;
    std::call_once(once, [] {
        try {
            crossplat::threadpool::initialize_with_threads(kSdkThreads);
        } catch (const std::exception&) {
            // It runs already, with more threads: slower, not wrong.
        }
    });
}

}  // namespace

Result<std::unique_ptr<Client>> make_api_server_client(ClientOptions options) {
    const bool literal_ipv6 = options.base_url.find("://[") != std::string::npos;
    const bool exotic_proxy =
        !options.proxy_url.empty() && !options.proxy_url.starts_with("http://");
    if (literal_ipv6 || exotic_proxy) {
        return make_web_client(std::move(options), true);
    }
    limit_sdk_threads();
    TRY_ASSIGN(const std::shared_ptr<SSL_CTX> model, make_model(options.tls));
    sdk::client::http_client_config config;
    config.set_timeout(std::chrono::duration_cast<std::chrono::microseconds>(kSdkTimeout));
    config.set_max_redirects(0);
    config.set_validate_certificates(!options.tls.insecure_skip_verify);
    config.set_ssl_context_callback([model](boost::asio::ssl::context& context) {
        resemble(context.native_handle(), model.get());
    });
    if (!options.proxy_url.empty()) {
        TRY_ASSIGN(web::web_proxy proxy, make_proxy(options.proxy_url));
        config.set_proxy(std::move(proxy));
    }
    try {
        return std::make_unique<CpprestClient>(std::move(options), config);
    } catch (const std::exception& error) {
        return fail(Code::kInvalid, std::string("malformed server URL: ") + error.what());
    }
}

}  // namespace sealer::http
