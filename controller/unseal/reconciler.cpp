// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/reconciler.h"

#include <optional>
#include <utility>

#include "common/base/log.h"
#include "common/manifest/object.h"
#include "common/manifest/secret.h"
#include "controller/unseal/ownership.h"
#include "controller/unseal/secret_view.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

constexpr const char* kUnsealed = "Unsealed";
constexpr const char* kUnsealFailed = "ErrUnsealFailed";
constexpr const char* kUpdateFailed = "ErrUpdateFailed";
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

}  // namespace

// What one attempt found out.
struct Reconciler::Attempt {
    Outcome outcome;
    std::optional<Error> error;
    std::string error_kind;  // the metric's "reason"
    bool wrote = false;      // the Secret was created or changed
    bool final = false;      // trying again cannot help

    void failed(Error why, std::string kind, const char* reason) {
        outcome.reason = reason;
        outcome.message = why.message;
        error = std::move(why);
        error_kind = std::move(kind);
    }
};

Reconciler::Reconciler(kube::Client& client, const KeyManager& keys,
                       const kube::Informer& sealed_secrets, const kube::Informer& secrets,
                       kube::EventRecorder& events, Observer observer)
    : client_(client),
      keys_(keys),
      sealed_secrets_(sealed_secrets),
      secrets_(secrets),
      events_(events),
      observer_(std::move(observer)) {}

Result<kube::Requeue> Reconciler::reconcile(const std::string& key) {
    const std::size_t slash = key.find('/');
    const std::string namespace_ = key.substr(0, slash);
    const std::string name = key.substr(slash + 1);
    const kube::ObjectPtr sealed = sealed_secrets_.get(namespace_, name);
    if (sealed == nullptr || sealed->get("metadata", "deletionTimestamp") != nullptr) {
        // The garbage collector takes the Secret along, because the SealedSecret owned it.
        const MutexLock lock(mutex_);
        written_.erase(key);
        observer_.on_condition(namespace_, name, false, false);
        return kube::Requeue{};
    }
    const std::string digest = keys::sealed_digest(*sealed);
    const kube::ObjectPtr view = secrets_.get(namespace_, name);
    if (in_place(key, *sealed, view.get(), digest)) {
        observer_.on_condition(namespace_, name, true, true);
        return kube::Requeue{};
    }
    observer_.on_request();
    {
        const MutexLock lock(mutex_);
        written_[key].awaited = true;
    }
    Attempt attempt;
    this->attempt(*sealed, digest, attempt);
    report(*sealed, attempt);
    {
        const MutexLock lock(mutex_);
        Written& written = written_[key];  // whose `awaited` the informer may have ended by now
        written.digest = digest;
        written.proof = attempt.outcome.proof;
    }
    if (Status status = write_status(*sealed, attempt.outcome); !status) {
        observer_.on_error("status", namespace_);
        const MutexLock lock(mutex_);
        written_.erase(key);
        return fail(status.error().with("status of SealedSecret " + key));
    }
    observer_.on_condition(namespace_, name, attempt.outcome.synced, true);
    if (attempt.error && !attempt.final) {
        return fail(attempt.error->with("SealedSecret " + key));
    }
    return kube::Requeue{};
}

void Reconciler::secret_changed(const std::string& key) {
    const MutexLock lock(mutex_);
    if (const auto known = written_.find(key); known != written_.end()) {
        known->second.awaited = false;
    }
}

bool Reconciler::in_place(const std::string& key, const Value& sealed, const Value* view,
                          const std::string& digest) const {
    std::optional<Written> written;
    {
        const MutexLock lock(mutex_);
        if (const auto known = written_.find(key);
            known != written_.end() && !known->second.proof.empty()) {
            written = known->second;
        }
    }
    // The informer has not yet shown what was written: its change will bring us back.
    if (written && written->digest == digest && written->awaited) {
        return true;
    }
    if (view == nullptr || claim_on(*view, sealed) == Claim::kForeign ||
        !metadata_in_place(*view, sealed)) {
        return false;
    }
    const std::string proof = proof_of(digest, view->text("mac"), keys_.mac_key()->expose());
    return (proof == recorded_proof(sealed) && is_synced(sealed)) ||
           (written && written->proof == proof);
}

