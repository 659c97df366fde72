// SPDX-License-Identifier: Apache-2.0
#include "common/kube/caller.h"

#include <utility>

#include "common/base/backoff.h"
#include "common/kube/answer.h"
#include "common/kube/pause.h"

namespace sealer::kube {
namespace {

constexpr std::chrono::seconds kMaxRetryAfter{60};

// Whether the same request may be sent again after it failed this way.
bool may_retry(const std::string& method, const Error& error, const http::Response* answer) {
    if (answer != nullptr && (answer->status == 429 || answer->status == 503) &&
        http::find_header(answer->headers, "Retry-After") != nullptr) {
        return true;  // the server did nothing and says so
    }
    return method == "GET" && error.code == Code::kUnavailable;
}

}  // namespace

Caller::Caller(std::unique_ptr<http::Client> transport, Config config, ClientOptions options)
    : transport_(std::move(transport)),
      config_(std::move(config)),
      options_(std::move(options)),
      bucket_(options_.queries_per_second, options_.burst) {}

void Caller::set_stop_token(std::stop_token stop) {
    const MutexLock lock(mutex_);
    stop_ = std::move(stop);
}

std::stop_token Caller::own_stop() {
    const MutexLock lock(mutex_);
    return stop_;
}

Status Caller::identify(http::Headers& headers, bool rejected) const {
    headers.emplace_back("User-Agent", options_.user_agent);
    if (http::find_header(headers, "Accept") == nullptr) {
        headers.emplace_back("Accept", "application/json");
    }
    if (config_.credentials != nullptr) {
        TRY_ASSIGN(std::string authorization, config_.credentials->authorization(rejected));
        if (!authorization.empty()) {
            headers.emplace_back("Authorization", std::move(authorization));
        }
    }
    if (!config_.impersonate_user.empty()) {
        headers.emplace_back("Impersonate-User", config_.impersonate_user);
    }
    if (!config_.impersonate_uid.empty()) {
        headers.emplace_back("Impersonate-Uid", config_.impersonate_uid);
    }
    for (const std::string& group : config_.impersonate_groups) {
        headers.emplace_back("Impersonate-Group", group);
    }
    return {};
}

Result<http::Response> Caller::send_authenticated(http::Request& request, const Send& send) {
    const http::Headers headers = request.headers;
    TRY(identify(request.headers, false));
    auto response = send(request);
    if (response.has_value() && response->status == 401 && config_.credentials != nullptr) {
        request.headers = headers;
        TRY(identify(request.headers, true));
        response = send(request);
    }
    request.headers = headers;
    return response;
}

Result<http::Response> Caller::call(http::Request request, const std::stop_token& stop) {
    const EitherStop either(own_stop(), stop);
    const auto send = [&](const http::Request& ready) {
        return transport_->send(ready, either.token());
    };
    Backoff backoff(
        {.initial = std::chrono::milliseconds(200), .cap = std::chrono::seconds(5), .jitter = 0.5});
    while (true) {
        if (!pause_until(bucket_.take(Clock::now()), either.token())) {
            return fail(Code::kCancelled, "cancelled");
        }
        auto response = send_authenticated(request, send);
        if (response.has_value() && response->status / 100 == 2) {
            return response;
        }
        Error error = response.has_value() ? error_of(*response) : response.error();
        if (backoff.failures() >= options_.max_retries ||
            !may_retry(request.method, error, response.has_value() ? &*response : nullptr)) {
            return fail(std::move(error));
        }
        const std::chrono::milliseconds asked = std::chrono::seconds(error.retry_after_seconds);
        if (asked > kMaxRetryAfter) {
            return fail(std::move(error));  // longer than a caller should hang
        }
        if (response.has_value() && response->status == 429) {
            bucket_.hold_until(Clock::now() + asked);  // what others send would be refused as well
        }
        if (!pause(std::max(backoff.next(), asked), either.token())) {
            return fail(Code::kCancelled, "cancelled");
        }
    }
}

Status Caller::stream(http::Request request, const std::function<bool(std::string_view)>& on_data,
                      const std::stop_token& stop) {
    const EitherStop either(own_stop(), stop);
    TRY_ASSIGN(const http::Response response,
               send_authenticated(request, [&](const http::Request& ready) {
                   return transport_->stream(ready, on_data, either.token());
               }));
    if (response.status / 100 != 2) {
        return fail(error_of(response));
    }
    return {};
}

}  // namespace sealer::kube
