// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/http/server.h"
#include "controller/standalone/documents.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/output.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/reply.h"
#include "controller/standalone/request_info.h"
#include "controller/standalone/watch_hub.h"

namespace sealer::standalone {

// From HTTP requests to what serves them.
class Api {
  public:
    // All must outlive it.
    struct Parts {
        Store& store;
        Registry& registry;
        Objects& objects;
        WatchHub& watches;
    };
    // `token`: what clients must bear. `address`: host:port as clients see it.
    Api(Parts parts, std::string token, std::string address);

    // A http::Handler. Thread-safe.
    void handle(const http::ServerRequest& request,
                const std::shared_ptr<http::Responder>& responder);

  private:
    using Request = http::ServerRequest;

    [[nodiscard]] bool authenticated(const Request& request) const;
    [[nodiscard]] ApiResult<Reply> answer(const Request& request, const RequestInfo& info,
                                          const Target& target);
    [[nodiscard]] ApiResult<Reply> review(const Request& request, const RequestInfo& info);
    [[nodiscard]] ApiResult<Reply> grant(const Request& request, const RequestInfo& info,
                                         const Target& target);
    [[nodiscard]] ApiResult<Reply> get(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> list(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> create(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> update(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> patch(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> apply(const Request& request, const Target& target,
                                         const WriteOptions& options);
    [[nodiscard]] ApiResult<Reply> remove(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> remove_all(const Request& request, const Target& target);
    [[nodiscard]] ApiResult<Reply> scale(const Request& request, const RequestInfo& info,
                                         const Target& target);
    [[nodiscard]] ApiResult<void> watch(const Request& request, Target target,
                                        const std::shared_ptr<http::Responder>& responder);
    [[nodiscard]] ApiResult<Reply> written_reply(const Request& request, const Target& target,
                                                 Written written) const;

    Parts parts_;
    std::string token_;
    Documents documents_;
};

}  // namespace sealer::standalone
