// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/reconciler.h"

#include <utility>

#include "common/base/log.h"
#include "common/manifest/object.h"
#include "common/manifest/secret.h"
#include "controller/unseal/orphan.h"
#include "controller/unseal/ownership.h"
#include "controller/unseal/refusal.h"
#include "controller/unseal/secret_view.h"
#include "controller/unseal/status_writer.h"
#include "controller/unseal/workloads.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

constexpr const char* kUnsealed = "Unsealed";
constexpr const char* kUnsealFailed = "ErrUnsealFailed";
constexpr const char* kUpdateFailed = "ErrUpdateFailed";
// How often others may be faster, one time after the other.
constexpr int kConflicts = 5;
constexpr const char* kRestarted = "Restarted";
constexpr const char* kRestartFailed = "ErrRestartFailed";
// Who deletes a Secret of his own may be about to make it anew.
constexpr std::chrono::seconds kVacatedGrace{1};

bool is_conflict(const Result<manifest::Secret>& written) {
    return !written && written.error().code == Code::kConflict;
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
    const Value* view = nullptr;  // what the informer shows of the Secret; null: there is none
    Outcome outcome;
    std::optional<Error> error;
    std::string error_kind;      // the metric's "reason"
    bool wrote = false;          // the Secret was created or changed
    bool unseen = false;         // it is as it should be, and newer than the view
    bool changed_items = false;  // there was a Secret with other contents
    bool hopeless = false;       // with this ciphertext and these keys nothing else can come of it
    bool final = false;          // nor while the Secret stays as it is
    bool vacated = false;        // a stranger's Secret has just gone

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
    const std::string digest = keys::sealed_digest(*sealed);
    const std::optional<Memory> memory = remembered(key, *sealed);
    const bool tried = memory && memory->digest == digest;
    const bool hopeless = tried && memory->hopeless && memory->ring_version == keys_.ring_version();
    if (hopeless || (tried && memory->untold)) {
        TRY(tell(key, *sealed, digest, *memory));
    }
    if (hopeless) {
        return kube::Requeue{};
    }
    // The informer has not yet shown what was written: its change will bring us back.
    if (tried && memory->outcome.synced && memory->awaited) {
        return kube::Requeue{};
    }
    const Result<kube::ObjectPtr> found = stores_.secret_view(namespace_, name);
    if (!found) {
        observer_.on_error("update", namespace_);
        return fail(found.error());
    }
    const kube::ObjectPtr& view = *found;
    if (!in_place(*sealed, view.get(), digest, memory)) {
        return work_on(key, *sealed, view.get(), digest, memory);
    }
    if (view != nullptr && wants_restarts(*sealed)) {
        TRY(restart_if_changed(key, *sealed, *view, memory));
    }
    return kube::Requeue{};
}

Status Reconciler::tell(const std::string& key, const Value& sealed, const std::string& digest,
                        const Memory& memory) {
    if (memory.news) {
        events_.record(sealed, kube::EventType::kNormal, kUnsealed,
                       "SealedSecret unsealed successfully");
        const MutexLock lock(mutex_);
        memory_[key].news = false;
    }
    if (options_.update_status) {
        if (Status written = write_status(client_, sealed, digest, memory.outcome); !written) {
            observer_.on_error("status", std::string(manifest::namespace_of(sealed)));
            return fail(written.error().with("status of SealedSecret " + key));
        }
    }
    const MutexLock lock(mutex_);
    memory_[key].untold = false;
    return {};
}

