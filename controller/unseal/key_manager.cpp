// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/key_manager.h"

#include <algorithm>
#include <utility>

#include "common/base/backoff.h"
#include "common/base/log.h"
#include "common/base/time.h"
#include "controller/unseal/secret_view.h"

namespace sealer::unseal {
namespace {

constexpr const char* kActiveKeys = "sealedsecrets.bitnami.com/sealed-secrets-key=active";

// Which keys there are is all that the informer has to see; their data is read by load_keys alone.
kube::InformerOptions key_secret_options(const std::string& namespace_) {
    return {.namespace_ = namespace_,
            .label_selector = kActiveKeys,
            .transform = [](std::string_view json) { return view_secret(json, {}); }};
}

WallTime ordering_time(const keys::SealingKey& key, keys::KeyOrder order) {
    return order == keys::KeyOrder::kCertNotBefore ? key.certificate.not_before : key.created;
}

Result<std::shared_ptr<const crypto::SecretBytes>> derive_mac_key(const keys::KeyRing& ring) {
    if (ring.keys().empty()) {
        return std::make_shared<const crypto::SecretBytes>();
    }
    TRY_ASSIGN(crypto::SecretBytes key,
               ring.keys().back().private_key.derive("sealer.dev/secret-mac/v1"));
    return std::make_shared<const crypto::SecretBytes>(std::move(key));
}

std::vector<std::string> fingerprints(const keys::KeyRing& ring) {
    std::vector<std::string> all;
    for (const keys::SealingKey& key : ring.keys()) {
        all.push_back(key.fingerprint());
    }
    return all;
}

}  // namespace

KeyManager::KeyManager(kube::Client& client, Options options, std::function<void()> on_change)
    : client_(client),
      options_(std::move(options)),
      on_change_(std::move(on_change)),
      key_secrets_(client, kube::secrets(), key_secret_options(options_.store.namespace_)) {
    key_secrets_.on_change([this](const kube::Change&) {
        const MutexLock lock(mutex_);
        reload_wanted_ = true;
        wake_.notify_all();
    });
}

KeyManager::~KeyManager() {
    stop();
}

Status KeyManager::start(const std::stop_token& stop) {
    Backoff backoff({});
    const std::stop_callback wake_up(stop, [this] { wake_.notify_all(); });
    while (true) {
        Status status = reload();
        if (status) {
            status = renew_if_due();
        }
        if (status) {
            break;
        }
        log::warn("keys", "cannot load sealing keys; trying again",
                  {{"error", status.error().message}});
        const Clock::time_point retry = Clock::now() + backoff.next();
        const MutexLock lock(mutex_);
        while (!stop.stop_requested() && Clock::now() < retry) {
            wake_.wait_until(mutex_, retry);
        }
        if (stop.stop_requested()) {
            return fail(Code::kCancelled, "stopped while loading sealing keys");
        }
    }
    key_secrets_.start();
    maintainer_ = std::jthread([this](const std::stop_token& own_stop) { maintain(own_stop); });
    return {};
}

void KeyManager::stop() {
    maintainer_.request_stop();
    wake_.notify_all();
    if (maintainer_.joinable()) {
        maintainer_.join();
    }
    key_secrets_.stop();
}

keys::KeyRingPtr KeyManager::ring() const {
    const MutexLock lock(mutex_);
    return ring_;
}

std::shared_ptr<const crypto::SecretBytes> KeyManager::mac_key() const {
    const MutexLock lock(mutex_);
    return mac_key_;
}

Status KeyManager::reload() {
    TRY_ASSIGN(keys::LoadedKeys loaded, keys::load_keys(client_, options_.store));
    for (const std::string& problem : loaded.problems) {
        log::error("keys", "a key Secret was left out", {{"error", problem}});
    }
    TRY_ASSIGN(auto mac_key, derive_mac_key(*loaded.ring));
    bool changed = false;
    {
        const MutexLock lock(mutex_);
        changed = ring_ == nullptr || fingerprints(*ring_) != fingerprints(*loaded.ring);
        ring_ = loaded.ring;
        mac_key_ = std::move(mac_key);
    }
    if (changed) {
        log::info("keys", "key ring loaded", {{"keys", loaded.ring->keys().size()}});
        on_change_();
    }
    return {};
}

WallTime KeyManager::next_renewal() const {
    const keys::KeyRingPtr current = ring();
    if (current->newest() == nullptr) {
        return WallTime();
    }
    if (options_.renew_period.count() == 0) {
        return WallTime::max();
    }
    return ordering_time(*current->newest(), options_.store.order) + options_.renew_period;
}

Status KeyManager::renew_if_due() {
    const WallTime now = std::chrono::system_clock::now();
    if (next_renewal() > now) {
        return {};
    }
    log::info("keys", "generating a sealing key", {{"bits", options_.store.key_bits}});
    TRY_ASSIGN(const keys::SealingKey key, keys::create_key(client_, options_.store, now));
    log::info("keys", "new sealing key", {{"name", key.name}, {"fingerprint", key.fingerprint()}});
    return reload();
}

void KeyManager::maintain(const std::stop_token& stop) {
    constexpr auto kLongestWait = std::chrono::hours(1);  // the wall clock may be set
    constexpr auto kRetry = std::chrono::seconds(10);
    bool failed = false;
    while (!stop.stop_requested()) {
        const auto until_renewal = next_renewal() - std::chrono::system_clock::now();
        const auto wait = failed ? Clock::duration(kRetry)
                                 : std::clamp<Clock::duration>(
                                       until_renewal, Clock::duration::zero(), kLongestWait);
        bool wants_reload = failed;
        {
            const MutexLock lock(mutex_);
            const Clock::time_point deadline = Clock::now() + wait;
            while (!stop.stop_requested() && !reload_wanted_ && Clock::now() < deadline) {
                wake_.wait_until(mutex_, deadline);
            }
            wants_reload = wants_reload || reload_wanted_;
            reload_wanted_ = false;
        }
        if (stop.stop_requested()) {
            return;
        }
        Status status = wants_reload ? reload() : Status();
        if (status) {
            status = renew_if_due();
        }
        failed = !status;
        if (failed) {
            log::error("keys", "cannot maintain sealing keys; trying again",
                       {{"error", status.error().message}});
        }
    }
}

}  // namespace sealer::unseal
