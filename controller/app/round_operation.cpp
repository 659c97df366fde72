// SPDX-License-Identifier: Apache-2.0
// The part of a round that syncs: what was asked for, else what the policy wants.
#include <algorithm>

#include "common/base/log.h"
#include "controller/app/dependencies.h"
#include "controller/app/round.h"
#include "controller/app/sync_subjects.h"
#include "controller/app/waiting.h"

namespace sealer::app {

using manifest::Value;

namespace {
constexpr auto kOperationRetry = std::chrono::seconds(1);
}

bool Round::operation_is_under_way() const {
    const Value* state = status_.get("operationState");
    return state != nullptr && state->is_object() && !is_complete(*state);
}

void Round::begin_requested_operation() {
    const Value* request = application_->get("operation");
    if (request == nullptr || !request->is_object()) {
        return;
    }
    const Value* state = status_.get("operationState");
    const bool is_begun = operation_is_under_way() && *state->get("operation") == *request;
    if (!is_begun) {
        status_["operationState"] = start_operation(*request, spec_, "", now_);
        memory_.git_is_stale = true;  // who asks for a sync means what is there now
    }
    // The revision that was asked for, for as long as the operation takes; then the spec's again.
    if (const std::string_view revision = request->text("sync", "revision"); !revision.empty()) {
        spec_.source.target_revision = revision;
    }
}

bool Round::run_operation() {
    if (application_->get("operation") == nullptr) {
        start_automatic_operation();
    }
    if (!operation_is_under_way()) {
        return false;
    }
    Value& state = status_["operationState"];
    if (application_->get("operation") != nullptr && retry_later()) {
        return false;
    }
    state["syncResult"]["revision"] = memory_.commit;
    for (const char* field : {"manifests", "source", "sources"}) {
        if (state.get("operation", "sync", field) != nullptr) {
            finish_operation(state, "Error",
                             "operation.sync." + std::string(field) +
                                 " is not supported by this version of Sealer",
                             now_);
        }
    }
    if (!is_complete(state) && runs_hooks() && !is_stored(state)) {
        wake_after(std::chrono::milliseconds(1));
        return false;
    }
    if (!is_complete(state)) {
        report(advance_operation(cluster(), owner(), comparison_, state, now_));
    }
    if (is_complete(state)) {
        end_operation();
    } else if (!memory_.targets->complete) {
        // Nothing tells when the API server begins to serve a kind.
        shared_.discovery.invalidate();
        wake_after(std::chrono::milliseconds(200));
    }
    return true;
}

SyncCluster Round::cluster() const {
    return {shared_.client, shared_.discovery, shared_.live, shared_.writer, shared_.pool};
}

SyncOwner Round::owner() const {
    return {
        .spec = spec_,
        .self = manifest::key_of(*application_),
        .instance = instance_,
        .boundary = boundary_,
        .deletion_approved = std::string(manifest::annotation(*application_, kDeletionApproved))};
}

bool Round::runs_hooks() const {
    return !memory_.targets->hooks.empty() &&
           !skips_hooks(*status_.get("operationState", "operation"));
}

// Whether another process would find this try of the operation in the cluster.
bool Round::is_stored(const Value& state) const {
    const Value* stored = application_->get("status", "operationState");
    return stored != nullptr && stored->text("phase") == state.text("phase") &&
           operation_id(*stored) == operation_id(state);
}

// What went wrong beside the operation's tasks shows in it, and is tried again.
void Round::report(const Status& advanced) {
    if (!advanced) {
        status_["operationState"]["message"] = advanced.error().message;
        log::warn("app", advanced.error().message, {{"application", name_}});
        wake_after(kOperationRetry);
    }
}

// Of a requested operation that failed before: whether its next try is not due yet.
bool Round::retry_later() {
    Value& state = status_["operationState"];
    const auto finished = parse_time(state.text("finishedAt"));
    if (!finished || state.text("phase") != "Running") {
        return false;
    }
    const auto due =
        *finished + spec_.retry.delay(static_cast<int>(state.integer_or(1, "retryCount")));
    if (due > now_) {
        wake_after(std::chrono::duration_cast<std::chrono::milliseconds>(due - now_));
        return true;
    }
    state.as_object().erase("finishedAt");
    state["syncResult"].as_object().erase("resources");
    return false;
}

void Round::start_automatic_operation() {
    const Value* last = status_.get("operationState");
    // One that is under way goes on, unless Git has moved on.
    if (operation_is_under_way() && last->text("syncResult", "revision") == memory_.commit &&
        last->get("syncResult", "source") != nullptr &&
        *last->get("syncResult", "source") == spec_.source.json) {
        return;
    }
    const News news = memory_.settled_commit != memory_.commit    ? News::kUnknown
                      : memory_.synced_remotes != memory_.remotes ? News::kRemoteBases
                                                                  : News::kNone;
    const AutoSync decision =
        decide_auto_sync(spec_, comparison_, memory_.commit, last, news, now_);
    if (!decision.refusal.empty()) {
        conditions_.push_back({"SyncError", decision.refusal});
    }
    if (decision.action == AutoSync::Action::kWait) {
        wake_after(decision.wait);
        if (decision.refusal.empty()) {
            conditions_.push_back(describe_repair(now_ + decision.wait));
        }
    }
    if (operation_is_under_way()) {
        const Status ended =
            terminate_operation(cluster(), owner(), comparison_, status_["operationState"],
                                "superseded by revision " + memory_.commit, now_);
        report(ended);
        if (!ended) {
            return;
        }
    }
    if (is_held_back(decision.action) || decision.action != AutoSync::Action::kStart) {
        return;
    }
    Value operation;
    operation["sync"]["revision"] = memory_.commit;
    if (spec_.prune) {
        operation["sync"]["prune"] = true;
    }
    if (decision.heal_attempts > 0) {
        operation["sync"]["autoHealAttemptsCount"] = decision.heal_attempts;
        operation["sync"]["resources"] = selection_to_repair(comparison_);
    }
    if (const Value* options = application_->get("spec", "syncPolicy", "syncOptions")) {
        operation["sync"]["syncOptions"] = *options;
    }
    operation["initiatedBy"]["automated"] = true;
    memory_.synced_remotes = memory_.remotes;
    status_["operationState"] = start_operation(operation, spec_, memory_.commit, now_);
    if (decision.failures > 0) {
        status_["operationState"]["retryCount"] = decision.failures;
    }
    log::info("app", "syncing", {{"application", name_}, {"revision", memory_.commit}});
}

bool Round::is_held_back(AutoSync::Action wanted) {
    const auto find = [this](const std::string& name) {
        return shared_.applications.get(namespace_, name);
    };
    const auto newest = [this](const Value& other) {
        const std::string revision(other.text("spec", "source", "targetRevision"));
        return shared_.revisions.known(std::string(other.text("spec", "source", "repoURL")),
                                       revision.empty() ? "HEAD" : revision);
    };
    Dependence dependence = check_dependencies(*application_, find, newest);
    for (const std::string& name : dependence.outdated) {
        shared_.look_at(namespace_ + "/" + name);
    }
    if (!dependence.obstacle) {
        return false;
    }
    // What can never come is told before somebody waits for it.
    if (wanted == AutoSync::Action::kStart || dependence.obstacle->type == kDependencyError) {
        conditions_.push_back(*std::move(dependence.obstacle));
    }
    return true;
}

void Round::end_operation() {
    Value& state = status_["operationState"];
    const bool succeeded = state.text("phase") == "Succeeded";
    const bool was_requested = application_->get("operation") != nullptr;
    (succeeded ? shared_.counters.syncs_succeeded : shared_.counters.syncs_failed)++;
    log::write(succeeded ? log::Level::kInfo : log::Level::kWarn, "app",
               succeeded ? "synced" : "sync failed: " + std::string(state.text("message")),
               {{"application", name_}, {"revision", memory_.commit}});
    shared_.events.record(
        *application_, succeeded ? kube::EventType::kNormal : kube::EventType::kWarning,
        "OperationCompleted",
        "Sync operation to " + memory_.commit + " " +
            (succeeded ? "succeeded" : "failed: " + std::string(state.text("message"))));
    const std::int64_t limit = state.integer_or(0, "operation", "retry", "limit");
    const std::int64_t tries = state.integer_or(0, "retryCount");
    if (was_requested && state.text("phase") == "Failed" &&
        status_.text("operationState", "message") != "Operation terminated" &&
        (limit < 0 || tries < limit)) {
        state["phase"] = "Running";
        state["retryCount"] = tries + 1;
        wake_after(spec_.retry.delay(static_cast<int>(tries) + 1));
        return;
    }
    operation_done_ = true;
    if (!was_requested && !succeeded) {
        // Wakes up for the next try, whatever happens until then.
        wake_after(spec_.retry.delay(static_cast<int>(tries) + 1));
    }
    const bool is_partial = state.get("operation", "sync", "resources") != nullptr ||
                            state.get("operation", "sync", "autoHealAttemptsCount") != nullptr;
    if (succeeded && !is_partial && !state.flag("operation", "sync", "dryRun")) {
        add_history(status_, state, spec_.source, spec_.history_limit);
    }
    if (was_requested) {
        // Back to the spec's own revision.
        wake_after(std::chrono::milliseconds(1));
    }
}

}  // namespace sealer::app