Result<kube::Requeue> Reconciler::work_on(const std::string& key, const Value& sealed,
                                          const Value* view, const std::string& digest,
                                          const std::optional<Memory>& memory) {
    observer_.on_request();
    Memory next{.uid = std::string(manifest::uid_of(sealed)),
                .digest = digest,
                .ring_version = keys_.ring_version(),
                .changed_items = memory && memory->changed_items,
                .rolled_out_for = memory ? memory->rolled_out_for : ""};
    {
        const MutexLock lock(mutex_);
        memory_[key].awaited = stores_.follows_secrets();
    }
    Attempt attempt{.view = view};
    this->attempt(sealed, digest, attempt);
    if (!attempt.vacated) {
        const bool is_news = report(sealed, attempt, memory && memory->outcome == attempt.outcome);
        next.news = attempt.outcome.synced && (is_news || (memory && memory->news));
        next.untold = true;
    }
    next.outcome = attempt.outcome;
    next.hopeless = attempt.hopeless;
    next.changed_items = next.changed_items || attempt.changed_items;
    {
        const MutexLock lock(mutex_);
        Memory& known = memory_[key];
        // The informer may have ended the wait already.
        next.awaited = known.awaited && attempt.unseen;
        known = next;
        if (attempt.vacated) {
            vacated_[key] = Clock::now() + kVacatedGrace;
        }
    }
    if (attempt.vacated) {
        return kube::Requeue{kVacatedGrace};
    }
    if (attempt.outcome.synced) {
        return kube::Requeue{std::chrono::milliseconds(0)};  // to tell of it, behind what waits
    }
    TRY(tell(key, sealed, digest, next));
    if (!attempt.final && !attempt.hopeless) {
        return fail(attempt.error->with("SealedSecret " + key));
    }
    return kube::Requeue{};
}

bool Reconciler::secret_changed(const std::string& key, const kube::Change& change) {
    const auto [namespace_, name] = split_key(key);
    const kube::ObjectPtr sealed = stores_.sealed_secret(namespace_, name);
    const bool vacated =
        change.after == nullptr && sealed != nullptr && is_strangers(*change.before, *sealed);
    const MutexLock lock(mutex_);
    const auto known = memory_.find(key);
    const bool awaited = known != memory_.end() && std::exchange(known->second.awaited, false);
    if (vacated) {
        vacated_[key] = Clock::now() + kVacatedGrace;
    }
    return awaited;
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
    const bool done = memory && memory->outcome.synced && memory->digest == digest;
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
    std::optional<manifest::Secret> present;
    if (attempt.view != nullptr) {
        // Before the keys are put to work: whoever may not have the Secret must not cost RSA.
        auto found = present_secret(sealed, attempt);
        if (!found || attempt.vacated) {
            return;
        }
        present = *std::move(found);
    }
    Result<keys::Unsealed> unsealed =
        keys::unseal_secret(sealed, *keys_.ring(), options_.accept_v1);
    if (!unsealed) {
        attempt.hopeless = true;
        attempt.failed(unsealed.error(), "unseal", kUnsealFailed);
        return;
    }
    const Result<manifest::Secret> written =
        write_secret(sealed, unsealed->secret, std::move(present), attempt);
    if (!written) {
        return;
    }
    attempt.unseen = attempt.view == nullptr || manifest::resource_version_of(*attempt.view) !=
                                                    manifest::resource_version_of(written->object);
    const auto mac_key = keys_.mac_key();
    attempt.outcome.synced = true;
    attempt.outcome.reason = kUnsealed;
    attempt.outcome.proof =
        proof_of(digest, manifest::secret_mac(*written, mac_key->expose()), mac_key->expose());
    attempt.outcome.keys = std::move(unsealed->fingerprints);
    attempt.outcome.content = recorded_content(sealed);  // changes once workloads are rolled out
}

