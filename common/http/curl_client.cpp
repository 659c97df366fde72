// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <utility>

#include "common/base/mutex.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/http/client.h"
#include "common/http/libcurl.h"
#include "common/http/slots.h"

namespace sealer::http {
namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kConnectTimeout{15'000};

struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using ListPtr = std::unique_ptr<curl_slist, FreeList>;

// One transfer at a time; its multi handle keeps the connection for the next one.
struct Session {
    std::unique_ptr<CURLM, FreeMulti> multi{curl_multi_init()};
    std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
    std::array<char, CURL_ERROR_SIZE> error{};
};

// What one transfer gathers, on the thread that drives it.
struct Transfer {
    std::size_t max_bytes = 0;
    const std::function<bool(std::string_view)>* on_data = nullptr;
    Response response;
    std::size_t header_bytes = 0;
    Clock::time_point last_piece = Clock::now();
    bool too_large = false;
    bool enough = false;  // on_data wants no more

    [[nodiscard]] bool streams() const { return on_data != nullptr && response.status / 100 == 2; }
};

std::size_t receive_header(char* data, std::size_t size, std::size_t count, void* context) {
    auto& transfer = *static_cast<Transfer*>(context);
    std::string_view line(data, size * count);
    transfer.header_bytes += line.size();
    transfer.last_piece = Clock::now();
    if (transfer.header_bytes > kMaxHeaderBytes) {
        transfer.too_large = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) {  // a new answer: after 100 Continue
        const std::string_view status = line.substr(std::min(line.find(' ') + 1, line.size()));
        std::from_chars(status.data(), status.data() + status.size(), transfer.response.status);
        transfer.response.headers.clear();
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        transfer.response.headers.emplace_back(trim(line.substr(0, colon)),
                                               trim(line.substr(colon + 1)));
    } else if (transfer.streams()) {  // the empty line: what follows is the body
        transfer.enough = !(*transfer.on_data)({});
        return transfer.enough ? 0 : line.size();
    }
    return line.size();
}

std::size_t receive_body(char* data, std::size_t size, std::size_t count, void* context) {
    auto& transfer = *static_cast<Transfer*>(context);
    const std::string_view piece(data, size * count);
    transfer.last_piece = Clock::now();
    if (transfer.streams()) {
        transfer.enough = !(*transfer.on_data)(piece);
        return transfer.enough ? 0 : piece.size();
    }
    if (transfer.response.body.size() + piece.size() > transfer.max_bytes) {
        transfer.too_large = true;
        return 0;
    }
    transfer.response.body.append(piece);
    return piece.size();
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    curl_easy_setopt(easy, option, value);
}

void set_blob(CURL* easy, CURLoption option, std::string_view bytes) {
    // The memory outlives the transfer: a copy of a private key would not be wiped.
    curl_blob blob{const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(easy, option, &blob);
}

void set_tls(CURL* easy, const TlsOptions& tls) {
    set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!tls.ca_pem.empty()) {
        set_blob(easy, CURLOPT_CAINFO_BLOB, tls.ca_pem);
        set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    if (!tls.client_cert_pem.empty() && tls.client_key_pem != nullptr) {
        set_blob(easy, CURLOPT_SSLCERT_BLOB, tls.client_cert_pem);
        set_blob(easy, CURLOPT_SSLKEY_BLOB, tls.client_key_pem->expose());
    }
    if (tls.insecure_skip_verify) {
        set(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        set(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

// Drives the transfer to its end; CURLE_ABORTED_BY_CALLBACK when `stop` was requested,
// CURLE_OPERATION_TIMEDOUT when a stream was silent for `silence`.
CURLcode drive(Session& session, const Transfer& transfer, std::chrono::milliseconds silence,
               const std::stop_token& stop) {
    const std::stop_callback wake(stop, [&session] { curl_multi_wakeup(session.multi.get()); });
    curl_multi_add_handle(session.multi.get(), session.easy.get());
    CURLcode result = CURLE_OK;
    for (int running = 1; running > 0;) {
        if (curl_multi_perform(session.multi.get(), &running) != CURLM_OK) {
            result = CURLE_FAILED_INIT;
            break;
        }
        if (stop.stop_requested()) {
            result = CURLE_ABORTED_BY_CALLBACK;
            break;
        }
        if (transfer.on_data != nullptr && Clock::now() - transfer.last_piece > silence) {
            result = CURLE_OPERATION_TIMEDOUT;
            break;
        }
        if (running > 0) {
            curl_multi_poll(session.multi.get(), nullptr, 0, 1000, nullptr);
        }
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(session.multi.get(), &left)) {
        if (message->msg == CURLMSG_DONE && result == CURLE_OK) {
            result = message->data.result;
        }
    }
    curl_multi_remove_handle(session.multi.get(), session.easy.get());
    return result;
}

// The host and port of an https://host[:port][/prefix] URL.
std::string_view authority_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    return url.substr(0, url.find('/'));
}

class CurlClient final : public Client {
  public:
    CurlClient(ClientOptions options, bool allow_plain_http)
        : options_(std::move(options)),
          allow_plain_http_(allow_plain_http),
          slots_(options_.max_connections) {
        if (!options_.tls.server_name.empty()) {
            connect_under_other_name();
        }
    }

    Result<Response> send(const Request& request, const std::stop_token& stop) override {
        const auto lease = slots_.acquire(Clock::now() + request.timeout, stop);
        if (!lease) {
            return stop.stop_requested()
                       ? fail(Code::kCancelled, "cancelled")
                       : fail(Code::kUnavailable, "every connection to " + options_.base_url +
                                                      " was busy for too long");
        }
        return run(request, nullptr, stop);
    }

    Result<Response> stream(const Request& request,
                            const std::function<bool(std::string_view)>& on_data,
                            const std::stop_token& stop) override {
        return run(request, &on_data, stop);
    }

  private:
    Result<Response> run(const Request& request,
                         const std::function<bool(std::string_view)>* on_data,
                         const std::stop_token& stop) {
        std::unique_ptr<Session> session = take_session();
        if (session->easy == nullptr || session->multi == nullptr) {
            return fail(Code::kInternal, "libcurl gave no handle");
        }
        Transfer transfer;
        transfer.max_bytes = request.max_response_bytes;
        transfer.on_data = on_data;
        session->error[0] = '\0';
        const ListPtr headers = configure(session->easy.get(), request, transfer);
        set(session->easy.get(), CURLOPT_ERRORBUFFER, session->error.data());
        const CURLcode code = drive(*session, transfer, request.timeout, stop);
        if (transfer.too_large) {
            return fail(Code::kInvalid,
                        request.method + " " + url_of(request) + ": the answer is too large");
        }
        if (code == CURLE_ABORTED_BY_CALLBACK && stop.stop_requested()) {
            return fail(Code::kCancelled, "cancelled");
        }
        if (code != CURLE_OK && !transfer.enough) {
            const bool hopeless = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
            const char* const reason =
                session->error[0] != '\0' ? session->error.data() : curl_easy_strerror(code);
            return hopeless ? fail(Code::kInvalid,
                                   request.method + " " + url_of(request) + ": " + reason)
                            : fail(Code::kUnavailable,
                                   "cannot reach " + options_.base_url + ": " + reason);
        }
        if (code == CURLE_OK) {
            give_back(std::move(session));
        }
        return std::move(transfer.response);
    }

    // The list must live as long as the transfer.
    ListPtr configure(CURL* easy, const Request& request, Transfer& transfer) {
        curl_easy_reset(easy);
        const std::string url =
            (effective_base_.empty() ? options_.base_url : effective_base_) + request.target;
        set(easy, CURLOPT_URL, url.c_str());
        set(easy, CURLOPT_PATH_AS_IS, 1L);
        set(easy, CURLOPT_PROTOCOLS_STR, allow_plain_http_ ? "http,https" : "https");
        set(easy, CURLOPT_FOLLOWLOCATION, 0L);
        set(easy, CURLOPT_NOSIGNAL, 1L);
        set(easy, CURLOPT_CONNECTTIMEOUT_MS, std::min(request.timeout, kConnectTimeout).count());
        if (transfer.on_data == nullptr) {
            set(easy, CURLOPT_TIMEOUT_MS, request.timeout.count());
        }
        set(easy, CURLOPT_PROXY,
            options_.proxy_url.c_str());  // empty: none, whatever the environment says
        if (connect_to_ != nullptr) {
            set(easy, CURLOPT_CONNECT_TO, connect_to_.get());
        }
        set_tls(easy, options_.tls);
        set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's answer is not the server's
        set(easy, CURLOPT_HEADERFUNCTION, &receive_header);
        set(easy, CURLOPT_HEADERDATA, &transfer);
        set(easy, CURLOPT_WRITEFUNCTION, &receive_body);
        set(easy, CURLOPT_WRITEDATA, &transfer);
        return set_request(easy, request);
    }

    static ListPtr set_request(CURL* easy, const Request& request) {
        ListPtr headers(
            curl_slist_append(nullptr, "Expect:"));  // no 100 Continue: it costs a round trip
        const auto add = [&headers](const std::string& line) {
            headers.reset(curl_slist_append(headers.release(), line.c_str()));
        };
        for (const auto& [name, value] : request.headers) {
            std::string line = name;
            add(value.empty() ? line.append(";") : line.append(": ").append(value));
        }
        if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
            set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            set(easy, CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.expose().data());
            if (find_header(request.headers, "Content-Type") == nullptr) {
                add("Content-Type: application/octet-stream");
            }
        }
        if (request.method == "HEAD") {
            set(easy, CURLOPT_NOBODY, 1L);
        }
        set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        set(easy, CURLOPT_HTTPHEADER, headers.get());
        return headers;
    }

    // libcurl takes the name to verify from the URL: so the URL gets the other name, and the
    // connection the real host.
    void connect_under_other_name() {
        const std::string authority(authority_of(options_.base_url));
        const std::size_t colon = authority.rfind(':');
        const bool has_port = colon != std::string::npos && colon > authority.rfind(']') + 1;
        const std::string port = has_port ? authority.substr(colon) : "";
        const std::size_t begin = options_.base_url.find(authority);
        effective_base_ = options_.base_url;
        effective_base_.replace(begin, authority.size(), options_.tls.server_name + port);
        const std::string target = authority + (has_port ? "" : ":443");
        connect_to_.reset(curl_slist_append(nullptr, ("::" + target).c_str()));
    }

    [[nodiscard]] std::string url_of(const Request& request) const {
        return options_.base_url + request.target.substr(0, request.target.find('?'));
    }

    std::unique_ptr<Session> take_session() {
        const MutexLock lock(mutex_);
        if (idle_.empty()) {
            return std::make_unique<Session>();
        }
        std::unique_ptr<Session> session = std::move(idle_.back());
        idle_.pop_back();
        return session;
    }
    void give_back(std::unique_ptr<Session> session) {
        curl_easy_reset(session->easy.get());  // forgets the pointers into this request
        const MutexLock lock(mutex_);
        if (idle_.size() < options_.max_connections) {
            idle_.push_back(std::move(session));
        }
    }

    const ClientOptions options_;
    const bool allow_plain_http_;
    std::string effective_base_;
    ListPtr connect_to_;
    Slots slots_;
    Mutex mutex_;
    std::vector<std::unique_ptr<Session>> idle_ GUARDED_BY(mutex_);
};

Status check(const ClientOptions& options) {
    const std::string_view url = options.base_url;
    if (!url.starts_with("https://") && !url.starts_with("http://")) {
        return fail(Code::kInvalid, "malformed server URL: neither https:// nor http://");
    }
    if (!options.tls.client_cert_pem.empty() && options.tls.client_key_pem == nullptr) {
        return fail(Code::kInvalid, "client certificate without its key");
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Client>> make_web_client(ClientOptions options, bool allow_plain_http) {
    TRY(check(options));
    TRY(load_libcurl());
    return std::make_unique<CurlClient>(std::move(options), allow_plain_http);
}

}  // namespace sealer::http
