// SPDX-License-Identifier: Apache-2.0
// The controller, reached through the API server's service proxy (reference:
// sealed-secrets.md 2.9).
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/http/client.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

// Where the controller or the API server asks for patience (429, Retry-After), calls wait and try
// again, ten times at most.
class Controller {
  public:
    // Asks the API server for the controller's Service: the one named, or without a name either
    // that the manifests or that the Helm chart makes. One-line errors, with advice on flags.
    [[nodiscard]] static Result<Controller> find(const ClusterOptions& options, const World& world);

    // The certificate's PEM as it came.
    [[nodiscard]] Result<std::string> certificate();
    // Whether the controller can open the SealedSecret. kConflict where it says no.
    [[nodiscard]] Status verify(const manifest::Value& sealed);
    // The SealedSecret with ciphertext of the newest key, and whatever else the controller makes of
    // it.
    [[nodiscard]] Result<manifest::Value> rotate(const manifest::Value& sealed);

  private:
    struct Call {
        std::string method;
        std::string path;  // as the controller serves it: "/v1/cert.pem"
        std::string accept;
        std::string body;  // public: a SealedSecret
    };

    Controller(std::unique_ptr<kube::Client> client, std::string proxy_path,
               const ClusterOptions& options, int log_descriptor);
    [[nodiscard]] Result<http::Response> send(const Call& call);
    [[nodiscard]] Result<http::Response> send_once(const Call& call);
    void trace(const Call& call, const Result<http::Response>& response,
               std::chrono::milliseconds took) const;

    std::unique_ptr<kube::Client> client_;
    std::string proxy_path_;
    std::chrono::milliseconds request_timeout_;
    int verbosity_;
    int log_descriptor_;
};

}  // namespace sealer::cli
