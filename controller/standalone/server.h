// SPDX-License-Identifier: Apache-2.0
// The embedded Kubernetes API server of standalone mode: a place to try and test, not for
// production.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/base/result.h"

namespace sealer::standalone {

struct Options {
    // Holds the objects, the TLS identity, the token and the kubeconfig; made if missing, for its
    // owner alone.
    std::string data_directory;
    std::uint16_t port = 0;  // 0: the port of the last time, or any free one
    bool simulate_workloads = true;
};

class Server {
  public:
    // Serves on the loopback interface before it returns. kInvalid for an unusable data directory,
    // kUnavailable when the port is taken or another server uses the data.
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(const Options& options);
    // Stops as stop() does.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string url() const;  // "https://127.0.0.1:PORT"
    [[nodiscard]] std::string kubeconfig_path() const;
    [[nodiscard]] const std::string& ca_pem() const;
    [[nodiscard]] const std::string& token() const;
    // Ends all watches and answers; idempotent.
    void stop();

  private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::standalone