void Reconciler::attempt(const Value& sealed, const std::string& digest, Attempt& attempt) {
    Result<keys::Unsealed> unsealed =
        keys::unseal_secret(sealed, *keys_.ring(), /*accept_v1=*/true);
    if (!unsealed) {
        attempt.failed(unsealed.error(), "unseal", kUnsealFailed);
        return;
    }
    const Result<manifest::Secret> written = write_secret(sealed, unsealed->secret, attempt);
    if (!written) {
        return;
    }
    const auto mac_key = keys_.mac_key();
    attempt.outcome.synced = true;
    attempt.outcome.reason = kUnsealed;
    attempt.outcome.proof =
        proof_of(digest, manifest::secret_mac(*written, mac_key->expose()), mac_key->expose());
    attempt.outcome.keys = std::move(unsealed->fingerprints);
}

Result<manifest::Secret> Reconciler::write_secret(const Value& sealed,
                                                  const manifest::Secret& unsealed,
                                                  Attempt& attempt) {
    const auto failed = [&attempt](const Error& error) {
        attempt.failed(error, "update", kUpdateFailed);
        return fail(error);
    };
    const std::string name(manifest::name_of(sealed));
    Result<manifest::Secret> existing = client_.get_secret(manifest::namespace_of(sealed), name);
    if (!existing && existing.error().code == Code::kNotFound) {
        Result<manifest::Secret> created = client_.create_secret(unsealed);
        attempt.wrote = created.has_value();
        return created ? std::move(created) : failed(created.error());
    }
    if (!existing) {
        return failed(existing.error());
    }
    const Claim claim = claim_on(existing->object, sealed);
    if (claim == Claim::kForeign) {
        Error error{Code::kConflict,
                    "Resource \"" + name + "\" already exists and is not managed by SealedSecret"};
        attempt.failed(error, "unmanaged", kUpdateFailed);
        return fail(std::move(error));
    }
    manifest::Secret wanted = merge_secret(*existing, unsealed, claim);
    if (same_secret(*existing, wanted)) {
        return existing;
    }
    Result<manifest::Secret> updated = client_.update_secret(wanted);
    attempt.wrote = updated.has_value();
    if (!updated && updated.error().message.find(kImmutableField) != std::string::npos) {
        attempt.final = true;
        return failed(Error{Code::kInvalid, explain_immutable(name)});
    }
    return updated ? std::move(updated) : failed(updated.error());
}

Status Reconciler::write_status(const Value& sealed, const Outcome& outcome) {
    const Value status = next_status(sealed, outcome, std::chrono::system_clock::now());
    const Value* present = sealed.get("status");
    if (present != nullptr && *present == status) {
        return {};
    }
    // A merge patch leaves members alone that it does not name: an old proof must be taken out by
    // name.
    Value patch_status = status;
    if (outcome.proof.empty()) {
        patch_status["unsealed"] = Value();
    }
    Value patch;
    patch["metadata"]["resourceVersion"] = manifest::resource_version_of(sealed);
    patch["status"] = std::move(patch_status);
    const auto written = client_.patch(kube::sealed_secrets(), manifest::namespace_of(sealed),
                                       manifest::name_of(sealed), kube::PatchType::kMerge, patch,
                                       {.subresource = "status"});
    // Gone meanwhile: there is no status to write any more.
    if (!written && written.error().code != Code::kNotFound) {
        return fail(written.error());
    }
    return {};
}

void Reconciler::report(const Value& sealed, const Attempt& attempt) {
    const std::string namespace_(manifest::namespace_of(sealed));
    if (attempt.error) {
        observer_.on_error(attempt.error_kind, namespace_);
        if (already_reported(sealed, attempt.outcome)) {
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
    if (attempt.wrote || !is_synced(sealed)) {
        events_.record(sealed, kube::EventType::kNormal, kUnsealed,
                       "SealedSecret unsealed successfully");
        log::info("unseal", "unsealed",
                  {{"namespace", namespace_}, {"name", manifest::name_of(sealed)}});
    }
}

}  // namespace sealer::unseal