Result<std::optional<manifest::Secret>> Reconciler::present_secret(const Value& sealed,
                                                                   Attempt& attempt) {
    const std::string name(manifest::name_of(sealed));
    Result<manifest::Secret> present = client_.get_secret(manifest::namespace_of(sealed), name);
    if (!present && present.error().code == Code::kNotFound) {
        attempt.vacated = attempt.view != nullptr && is_strangers(*attempt.view, sealed);
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
        if (created) {
            return created;
        }
        attempt.hopeless = is_too_large(created.error());
        if (created.error().code != Code::kConflict) {
            return failed(created.error());
        }
        // There is one that the informer has not shown yet.
        TRY_ASSIGN(present, present_secret(sealed, attempt));
        if (!present) {
            return failed(created.error());
        }
    }
    Claim claim = Claim::kForeign;
    Result<manifest::Secret> updated = fail(Code::kConflict, "");
    for (int i = 0; i <= kConflicts && is_conflict(updated); ++i) {
        if (i > 0) {  // others were faster
            TRY_ASSIGN(present, present_secret(sealed, attempt));
            if (!present) {
                return failed(updated.error());
            }
        }
        claim = claim_on(present->object, sealed);
        manifest::Secret wanted = merge_secret(*present, unsealed, claim);
        if (same_secret(*present, wanted)) {
            return *std::move(present);
        }
        attempt.changed_items = !same_items(*present, wanted);
        updated = client_.update_secret(wanted);
    }
    attempt.wrote = updated.has_value();
    if (updated) {
        return updated;
    }
    attempt.hopeless = is_too_large(updated.error()) && claim == Claim::kReplace;
    attempt.final = is_too_large(updated.error()) || is_immutable(updated.error());
    return failed(is_immutable(updated.error()) ? explain_immutable(manifest::name_of(sealed))
                                                : updated.error());
}

Status Reconciler::restart_if_changed(const std::string& key, const Value& sealed,
                                      const Value& view, const std::optional<Memory>& memory) {
    const std::string content =
        content_mark(manifest::uid_of(sealed), view.text("mac"), keys_.mac_key()->expose());
    const std::string_view before = recorded_content(sealed);
    if (before == content || (memory && memory->rolled_out_for == content)) {
        return {};
    }
    if (comparable_marks(before, content) || (memory && memory->changed_items)) {
        const auto restarted = restart_workloads(client_, view);
        if (!restarted) {
            observer_.on_error("restart", std::string(manifest::namespace_of(sealed)));
            events_.record(sealed, kube::EventType::kWarning, kRestartFailed,
                           restarted.error().message);
            return fail(restarted.error());
        }
        for (const std::string& workload : *restarted) {
            events_.record(sealed, kube::EventType::kNormal, kRestarted,
                           workload + " is rolled out: the Secret has changed");
        }
    }
    if (options_.update_status) {
        TRY(write_content(client_, sealed, content));
    }
    const MutexLock lock(mutex_);
    memory_[key].changed_items = false;
    memory_[key].rolled_out_for = content;
    return {};
}

bool Reconciler::report(const Value& sealed, const Attempt& attempt, bool known) {
    const std::string namespace_(manifest::namespace_of(sealed));
    if (attempt.error) {
        observer_.on_error(attempt.error_kind, namespace_);
        if (known || already_reported(sealed, attempt.outcome)) {
            return false;
        }
        const bool unseal = attempt.outcome.reason == kUnsealFailed;
        events_.record(sealed, kube::EventType::kWarning, attempt.outcome.reason,
                       (unseal ? "Failed to unseal: " : "") + attempt.outcome.message);
        log::warn("unseal", "not unsealed",
                  {{"namespace", namespace_},
                   {"name", manifest::name_of(sealed)},
                   {"reason", attempt.outcome.reason},
                   {"error", attempt.outcome.message}});
        return true;
    }
    // Without a status to tell by, what was in place already is no news: a restart meets all of it.
    const bool is_news = attempt.wrote || (options_.update_status && !known && !is_synced(sealed));
    if (is_news) {
        log::info("unseal", "unsealed",
                  {{"namespace", namespace_}, {"name", manifest::name_of(sealed)}});
    }
    return is_news;
}

Result<kube::Requeue> Reconciler::sealed_secret_gone(const std::string& key) {
    {
        const MutexLock lock(mutex_);
        memory_.erase(key);
        vacated_.erase(key);
    }
    // Else the garbage collector takes the Secret along.
    if (options_.delete_orphans) {
        const auto [namespace_, name] = split_key(key);
        TRY(delete_orphan(client_, namespace_, name));
    }
    return kube::Requeue{};
}

}  // namespace sealer::unseal
