// SPDX-License-Identifier: Apache-2.0
#include "common/kube/answer.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "common/http/status_text.h"
#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

// Longer ones are no Status; their beginning would tell nobody anything.
constexpr std::size_t kMaxStatusBytes = std::size_t{1} << 20;

int retry_after_of(const http::Response& response) {
    const std::string* const header = http::find_header(response.headers, "Retry-After");
    int seconds = 0;
    if (header != nullptr) {
        std::from_chars(header->data(), header->data() + header->size(), seconds);
    }
    return std::max(seconds, 0);
}

Error error_from(const manifest::Value& status, int http_status) {
    Error error{code_of_status(http_status), std::string(status.text("message")), 0};
    if (error.message.empty()) {
        error.message = "the API server answered " + http::status_text(http_status);
    }
    const std::int64_t wait = status.integer_or(0, "details", "retryAfterSeconds");
    error.retry_after_seconds =
        static_cast<int>(std::clamp<std::int64_t>(wait, 0, std::numeric_limits<int>::max()));
    return error;
}

}  // namespace

Code code_of_status(int http_status) {
    switch (http_status) {
        case 400:
        case 405:
        case 406:
        case 413:
        case 415:
        case 422:
            return Code::kInvalid;
        case 401:
        case 403:
            return Code::kDenied;
        case 404:
            return Code::kNotFound;
        case 409:
            return Code::kConflict;
        case 410:
            return Code::kExpired;
        default:
            return http_status == 429 || http_status >= 500 ? Code::kUnavailable : Code::kInternal;
    }
}

Error error_of(const http::Response& response) {
    const std::string_view body = response.body.expose();
    const auto status =
        body.size() <= kMaxStatusBytes ? manifest::parse_json(body) : manifest::Value();
    Error error = error_from(status.value_or(manifest::Value()), response.status);
    error.retry_after_seconds = std::max(error.retry_after_seconds, retry_after_of(response));
    return error;
}

Error error_of_status(std::string_view status_json) {
    const auto status = manifest::parse_json(status_json);
    if (!status.has_value()) {
        return Error{Code::kInternal, "the API server ended the watch with a malformed error", 0};
    }
    return error_from(*status, static_cast<int>(std::clamp<std::int64_t>(
                                   status->integer_or(500, "code"), 100, 999)));
}

}  // namespace sealer::kube
