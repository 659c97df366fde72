// SPDX-License-Identifier: Apache-2.0
// HTTP requests out. Two transports behind one interface: libcurl, and cpprestsdk
// (cpprest/client.h).
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The first header of that name, in any case; null if there is none.
[[nodiscard]] const std::string* find_header(const Headers& headers, std::string_view name);

// Its value, trimmed; empty if there is none.
[[nodiscard]] std::string_view header_text(const Headers& headers, std::string_view name);

struct Request {
    std::string method = "GET";
    std::string target;  // path and query, "/api/v1/pods?limit=500"
    Headers headers;
    crypto::SecretBytes body;  // may carry a Secret; wiped with the request
    std::chrono::milliseconds timeout{
        30'000};  // for the whole exchange; for streams, between two pieces
    std::size_t max_response_bytes = std::size_t{256}
                                     << 20;  // after decompression; a stream has no bound
};

struct Response {
    int status = 0;
    Headers headers;
    crypto::SecretBytes body;
};

// Thread-safe; calls block the calling thread. Connections are kept and reused. Redirects are not
// followed. An answer with any status is a success; errors are kUnavailable (connect, TLS, timeout,
// broken answer), kCancelled, and kInvalid for what can never work (a malformed URL, an answer over
// its bound).
class Client {
  public:
    virtual ~Client() = default;

    [[nodiscard]] virtual Result<Response> send(const Request& request,
                                                const std::stop_token& stop) = 0;

    // Like send, but hands the body over in pieces as they arrive, on the calling thread, once the
    // status was 2xx, beginning with an empty one as soon as the head of the answer is there; an
    // error status returns with its body in the Response. Returns when the server ends the stream,
    // `stop` is requested, or `on_data` returns false (which is a success).
    [[nodiscard]] virtual Result<Response> stream(
        const Request& request, const std::function<bool(std::string_view)>& on_data,
        const std::stop_token& stop) = 0;
};

struct TlsOptions {
    std::string ca_pem;  // trust just these; empty: the system's
    std::string client_cert_pem;
    // PEM of the client's private key; shared because a transport reads it at each connection.
    std::shared_ptr<const crypto::SecretBytes> client_key_pem;
    std::string server_name;  // name to verify and to send as SNI, if not the URL's host
    bool insecure_skip_verify = false;
};

struct ClientOptions {
    std::string base_url;  // "https://10.0.0.1:6443" or with a path prefix
    TlsOptions tls;
    std::string proxy_url;             // empty: none
    std::size_t max_connections = 16;  // further callers wait; streams are counted apart
};

// How a layer above is told which transport to take.
using Connector = std::function<Result<std::unique_ptr<Client>>(ClientOptions)>;

// libcurl, which is loaded by the first that needs it. HTTPS and, if `allow_plain_http`, HTTP; no
// other protocol.
[[nodiscard]] Result<std::unique_ptr<Client>> make_web_client(ClientOptions options,
                                                              bool allow_plain_http = false);

// GET of a whole URL: http, https, redirects followed (at most 5, never from https to http),
// proxies as the environment says, at most `max_bytes`. The answer's status must be 200; errors
// read as kubeseal's: `cannot fetch "URL": 404 Not Found`. kDenied for a redirect to what
// `may_visit`, if there is such a function, does not want; it is not asked about the first URL.
[[nodiscard]] Result<std::string> fetch_url(
    const std::string& url, std::size_t max_bytes,
    const std::function<bool(const std::string& url)>& may_visit = {},
    std::chrono::milliseconds timeout = std::chrono::seconds(30));

}  // namespace sealer::http
