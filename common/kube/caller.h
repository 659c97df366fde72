// SPDX-License-Identifier: Apache-2.0
// One request to the API server as it must be made: with credentials, in its turn, and again where
// that is safe.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "common/base/mutex.h"
#include "common/kube/client.h"
#include "common/kube/token_bucket.h"

namespace sealer::kube {

class Caller {
  public:
    Caller(std::unique_ptr<http::Client> transport, Config config, ClientOptions options);

    // Any status but 2xx is an Error; retries as Client documents.
    [[nodiscard]] Result<http::Response> call(http::Request request,
                                              const std::stop_token& stop = {});
    // One try, without the rate limit, as long as it lasts.
    [[nodiscard]] Status stream(http::Request request,
                                const std::function<bool(std::string_view)>& on_data,
                                const std::stop_token& stop);

    void set_stop_token(std::stop_token stop);
    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] const ClientOptions& options() const { return options_; }

  private:
    using Send = std::function<Result<http::Response>(const http::Request&)>;

    // Sends with credentials, and once more with fresh ones if these are refused.
    [[nodiscard]] Result<http::Response> send_authenticated(http::Request& request,
                                                            const Send& send);
    [[nodiscard]] Status identify(http::Headers& headers, bool rejected) const;
    [[nodiscard]] std::stop_token own_stop();

    const std::unique_ptr<http::Client> transport_;
    const Config config_;
    const ClientOptions options_;
    TokenBucket bucket_;
    Mutex mutex_;
    std::stop_token stop_ GUARDED_BY(mutex_);
};

// Stops when either of two is told to.
class EitherStop {
  public:
    EitherStop(const std::stop_token& a, const std::stop_token& b)
        : on_a_(a, Request{&source_}), on_b_(b, Request{&source_}) {}
    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  private:
    struct Request {
        std::stop_source* source;
        void operator()() const { source->request_stop(); }
    };
    std::stop_source source_;
    std::stop_callback<Request> on_a_;
    std::stop_callback<Request> on_b_;
};

}  // namespace sealer::kube
