// SPDX-License-Identifier: Apache-2.0
// The controller, reached through the API server's service proxy (reference:
// sealed-secrets.md 2.9).
#pragma once

#include <memory>
#include <string>

#include "common/base/result.h"
#include "common/http/client.h"
#include "common/kube/client.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

class Controller {
  public:
    // Asks the API server for the controller's Service. One-line errors, with advice on flags.
    [[nodiscard]] static Result<Controller> find(const ClusterOptions& options, const World& world);

    // `path` as the controller serves it: "/v1/cert.pem". Errors are those of kube::Client::raw.
    [[nodiscard]] Result<http::Response> get(const std::string& path);
    [[nodiscard]] Result<http::Response> post(const std::string& path, std::string_view body);

  private:
    Controller(std::unique_ptr<kube::Client> client, std::string proxy_path);

    std::unique_ptr<kube::Client> client_;
    std::string proxy_path_;
};

}  // namespace sealer::cli
