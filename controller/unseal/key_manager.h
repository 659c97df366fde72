// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "keys/key_store.h"

namespace sealer::unseal {

// Keeps the key ring as the cluster has it: follows every key Secret that is added, relabelled or
// removed and, while it leads, makes the first key and renews it in time. Thread-safe.
class KeyManager {
  public:
    struct Options {
        keys::KeyStoreOptions store;
        std::chrono::seconds renew_period{std::chrono::hours(720)};  // 0: never
        std::optional<WallTime> cutoff;  // once it has passed, an older key is renewed
    };

    // `client` must outlive the manager. `on_change` is called after the ring or the problems have
    // changed, on a thread of the manager's.
    KeyManager(kube::Client& client, Options options, std::function<void()> on_change);
    // As stop().
    ~KeyManager();
    KeyManager(const KeyManager&) = delete;
    KeyManager& operator=(const KeyManager&) = delete;

    // Returns once there is a ring with a key, which may take the seconds that generating one does,
    // or for ever if nobody leads; failures are retried for ever. kCancelled when `stop` is
    // requested first.
    [[nodiscard]] Status start(const std::stop_token& stop);
    void stop();

    // From now on keys are made, through `writer`; until follow().
    void lead(std::shared_ptr<kube::Client> writer);
    void follow();
    // Has a new key made at once. kConflict while another replica leads.
    [[nodiscard]] Status request_key();

    // Null before the first load.
    [[nodiscard]] keys::KeyRingPtr ring() const;
    // Differs whenever the keys do.
    [[nodiscard]] std::uint64_t ring_version() const;
    // Under which the contents of live Secrets are recognised: derived from the oldest key of the
    // first load, which stays when others come. Not null after start.
    [[nodiscard]] std::shared_ptr<const crypto::SecretBytes> mac_key() const;
    // Key Secrets that the last load left out.
    [[nodiscard]] std::vector<keys::KeyProblem> problems() const;

  private:
    [[nodiscard]] Status reload();
    // If this leads, and there is no key, or one is wanted or due.
    [[nodiscard]] Status make_key_if_due();
    [[nodiscard]] WallTime next_renewal() const REQUIRES(mutex_);
    void maintain(const std::stop_token& stop);
    struct Wake {
        bool stop = false;
        bool reload = false;
    };
    // Until something is to be done; after a failure, until it is to be tried again.
    [[nodiscard]] Wake wait_for_work(const std::stop_token& stop,
                                     std::optional<Clock::duration> retry_in);

    kube::Client& client_;
    const Options options_;
    const std::function<void()> on_change_;
    kube::Informer key_secrets_;
    mutable Mutex mutex_;
    CondVar wake_;
    std::shared_ptr<kube::Client> writer_ GUARDED_BY(mutex_);  // null: another replica leads
    keys::KeyRingPtr ring_ GUARDED_BY(mutex_);
    std::uint64_t ring_version_ GUARDED_BY(mutex_) = 0;
    std::vector<keys::KeyProblem> problems_ GUARDED_BY(mutex_);
    std::shared_ptr<const crypto::SecretBytes> mac_key_ GUARDED_BY(mutex_);
    bool reload_wanted_ GUARDED_BY(mutex_) = true;
    bool key_wanted_ GUARDED_BY(mutex_) = false;
    WallTime last_made_ GUARDED_BY(mutex_){};  // by this process
    std::jthread maintainer_;
};

}  // namespace sealer::unseal
