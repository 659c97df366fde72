// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/reconciler.h"

#include <utility>

#include "common/base/log.h"
#include "common/manifest/object.h"
#include "common/manifest/secret.h"
#include "controller/unseal/ownership.h"
#include "controller/unseal/secret_view.h"
#include "controller/unseal/workloads.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

constexpr const char* kUnsealed = "Unsealed";
constexpr const char* kUnsealFailed = "ErrUnsealFailed";
constexpr const char* kUpdateFailed = "ErrUpdateFailed";
constexpr const char* kRestartFailed = "ErrRestartFailed";
// Who deletes a Secret of his own may be about to make it anew.
constexpr std::chrono::seconds kVacatedGrace{1};
constexpr int kStatusTries = 5;
// How the API server refuses a change of an immutable Secret.
constexpr std::string_view kImmutableField = "field is immutable when `immutable` is set";

std::string explain_immutable(std::string_view name) {
    return "the target Secret is immutable: Kubernetes lets nobody change it. Delete the Secret "
           "\"" +
           std::string(name) + "\" to have it made anew from the SealedSecret";
}

// Whether the status says the same already: a failure that lasts is news once.
bool already_reported(const Value& sealed, const Outcome& outcome) {
    const Value* present = sealed.get("status");
    return present != nullptr &&
           *present == next_status(sealed, outcome, std::chrono::system_clock::now());
}

std::pair<std::string, std::string> split_key(const std::string& key) {
    const std::size_t slash = key.find('/');
    return {key.substr(0, slash), key.substr(slash + 1)};
}

}  // namespace

// What one attempt found out.
struct Reconciler::Attempt {
    Outcome outcome;
    std::optional<Error> error;
    std::string error_kind;      // the metric's "reason"
    bool wrote = false;          // the Secret was created or changed
    bool changed_items = false;  // there was a Secret with other contents
    bool unopenable = false;     // trying again costs RSA, and cannot help
    bool final = false;          // trying again cannot help
    bool vacated = false;        // a stranger's Secret has just gone
    bool restart_due = false;

    void failed(Error why, std::string kind, const char* reason) {
        outcome.reason = reason;
        outcome.message = why.message;
        error = std::move(why);
        error_kind = std::move(kind);
    }
};

Reconciler::Reconciler(kube::Client& client, const KeyManager& keys, const Stores& stores,
                       kube::EventRecorder& events, Observer observer, ReconcilerOptions options)
    : client_(client),
      keys_(keys),
      stores_(stores),
      events_(events),
      observer_(std::move(observer)),
      options_(options) {}

Result<kube::Requeue> Reconciler::reconcile(const std::string& key) {
    const auto [namespace_, name] = split_key(key);
    const kube::ObjectPtr sealed = stores_.sealed_secret(namespace_, name);
    if (sealed == nullptr || sealed->get("metadata", "deletionTimestamp") != nullptr) {
        return sealed_secret_gone(key);
    }
    if (const std::optional<kube::Requeue> later = waiting(key)) {
        return *later;
    }
    TRY_ASSIGN(const kube::ObjectPtr view, stores_.secret_view(namespace_, name));
    const std::string digest = keys::sealed_digest(*sealed);
    const std::optional<Memory> memory = remembered(key, *sealed);
    if (in_place(*sealed, view.get(), digest, memory)) {
        return kube::Requeue{};
    }
    if (memory && memory->unopenable && memory->digest == digest &&
        memory->ring_version == keys_.ring_version()) {
        TRY(write_status(*sealed, digest, memory->outcome));
        return kube::Requeue{};
    }
    return work_on(key, *sealed, digest, memory);
}

