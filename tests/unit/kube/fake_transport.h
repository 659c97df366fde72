// SPDX-License-Identifier: Apache-2.0
// An API server that is but a function.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "common/kube/client.h"
#include "common/manifest/json.h"

namespace sealer::kube {

// What a request is answered with: status and JSON.
using FakeAnswer = std::function<std::pair<int, std::string>(const http::Request&)>;

class FakeTransport : public http::Client {
  public:
    explicit FakeTransport(FakeAnswer answer) : answer_(std::move(answer)) {}

    Result<http::Response> send(const http::Request& request, const std::stop_token&) override {
        const auto [status, body] = answer_(request);
        http::Response response;
        response.status = status;
        response.headers = {{"Content-Type", "application/json"}};
        response.body = crypto::SecretBytes(std::string_view(body));
        return response;
    }
    Result<http::Response> stream(const http::Request&,
                                  const std::function<bool(std::string_view)>&,
                                  const std::stop_token&) override {
        return fail(Code::kInternal, "no streams here");
    }

  private:
    const FakeAnswer answer_;
};

// The JSON that was sent; null where there was none.
inline manifest::Value sent_json(const http::Request& request) {
    return manifest::parse_json(request.body.expose()).value_or(manifest::Value());
}

}  // namespace sealer::kube
