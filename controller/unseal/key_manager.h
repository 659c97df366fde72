// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "keys/key_store.h"

namespace sealer::unseal {

// Keeps the key ring as the cluster has it: loads it, makes the first key, renews it in time, and
// follows every key Secret that is added, relabelled or removed. Thread-safe.
class KeyManager {
  public:
    struct Options {
        keys::KeyStoreOptions store;
        std::chrono::seconds renew_period{std::chrono::hours(720)};  // 0: never
    };

    // `client` must outlive the manager. `on_change` is called after the ring has changed, on a
    // thread of the manager's.
    KeyManager(kube::Client& client, Options options, std::function<void()> on_change);
    // As stop().
    ~KeyManager();
    KeyManager(const KeyManager&) = delete;
    KeyManager& operator=(const KeyManager&) = delete;

    // Returns once there is a ring with a key, which may take the seconds that generating one does;
    // retries for ever while the API server cannot be reached. kCancelled when `stop` is requested
    // first.
    [[nodiscard]] Status start(const std::stop_token& stop);
    void stop();

    // Never null after start.
    [[nodiscard]] keys::KeyRingPtr ring() const;
    // Under which the contents of live Secrets are recognised: derived from the oldest key, which
    // stays when others come.
    [[nodiscard]] std::shared_ptr<const crypto::SecretBytes> mac_key() const;

  private:
    [[nodiscard]] Status reload();
    // Makes a key if there is none or the newest is older than the renewal period.
    [[nodiscard]] Status renew_if_due();
    void maintain(const std::stop_token& stop);
    [[nodiscard]] WallTime next_renewal() const;

    kube::Client& client_;
    const Options options_;
    const std::function<void()> on_change_;
    kube::Informer key_secrets_;
    mutable Mutex mutex_;
    CondVar wake_;
    keys::KeyRingPtr ring_ GUARDED_BY(mutex_);
    std::shared_ptr<const crypto::SecretBytes> mac_key_ GUARDED_BY(mutex_);
    bool reload_wanted_ GUARDED_BY(mutex_) = false;
    std::jthread maintainer_;
};

}  // namespace sealer::unseal