Result<kube::Requeue> Reconciler::work_on(const std::string& key, const Value& sealed,
                                          const std::string& digest,
                                          const std::optional<Memory>& memory) {
    observer_.on_request();
    Memory next{.uid = std::string(manifest::uid_of(sealed)),
                .digest = digest,
                .ring_version = keys_.ring_version()};
    {
        const MutexLock lock(mutex_);
        memory_[key].awaited = true;
    }
    Attempt attempt;
    attempt.restart_due = memory && memory->restart_due;
    this->attempt(sealed, digest, attempt);
    if (!attempt.vacated) {
        report(sealed, attempt, memory && memory->outcome == attempt.outcome);
    }
    next.outcome = attempt.outcome;
    next.unopenable = attempt.unopenable;
    next.restart_due = attempt.restart_due;
    {
        const MutexLock lock(mutex_);
        Memory& known = memory_[key];
        // The informer may have ended the wait already.
        next.awaited = known.awaited && attempt.outcome.synced;
        known = std::move(next);
        if (attempt.vacated) {
            vacated_[key] = Clock::now() + kVacatedGrace;
        }
    }
    if (attempt.vacated) {
        return kube::Requeue{kVacatedGrace};
    }
    if (attempt.restart_due) {
        return fail(attempt.error->with("SealedSecret " + key));
    }
    if (Status status = write_status(sealed, digest, attempt.outcome); !status) {
        observer_.on_error("status", std::string(manifest::namespace_of(sealed)));
        const MutexLock lock(mutex_);
        memory_[key].awaited = false;
        return fail(status.error().with("status of SealedSecret " + key));
    }
    if (attempt.error && !attempt.final && !attempt.unopenable) {
        return fail(attempt.error->with("SealedSecret " + key));
    }
    return kube::Requeue{};
}

void Reconciler::secret_changed(const std::string& key, const kube::Change& change) {
    const auto [namespace_, name] = split_key(key);
    const kube::ObjectPtr sealed = stores_.sealed_secret(namespace_, name);
    const bool vacated =
        change.after == nullptr && sealed != nullptr && is_strangers(*change.before, *sealed);
    const MutexLock lock(mutex_);
    if (const auto known = memory_.find(key); known != memory_.end()) {
        known->second.awaited = false;
    }
    if (vacated) {
        vacated_[key] = Clock::now() + kVacatedGrace;
    }
}

std::optional<Reconciler::Memory> Reconciler::remembered(const std::string& key,
                                                         const Value& sealed) const {
    const MutexLock lock(mutex_);
    const auto known = memory_.find(key);
    // A SealedSecret that was deleted and made anew has a history of its own.
    return known != memory_.end() && known->second.uid == manifest::uid_of(sealed)
               ? std::optional<Memory>(known->second)
               : std::nullopt;
}

std::optional<kube::Requeue> Reconciler::waiting(const std::string& key) {
    const MutexLock lock(mutex_);
    const auto vacated = vacated_.find(key);
    if (vacated == vacated_.end()) {
        return std::nullopt;
    }
    const auto left = vacated->second - Clock::now();
    if (left.count() <= 0) {
        vacated_.erase(vacated);
        return std::nullopt;
    }
    return kube::Requeue{std::chrono::ceil<std::chrono::milliseconds>(left)};
}

bool Reconciler::in_place(const Value& sealed, const Value* view, const std::string& digest,
                          const std::optional<Memory>& memory) const {
    if (memory && memory->restart_due) {
        return false;
    }
    const bool done = memory && memory->outcome.synced && memory->digest == digest;
    // The informer has not yet shown what was written: its change will bring us back.
    if (done && memory->awaited) {
        return true;
    }
    if (view == nullptr || claim_on(*view, sealed) == Claim::kForeign) {
        return false;
    }
    if (manifest::annotation(sealed, kIgnoreDriftAnnotation) == "true") {
        return done || (!memory && is_synced(sealed));
    }
    if (!metadata_in_place(*view, sealed)) {
        return false;
    }
    const std::string proof = proof_of(digest, view->text("mac"), keys_.mac_key()->expose());
    return (proof == recorded_proof(sealed) && is_synced(sealed)) ||
           (done && memory->outcome.proof == proof);
}

