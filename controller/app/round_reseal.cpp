// SPDX-License-Identifier: Apache-2.0
// The part of a round that seals an Application's files anew, and commits them.
#include <chrono>
#include <utility>

#include "common/base/log.h"
#include "controller/app/reseal_plan.h"
#include "controller/app/round.h"

namespace sealer::app {
namespace {

constexpr Retry kRetry{std::chrono::seconds(2), 2, std::chrono::seconds(180)};
constexpr const char* kAuthor = "Sealer";
constexpr const char* kEmail = "noreply@sealer.dev";

std::string fingerprints(const keys::KeyRing& ring) {
    std::string result;
    for (const keys::SealingKey& key : ring.keys()) {
        result += key.fingerprint() + ",";
    }
    return result;
}

}  // namespace

void Round::reseal() {
    Resealing& resealing = memory_.resealing;
    if (manifest::annotation(*application_, kReseal) != "true") {
        resealing = {};
        return;
    }
    const keys::KeyRingPtr ring = shared_.ring();
    // A requested operation may be about another revision than the spec's.
    if (ring == nullptr || ring->newest() == nullptr || application_->get("operation") != nullptr) {
        return;
    }
    if (std::string keys = fingerprints(*ring); resealing.keys != keys) {
        resealing = {.keys = std::move(keys)};
    }
    if (resealing.settled_commit == memory_.commit) {
        return;
    }
    if (const auto now = Clock::now(); now < resealing.next_try) {
        wake_after(std::chrono::ceil<std::chrono::milliseconds>(resealing.next_try - now));
        return;
    }
    const Status done = reseal_files(*ring);
    resealing.error.clear();
    if (done) {
        resealing.failures = 0;
    } else if (!stop_.stop_requested()) {
        reseal_failed(done.error());
    }
}

Status Round::reseal_files(const keys::KeyRing& ring) {
    Resealing& resealing = memory_.resealing;
    TRY_ASSIGN(const CredentialsPtr credentials,
               shared_.repositories.credentials_for(spec_.source.repo_url, false));
    if (!resealing.pending || resealing.pending->parent != memory_.commit) {
        TRY(commit_resealed(ring, credentials.get()));
    }
    if (!resealing.pending) {
        resealing.settled_commit = memory_.commit;
        return {};
    }
    const auto branch = shared_.git.branch(spec_.source.repo_url, spec_.source.target_revision,
                                           credentials.get(), stop_);
    if (!branch) {
        return fail(branch.error());
    }
    TRY(shared_.git.push(spec_.source.repo_url, resealing.pending->commit, *branch,
                         credentials.get(), stop_));
    ++shared_.counters.reseals_pushed;
    const std::string message = resealing.pending->description + " as commit " +
                                resealing.pending->commit + " of " + *branch;
    log::info("app", message, {{"application", name_}});
    shared_.events.record(*application_, kube::EventType::kNormal, "Resealed", message);
    resealing.pending.reset();
    resealing.settled_commit = memory_.commit;
    look_at_git_again(std::chrono::milliseconds(0));
    return {};
}

// Unless there is nothing to do. A commit that cannot be pushed yet is kept, as it cost RSA.
Status Round::commit_resealed(const keys::KeyRing& ring, const git::Credentials* credentials) {
    Resealing& resealing = memory_.resealing;
    resealing.pending.reset();
    TRY_ASSIGN(const auto tree,
               shared_.git.tree(spec_.source.repo_url, memory_.commit, credentials, stop_));
    ResealPlan plan =
        plan_reseal(*tree, memory_.sealed_files, ring, spec_.namespace_, resealing.settled, stop_);
    if (stop_.stop_requested()) {
        return fail(Code::kCancelled, "stopped");
    }
    resealing.settled = std::move(plan.settled);
    if (plan.changes.empty()) {
        return {};
    }
    const keys::SealingKey& key = *ring.newest();
    TRY_ASSIGN(std::string commit,
               shared_.git.commit(spec_.source.repo_url,
                                  {.parent = memory_.commit,
                                   .changes = std::move(plan.changes),
                                   .message = commit_message(plan, key, namespace_ + "/" + name_),
                                   .name = kAuthor,
                                   .email = kEmail,
                                   .time = now_}));
    resealing.pending = Resealing::Pending{.parent = memory_.commit,
                                           .commit = std::move(commit),
                                           .description = std::to_string(plan.resealed) +
                                                          " SealedSecrets re-sealed for the key " +
                                                          key.fingerprint()};
    return {};
}

void Round::reseal_failed(const Error& error) {
    Resealing& resealing = memory_.resealing;
    ++shared_.counters.reseals_failed;
    const auto delay = kRetry.delay(++resealing.failures);
    resealing.next_try = Clock::now() + delay;
    wake_after(delay);
    resealing.error = (resealing.pending ? resealing.pending->description : "Re-sealing") +
                      ", but not pushed: " + error.message;
    if (error.code == Code::kConflict) {
        look_at_git_again(delay);
    }
}

void Round::look_at_git_again(std::chrono::milliseconds delay) {
    memory_.git_is_stale = true;
    wake_after(delay);
}

void Round::describe_resealing() {
    const auto report = [&](const char* condition, const char* reason, std::string message) {
        if (message.empty()) {
            return;
        }
        if (is_news(message)) {
            log::warn("app", message, {{"application", name_}, {"condition", condition}});
            shared_.events.record(*application_, kube::EventType::kWarning, reason, message);
        }
        conditions_.push_back({condition, std::move(message)});
    };
    report("ResealError", "ResealFailed", memory_.resealing.error);
    report("ResealWarning", "ResealIncomplete", describe_problems(memory_.resealing.settled));
}

}  // namespace sealer::app
