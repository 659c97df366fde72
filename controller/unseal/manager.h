// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "controller/unseal/key_manager.h"
#include "controller/unseal/reconciler.h"
#include "controller/unseal/stores.h"

namespace sealer::unseal {

struct ManagerOptions {
    KeyManager::Options keys;
    Stores::Options stores;
    ReconcilerOptions reconciler;
    // 0: four times the cores, so that RSA goes on while others wait for the API server
    std::size_t workers = 0;
};

// The condition Synced of one SealedSecret.
struct ConditionState {
    std::string namespace_;
    std::string name;
    std::string status;    // "True", "False"; empty: not looked at yet
    std::string instance;  // its label app.kubernetes.io/instance
};

// Everything that turns SealedSecrets into Secrets: the keys, the informers, the workers. Every
// replica has keys and stores; only the one that leads writes.
class Manager {
  public:
    // `client` must outlive the manager.
    Manager(kube::Client& client, const ManagerOptions& options, Observer observer);
    // As stop().
    ~Manager();
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    // Loads the keys (waits for the leader to make the first one) and fills the stores. Blocks
    // until then; kCancelled when stopped first.
    [[nodiscard]] Status start(const std::stop_token& stop);
    void stop();

    // Begins to write, through `writer`, as soon as all is there to go by; may come before start().
    void lead(std::shared_ptr<kube::Client> writer);
    // Nothing is written any more once it returns. Quick if the writer's calls have been cancelled.
    void follow();
    // Has a new key made at once. kConflict where this does not lead.
    [[nodiscard]] Status request_key();

    [[nodiscard]] bool synced() const;
    // Null before the keys are loaded.
    [[nodiscard]] keys::KeyRingPtr ring() const;
    [[nodiscard]] std::vector<ConditionState> conditions() const;
    [[nodiscard]] std::size_t queue_length() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::unseal