void Reconciler::attempt(const Value& sealed, const std::string& digest, Attempt& attempt) {
    // Before the keys are put to work: whoever may not have the Secret must not cost RSA.
    Result<std::optional<manifest::Secret>> present = present_secret(sealed, attempt);
    if (!present || attempt.vacated) {
        return;
    }
    Result<keys::Unsealed> unsealed =
        keys::unseal_secret(sealed, *keys_.ring(), options_.accept_v1);
    if (!unsealed) {
        attempt.unopenable = true;
        attempt.failed(unsealed.error(), "unseal", kUnsealFailed);
        return;
    }
    const Result<manifest::Secret> written =
        write_secret(sealed, unsealed->secret, *std::move(present), attempt);
    if (!written) {
        return;
    }
    const auto mac_key = keys_.mac_key();
    attempt.outcome.synced = true;
    attempt.outcome.reason = kUnsealed;
    attempt.outcome.proof =
        proof_of(digest, manifest::secret_mac(*written, mac_key->expose()), mac_key->expose());
    attempt.outcome.keys = std::move(unsealed->fingerprints);
    if (wants_restarts(sealed)) {
        restart_if_changed(sealed, *written, attempt);
    }
}

Result<std::optional<manifest::Secret>> Reconciler::present_secret(const Value& sealed,
                                                                   Attempt& attempt) {
    const std::string name(manifest::name_of(sealed));
    Result<manifest::Secret> present = client_.get_secret(manifest::namespace_of(sealed), name);
    if (!present && present.error().code == Code::kNotFound) {
        const auto view = stores_.secret_view(manifest::namespace_of(sealed), name);
        attempt.vacated = view && *view != nullptr && is_strangers(**view, sealed);
        return std::optional<manifest::Secret>();
    }
    if (!present) {
        attempt.failed(present.error(), "update", kUpdateFailed);
        return fail(present.error());
    }
    if (claim_on(present->object, sealed) == Claim::kForeign) {
        Error error{Code::kConflict,
                    "Resource \"" + name + "\" already exists and is not managed by SealedSecret"};
        attempt.failed(error, "unmanaged", kUpdateFailed);
        return fail(std::move(error));
    }
    return std::optional<manifest::Secret>(*std::move(present));
}

Result<manifest::Secret> Reconciler::write_secret(const Value& sealed,
                                                  const manifest::Secret& unsealed,
                                                  std::optional<manifest::Secret> present,
                                                  Attempt& attempt) {
    const auto failed = [&attempt](const Error& error) {
        attempt.failed(error, "update", kUpdateFailed);
        return fail(error);
    };
    if (!present) {
        Result<manifest::Secret> created = client_.create_secret(unsealed);
        attempt.wrote = created.has_value();
        return created ? std::move(created) : failed(created.error());
    }
    manifest::Secret wanted = merge_secret(*present, unsealed, claim_on(present->object, sealed));
    if (same_secret(*present, wanted)) {
        return *std::move(present);
    }
    attempt.changed_items = !same_items(*present, wanted);
    Result<manifest::Secret> updated = client_.update_secret(wanted);
    attempt.wrote = updated.has_value();
    if (!updated && updated.error().message.find(kImmutableField) != std::string::npos) {
        attempt.final = true;
        return failed(Error{Code::kInvalid, explain_immutable(manifest::name_of(sealed))});
    }
    return updated ? std::move(updated) : failed(updated.error());
}

void Reconciler::restart_if_changed(const Value& sealed, const manifest::Secret& written,
                                    Attempt& attempt) {
    const auto mac_key = keys_.mac_key();
    const std::string content =
        content_mark(manifest::uid_of(sealed), manifest::secret_mac(written, mac_key->expose()),
                     mac_key->expose());
    attempt.outcome.content = content;
    const std::string_view before = recorded_content(sealed);
    const bool changed =
        comparable_marks(before, content) ? before != content : attempt.changed_items;
    if (!changed && !attempt.restart_due) {
        return;
    }
    const auto restarted = restart_workloads(client_, written.object);
    attempt.restart_due = !restarted;
    if (!restarted) {
        // The Secret is in place: neither the condition nor its message is about this.
        attempt.error = restarted.error();
        attempt.error_kind = "restart";
        events_.record(sealed, kube::EventType::kWarning, kRestartFailed,
                       restarted.error().message);
        return;
    }
    for (const std::string& workload : *restarted) {
        events_.record(sealed, kube::EventType::kNormal, "Restarted",
                       workload + " is rolled out: the Secret has changed");
    }
}

