// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "controller/unseal/key_manager.h"
#include "controller/unseal/reconciler.h"

namespace sealer::unseal {

struct ManagerOptions {
    KeyManager::Options keys;
    std::string namespace_;  // watch just this one; empty: all
    std::size_t workers =
        0;  // 0: twice the cores, so that RSA goes on while others wait for the API server
};

// Everything that turns SealedSecrets into Secrets: the keys, the informers, the workers.
class Manager {
  public:
    // `client` must outlive the manager.
    Manager(kube::Client& client, const ManagerOptions& options, Observer observer);
    // As stop().
    ~Manager();
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    // Loads or makes the keys, fills the stores, starts the workers. Blocks until then; kCancelled
    // when stopped first.
    [[nodiscard]] Status start(const std::stop_token& stop);
    void stop();

    [[nodiscard]] bool synced() const;
    // Of the newest key, in PEM; empty while there is none.
    [[nodiscard]] std::string certificate_pem() const;
    [[nodiscard]] std::size_t queue_length() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::unseal
