// SPDX-License-Identifier: Apache-2.0
// What the parts of Client share.
#pragma once

#include "common/kube/caller.h"
#include "common/kube/client.h"
#include "common/kube/query.h"

namespace sealer::kube {

struct Client::Impl {
    Impl(std::unique_ptr<http::Client> transport, Config config, ClientOptions options)
        : caller(std::move(transport), std::move(config), std::move(options)) {}

    [[nodiscard]] Result<http::Response> call(http::Request request,
                                              const std::stop_token& stop = {}) {
        request.timeout = caller.options().timeout;
        return caller.call(std::move(request), stop);
    }

    Caller caller;
};

[[nodiscard]] http::Request list_request(const Resource& resource, std::string_view namespace_,
                                         const ListOptions& options);

}  // namespace sealer::kube
