// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/http/server.h"
#include "controller/standalone/api_error.h"

namespace sealer::standalone {

// An answer that is whole before it is sent.
struct Reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::string> warnings;  // each becomes a Warning header, which kubectl prints
    http::Headers headers{};            // further ones
};

[[nodiscard]] Reply json_reply(const manifest::Value& value, int status = 200);
[[nodiscard]] Reply error_reply(const ApiError& error);
void send(http::Responder& responder, Reply reply);

// The body as a tree: JSON, or YAML where the Content-Type says so. 400 when malformed, 415 when it
// is neither.
[[nodiscard]] ApiResult<manifest::Value> decode_body(const http::ServerRequest& request);
// The media type of the Content-Type header, without parameters.
[[nodiscard]] std::string content_type(const http::ServerRequest& request);

}  // namespace sealer::standalone