Status Reconciler::write_status(const Value& sealed, const std::string& digest,
                                const Outcome& outcome) {
    if (!options_.update_status) {
        return {};
    }
    const std::string_view namespace_ = manifest::namespace_of(sealed);
    const std::string_view name = manifest::name_of(sealed);
    Value live = sealed;
    for (int tries = 0; tries < kStatusTries; ++tries) {
        Value status = next_status(live, outcome, std::chrono::system_clock::now());
        if (const Value* present = live.get("status"); present != nullptr && *present == status) {
            return {};
        }
        // A merge patch leaves members alone that it does not name: an old proof must be taken out
        // by name.
        if (outcome.proof.empty()) {
            status["unsealed"] = Value();
        }
        Value patch;
        patch["metadata"]["resourceVersion"] = manifest::resource_version_of(live);
        patch["status"] = std::move(status);
        const auto written =
            client_.patch(kube::sealed_secrets(), namespace_, name, kube::PatchType::kMerge, patch,
                          {.subresource = "status"});
        // Gone meanwhile: there is no status to write any more.
        if (written || written.error().code == Code::kNotFound) {
            return {};
        }
        if (written.error().code != Code::kConflict) {
            return fail(written.error());
        }
        auto fresh = client_.get(kube::sealed_secrets(), namespace_, name);
        if (!fresh) {
            return fresh.error().code == Code::kNotFound ? Status() : fail(fresh.error());
        }
        if (manifest::uid_of(*fresh) != manifest::uid_of(sealed) ||
            keys::sealed_digest(*fresh) != digest) {
            return {};  // it is another by now, and its change brings us back
        }
        live = *std::move(fresh);
    }
    return fail(Code::kConflict, "others keep changing it");
}

void Reconciler::report(const Value& sealed, const Attempt& attempt, bool known) {
    const std::string namespace_(manifest::namespace_of(sealed));
    if (attempt.error) {
        observer_.on_error(attempt.error_kind, namespace_);
        if (known || attempt.outcome.synced || already_reported(sealed, attempt.outcome)) {
            return;
        }
        const bool unseal = attempt.outcome.reason == kUnsealFailed;
        events_.record(sealed, kube::EventType::kWarning, attempt.outcome.reason,
                       (unseal ? "Failed to unseal: " : "") + attempt.outcome.message);
        log::warn("unseal", "not unsealed",
                  {{"namespace", namespace_},
                   {"name", manifest::name_of(sealed)},
                   {"reason", attempt.outcome.reason},
                   {"error", attempt.outcome.message}});
        return;
    }
    if (attempt.wrote || (!known && !is_synced(sealed))) {
        events_.record(sealed, kube::EventType::kNormal, kUnsealed,
                       "SealedSecret unsealed successfully");
        log::info("unseal", "unsealed",
                  {{"namespace", namespace_}, {"name", manifest::name_of(sealed)}});
    }
}

Result<kube::Requeue> Reconciler::sealed_secret_gone(const std::string& key) {
    {
        const MutexLock lock(mutex_);
        memory_.erase(key);
        vacated_.erase(key);
    }
    if (!options_.delete_orphans) {
        return kube::Requeue{};  // the garbage collector takes the Secret along
    }
    const auto [namespace_, name] = split_key(key);
    const auto secret = client_.get_secret(namespace_, name);
    if (!secret && secret.error().code != Code::kNotFound) {
        return fail(secret.error());
    }
    const std::string_view owner = secret ? owning_uid(secret->object) : std::string_view();
    if (owner.empty()) {
        return kube::Requeue{};
    }
    const auto live = client_.get(kube::sealed_secrets(), namespace_, name);
    if (!live && live.error().code != Code::kNotFound) {
        return fail(live.error());
    }
    if (live && manifest::uid_of(*live) == owner) {
        return kube::Requeue{};  // it is there still, just not for us
    }
    const Status removed = client_.remove(kube::secrets(), namespace_, name,
                                          {.uid = std::string(manifest::uid_of(secret->object))});
    if (!removed && removed.error().code != Code::kNotFound) {
        return fail(removed.error());
    }
    return kube::Requeue{};
}

}  // namespace sealer::unseal
