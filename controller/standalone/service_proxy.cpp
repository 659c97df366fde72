// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/service_proxy.h"

#include <chrono>
#include <optional>
#include <stop_token>

#include "common/base/text.h"
#include "common/http/client.h"

namespace sealer::standalone {

using manifest::elements;
using manifest::Value;

namespace {

constexpr std::chrono::seconds kTimeout{10};
constexpr std::size_t kMaxAnswerBytes = std::size_t{8} << 20;

struct Wanted {
    std::string scheme;
    std::string name;
    std::string port;  // name or number; empty: the only one
};

ApiResult<Wanted> parse_wanted(const std::string& text) {
    const auto parts = split(text, ':');
    if (parts.size() == 1) {
        return Wanted{"http", text, ""};
    }
    if (parts.size() == 2) {
        return Wanted{"http", std::string(parts[0]), std::string(parts[1])};
    }
    if (parts.size() == 3 && (parts[0].empty() || parts[0] == "http" || parts[0] == "https")) {
        return Wanted{parts[0] == "https" ? "https" : "http", std::string(parts[1]),
                      std::string(parts[2])};
    }
    return fail(bad_request("invalid service request " + in_quotes(text)));
}

// The endpoint ports' name for what the client calls the port: endpoints know numbers of pods, not
// of the Service.
std::string port_name(const Value& service, const std::string& port) {
    for (const Value& one : elements(service.get("spec", "ports"))) {
        if (std::to_string(one.integer_or(0, "port")) == port) {
            return std::string(one.text("name"));
        }
    }
    return port;
}

std::optional<std::string> endpoint(const Value& endpoints, const std::string& name,
                                    bool any_port) {
    for (const Value& subset : elements(endpoints.get("subsets"))) {
        const auto& addresses = elements(subset.get("addresses"));
        for (const Value& port : elements(subset.get("ports"))) {
            if (!addresses.empty() && (any_port || port.text("name") == name)) {
                const std::string ip(addresses.front().text("ip"));
                const bool v6 = ip.find(':') != std::string::npos;
                return (v6 ? "[" + ip + "]" : ip) + ":" +
                       std::to_string(port.integer_or(0, "port"));
            }
        }
    }
    return std::nullopt;
}

// What the service says besides, such as when to come again; not what this server says itself.
http::Headers passed_on(const http::Headers& headers) {
    http::Headers result;
    for (const auto& header : headers) {
        const std::string name = to_lower(header.first);
        const bool is_ours = name == "content-type" || name == "content-length" ||
                             name == "transfer-encoding" || name == "connection" ||
                             name == "cache-control" || name == "date" || name == "server";
        if (!is_ours) {
            result.push_back(header);
        }
    }
    return result;
}

ApiError unavailable(std::string message) {
    return {503, "ServiceUnavailable", std::move(message)};
}

}  // namespace

ApiResult<Reply> proxy_to_service(const Store& store, const Resource& services,
                                  const RequestInfo& info, const http::ServerRequest& request) {
    TRY_ASSIGN(const Wanted wanted, parse_wanted(info.name));
    const EntryPtr service = store.get({"services", info.namespace_, wanted.name});
    if (service == nullptr) {
        return fail(not_found(services, wanted.name));
    }
    const EntryPtr endpoints = store.get({"endpoints", info.namespace_, wanted.name});
    const auto address = endpoints == nullptr
                             ? std::nullopt
                             : endpoint(endpoints->object, port_name(service->object, wanted.port),
                                        wanted.port.empty());
    if (!address) {
        return fail(unavailable("no endpoints available for service " + in_quotes(info.name)));
    }
    http::ClientOptions options;
    options.base_url = wanted.scheme + "://" + *address;
    options.tls.insecure_skip_verify = true;
    auto client = http::make_web_client(options, true);
    if (!client) {
        return fail(unavailable(client.error().message));
    }
    http::Request out;
    out.method = request.method;
    out.target =
        (info.rest.empty() ? "/" : info.rest) + (request.query.empty() ? "" : "?" + request.query);
    out.body = request.body.clone();
    out.timeout = kTimeout;
    out.max_response_bytes = kMaxAnswerBytes;
    // The client's Authorization is for this server alone.
    for (const char* name : {"Accept", "Content-Type"}) {
        if (const std::string_view value = http::header_text(request.headers, name);
            !value.empty()) {
            out.headers.emplace_back(name, value);
        }
    }
    const auto answer = (*client)->send(out, std::stop_token());
    if (!answer) {
        return fail(unavailable("error trying to reach service: " + answer.error().message));
    }
    const std::string* type = http::find_header(answer->headers, "Content-Type");
    return Reply{answer->status,
                 std::string(answer->body.expose()),
                 type == nullptr ? "text/plain" : *type,
                 {},
                 passed_on(answer->headers)};
}

}  // namespace sealer::standalone
