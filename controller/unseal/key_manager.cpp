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
constexpr std::chrono::hours kLongestWait{1};  // the wall clock may be set
constexpr std::chrono::hours kLongestPeriod{
    876'000};  // a century: more would leave the clock's range

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
        return nullptr;
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
    key_secrets_.start();
    maintainer_ = std::jthread([this](const std::stop_token& own_stop) { maintain(own_stop); });
    const std::stop_callback wake_up(stop, [this] {
        const MutexLock lock(mutex_);
        wake_.notify_all();
    });
    const MutexLock lock(mutex_);
    while (mac_key_ == nullptr && !stop.stop_requested()) {
        wake_.wait(mutex_);
    }
    return mac_key_ != nullptr ? Status()
                               : fail(Code::kCancelled, "stopped while loading sealing keys");
}

void KeyManager::stop() {
    maintainer_.request_stop();
    if (maintainer_.joinable()) {
        maintainer_.join();
    }
    key_secrets_.stop();
}

void KeyManager::lead(std::shared_ptr<kube::Client> writer) {
    const MutexLock lock(mutex_);
    writer_ = std::move(writer);
    reload_wanted_ = true;  // the leader before us may have made a key just now
    wake_.notify_all();
}

void KeyManager::follow() {
    const MutexLock lock(mutex_);
    writer_ = nullptr;
}

Status KeyManager::request_key() {
    const MutexLock lock(mutex_);
    if (writer_ == nullptr) {
        return fail(Code::kConflict, "another replica leads: ask that one for a new key");
    }
    key_wanted_ = true;
    wake_.notify_all();
    return {};
}

keys::KeyRingPtr KeyManager::ring() const {
    const MutexLock lock(mutex_);
    return ring_;
}

std::uint64_t KeyManager::ring_version() const {
    const MutexLock lock(mutex_);
    return ring_version_;
}

std::shared_ptr<const crypto::SecretBytes> KeyManager::mac_key() const {
    const MutexLock lock(mutex_);
    return mac_key_;
}

std::vector<keys::KeyProblem> KeyManager::problems() const {
    const MutexLock lock(mutex_);
    return problems_;
}

Status KeyManager::reload() {
    TRY_ASSIGN(keys::LoadedKeys loaded, keys::load_keys(client_, options_.store));
    TRY_ASSIGN(auto mac_key, derive_mac_key(*loaded.ring));
    bool changed = false;
    {
        const MutexLock lock(mutex_);
        const bool new_keys =
            ring_ == nullptr || fingerprints(*ring_) != fingerprints(*loaded.ring);
        changed = new_keys || problems_ != loaded.problems;
        if (new_keys) {
            ring_ = loaded.ring;
            ++ring_version_;
        }
        problems_ = loaded.problems;
        if (mac_key_ == nullptr) {
            mac_key_ = std::move(mac_key);
            wake_.notify_all();
        }
    }
    if (changed) {
        for (const keys::KeyProblem& problem : loaded.problems) {
            log::error(
                "keys", "a key Secret was left out",
                {{"name", problem.secret.text("metadata", "name")}, {"error", problem.message}});
        }
        log::info("keys", "key ring loaded", {{"keys", loaded.ring->keys().size()}});
        on_change_();
    }
    return {};
}

WallTime KeyManager::next_renewal() const {
    if (ring_ == nullptr || ring_->newest() == nullptr) {
        return WallTime();
    }
    // What we made ourselves counts as new whatever a clock elsewhere says, lest a skewed one keep
    // us making keys.
    const WallTime newest =
        std::max(ordering_time(*ring_->newest(), options_.store.order), last_made_);
    WallTime due = WallTime::max();
    if (options_.renew_period.count() != 0) {
        due = newest + std::min<std::chrono::seconds>(options_.renew_period, kLongestPeriod);
    }
    if (options_.cutoff && newest < *options_.cutoff) {
        due = std::min(due, *options_.cutoff);
    }
    return due;
}

Status KeyManager::make_key_if_due() {
    const WallTime now = std::chrono::system_clock::now();
    std::shared_ptr<kube::Client> writer;
    keys::KeyRingPtr ring;
    {
        const MutexLock lock(mutex_);
        if (writer_ == nullptr || (!key_wanted_ && next_renewal() > now)) {
            return {};
        }
        writer = writer_;
        ring = ring_;
    }
    log::info("keys", "generating a sealing key", {{"bits", options_.store.key_bits}});
    TRY_ASSIGN(const keys::SealingKey key, keys::create_key(*writer, options_.store, *ring, now));
    log::info("keys", "new sealing key", {{"name", key.name}, {"fingerprint", key.fingerprint()}});
    {
        const MutexLock lock(mutex_);
        last_made_ = now;
        key_wanted_ = false;
    }
    return reload();
}

KeyManager::Wake KeyManager::wait_for_work(const std::stop_token& stop,
                                           std::optional<Clock::duration> retry_in) {
    const MutexLock lock(mutex_);
    Clock::duration at_most = retry_in.value_or(kLongestWait);
    if (!retry_in && writer_ != nullptr) {
        at_most = std::clamp<Clock::duration>(next_renewal() - std::chrono::system_clock::now(),
                                              Clock::duration::zero(), kLongestWait);
    }
    const auto wanted = [&]() REQUIRES(mutex_) {
        return reload_wanted_ || (key_wanted_ && writer_ != nullptr);
    };
    const Clock::time_point deadline = Clock::now() + at_most;
    while (!stop.stop_requested() && Clock::now() < deadline && (retry_in || !wanted())) {
        wake_.wait_until(mutex_, deadline);
    }
    const bool reload = std::exchange(reload_wanted_, false) || retry_in;
    return {.stop = stop.stop_requested(), .reload = reload};
}

void KeyManager::maintain(const std::stop_token& stop) {
    const std::stop_callback wake_up(stop, [this] {
        const MutexLock lock(mutex_);
        wake_.notify_all();
    });
    Backoff backoff({});
    std::optional<Clock::duration> retry_in;
    while (true) {
        const Wake wake = wait_for_work(stop, retry_in);
        if (wake.stop) {
            return;
        }
        Status status = wake.reload ? reload() : Status();
        if (status) {
            status = make_key_if_due();
        }
        retry_in.reset();
        if (!status) {
            log::error("keys", "cannot maintain sealing keys; trying again",
                       {{"error", status.error().message}});
            retry_in = backoff.next();
        } else {
            backoff.reset();
        }
    }
}

}  // namespace sealer::unseal
