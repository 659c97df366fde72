// SPDX-License-Identifier: Apache-2.0
// The part of a round that seals an Application's files anew, and commits them.
#include <chrono>
#include <utility>

#include "common/base/log.h"
#include "controller/app/resealed_files.h"
#include "controller/app/round.h"

namespace sealer::app {
namespace {

constexpr Retry kRetry{std::chrono::seconds(2), 2, std::chrono::seconds(180)};
constexpr const char* kAuthor = "Sealer";
constexpr const char* kEmail = "noreply@sealer.dev";

// What the outcome depends on besides the files.
std::string basis_of(const keys::KeyRing& ring, const std::string& default_namespace) {
    std::string result = default_namespace;
    for (const keys::SealingKey& key : ring.keys()) {
        result += "," + key.fingerprint();
    }
    return result;
}

}  // namespace

void Round::reseal() {
    if (manifest::annotation(*application_, kReseal) != "true") {
        for (SourceMemory& memory : memory_.sources) {
            memory.resealing = {};
        }
        return;
    }
    const keys::KeyRingPtr ring = shared_.ring();
    // A requested operation may be about another revision than the spec's.
    if (ring == nullptr || ring->newest() == nullptr || application_->get("operation") != nullptr) {
        return;
    }
    for (std::size_t i = 0; i < memory_.sources.size(); ++i) {
        reseal(spec_.sources.list[i], memory_.sources[i], *ring);
    }
}

void Round::reseal(const Source& source, SourceMemory& memory, const keys::KeyRing& ring) {
    Resealing& resealing = memory.resealing;
    if (std::string basis = basis_of(ring, spec_.namespace_); resealing.basis != basis) {
        resealing = {.basis = std::move(basis)};
    }
    if (resealing.settled_commit == memory.commit) {
        return;
    }
    if (const auto now = Clock::now(); now < resealing.next_try) {
        wake_after(std::chrono::ceil<std::chrono::milliseconds>(resealing.next_try - now));
        return;
    }
    const Status done = push_resealed(source, memory, ring);
    resealing.error.clear();
    if (done) {
        resealing.failures = 0;
        resealing.pending.reset();
        resealing.settled_commit = memory.commit;
    } else if (!stop_.stop_requested()) {
        reseal_failed(resealing, done.error());
    }
}

Status Round::push_resealed(const Source& source, SourceMemory& memory, const keys::KeyRing& ring) {
    const std::optional<Resealing::Pending>& pending = memory.resealing.pending;
    const std::string& url = source.repo_url;
    TRY_ASSIGN(const CredentialsPtr credentials,
               shared_.repositories.credentials_for(url, boundary_.project->name));
    if (!pending || pending->parent != memory.commit) {
        TRY(commit_resealed(source, memory, ring, credentials.get()));
    }
    if (!pending) {
        return {};
    }
    TRY_ASSIGN(const std::string branch,
               shared_.git.branch(url, source.target_revision, credentials.get(), stop_));
    TRY(shared_.git.push(url, pending->commit, branch, credentials.get(), stop_));
    ++shared_.counters.reseals_pushed;
    const std::string message =
        pending->description + " as commit " + pending->commit + " of " + branch;
    log::info("app", message, {{"application", name_}});
    shared_.events.record(*application_, kube::EventType::kNormal, "Resealed", message);
    look_at_git_again(std::chrono::milliseconds(0));
    return {};
}

// Leaves nothing pending where there is nothing to do.
Status Round::commit_resealed(const Source& source, SourceMemory& memory, const keys::KeyRing& ring,
                              const git::Credentials* credentials) {
    Resealing& resealing = memory.resealing;
    resealing.pending.reset();
    TRY_ASSIGN(const auto tree,
               shared_.git.tree(source.repo_url, memory.commit, credentials, stop_));
    ResealedFiles files =
        reseal_files(*tree, memory.sealed_files, ring, spec_.namespace_, resealing.files, stop_);
    if (stop_.stop_requested()) {
        return fail(Code::kCancelled, "stopped");
    }
    resealing.files = std::move(files);
    std::vector<git::FileChange> changes = changes_in(resealing.files);
    if (changes.empty()) {
        return {};
    }
    const keys::SealingKey& key = *ring.newest();
    const git::NewCommit commit{
        .parent = memory.commit,
        .changes = std::move(changes),
        .message = commit_message(resealing.files, key, namespace_ + "/" + name_),
        .name = kAuthor,
        .email = kEmail,
        .time = now_};
    TRY_ASSIGN(std::string id, shared_.git.commit(source.repo_url, commit, credentials));
    resealing.pending = Resealing::Pending{.parent = memory.commit,
                                           .commit = std::move(id),
                                           .description = describe_changes(resealing.files, key)};
    return {};
}

void Round::reseal_failed(Resealing& resealing, const Error& error) {
    ++shared_.counters.reseals_failed;
    const auto delay = kRetry.delay(++resealing.failures);
    resealing.next_try = Clock::now() + delay;
    wake_after(delay);
    resealing.error = resealing.pending ? resealing.pending->description + ", but not pushed: "
                                        : "cannot re-seal: ";
    resealing.error += error.message;
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
    for (const SourceMemory& memory : memory_.sources) {
        report("ResealError", "ResealFailed", memory.resealing.error);
        report("ResealWarning", "ResealIncomplete", describe_failures(memory.resealing.files));
    }
}

}  // namespace sealer::app
