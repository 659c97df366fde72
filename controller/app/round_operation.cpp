// SPDX-License-Identifier: Apache-2.0
// The part of a round that syncs: what was asked for, else what the policy wants.
#include <algorithm>
#include <utility>

#include "common/base/log.h"
#include "controller/app/approval.h"
#include "controller/app/dependencies.h"
#include "controller/app/destination_namespace.h"
#include "controller/app/operation_notes.h"
#include "controller/app/prune_waves.h"
#include "controller/app/round.h"
#include "controller/app/source_status.h"
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
    Result<Spec> wanted = requested_spec(*application_, *request);
    const Status allowed = wanted ? check_permissions(*wanted) : Status();
    const Result<RetryRequest> retry = retry_of(*request);
    const bool is_begun = operation_is_under_way() &&
                          is_same_operation(*status_.get("operationState", "operation"), *request);
    if (!is_begun) {
        Value& state = status_["operationState"];
        state = start_operation(*request, wanted ? wanted->sources : spec_.sources, {}, now_);
        Approval::begin(state, manifest::annotation(*application_, kDeletionApproved));
        memory_.git_is_stale = true;  // who asks for a sync means what is there now
    }
    if (!wanted || !allowed || !retry) {
        const Error& error = !wanted ? wanted.error() : !allowed ? allowed.error() : retry.error();
        finish_operation(status_["operationState"], "Error", error.message, now_);
        end_operation(Retrial::kNever);
        return;
    }
    retry_ = *retry;
    if (is_begun) {
        look_for_newer_commits(*request);
    } else {
        note_rollback(*request);
    }
    wanted->ignore = std::move(spec_.ignore);  // the installation's, too
    spec_ = *std::move(wanted);
    keep_to_begun_revisions();
}

// An operation is about the commits that it began with, however long it takes.
void Round::keep_to_begun_revisions() {
    const Value& state = status_["operationState"];
    const Commits begun = revisions_in(state.get("syncResult"));
    const bool begins_anew = retry_.refresh && !state.text("finishedAt").empty();
    memory_.git_is_stale |= begins_anew;
    if (begins_anew || begun.size() != spec_.sources.list.size()) {
        return;
    }
    for (std::size_t i = 0; i < begun.size(); ++i) {
        spec_.sources.list[i].target_revision = begun[i];
    }
}

// What another client has put there, until it is done.
bool Round::is_requested() const {
    return application_->get("operation") != nullptr && !operation_done_;
}

std::string Round::check_time_left(const Value& state) {
    constexpr std::string_view kTimeout = "controller.sync.timeout.seconds";
    const auto timeout = settings_->seconds(kTimeout, std::chrono::seconds(0));
    const auto started = parse_time(state.text("startedAt"));
    if (timeout.count() == 0 || !started) {
        return "";
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(*started + timeout - now_);
    if (left.count() <= 0) {
        return "Operation terminated: it took longer than " + std::string(kTimeout);
    }
    wake_after(left);
    return "";
}

bool Round::run_operation() {
    if (!is_requested()) {
        start_automatic_operation();
    }
    if (!operation_is_under_way()) {
        return false;
    }
    Value& state = status_["operationState"];
    const std::string untimely_end = superseded_by_.empty()
                                         ? check_time_left(state)
                                         : "superseded by revision " + superseded_by_;
    if (!untimely_end.empty()) {
        report(terminate_operation(cluster(), owner(), comparison_, state, untimely_end, now_));
        if (is_complete(state)) {
            end_operation(Retrial::kNever);
        }
        return true;
    }
    if (is_requested() && retry_later()) {
        return false;
    }
    if (is_requested()) {  // by then it is known which these are
        put_result_revisions(state["syncResult"], spec_.sources, memory_.commits);
    }
    if (const Value* metadata =
            application_->get("spec", "syncPolicy", "managedNamespaceMetadata")) {
        state["syncResult"]["managedNamespaceMetadata"] = *metadata;
    }
    note_prune_waves(state, comparison_);
    if ((runs_hooks() || !prune_waves(state).empty()) && !is_stored(state)) {
        wake_after(std::chrono::milliseconds(1));
        return false;
    }
    report(advance_operation(cluster(), owner(), comparison_, state, now_));
    if (is_complete(state)) {
        end_operation(Retrial::kIfAsked);
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
           operation_id(*stored) == operation_id(state) &&
           note_in(*stored, kPruneWavesNote) == note_in(state, kPruneWavesNote);
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
        *finished + retry_.pauses.delay(static_cast<int>(state.integer_or(1, "retryCount")));
    if (due > now_) {
        wake_after(std::chrono::duration_cast<std::chrono::milliseconds>(due - now_));
        return true;
    }
    state.as_object().erase("finishedAt");
    state["syncResult"].as_object().erase("resources");
    return false;
}

void Round::start_automatic_operation() {
    if (!operation_is_under_way() && is_rolled_back()) {
        return;
    }
    const Value* last = status_.get("operationState");
    // One that is under way goes on, unless Git has moved on, and that matters here.
    if (operation_is_under_way()) {
        if (revisions_in(last->get("syncResult")) == memory_.commits &&
            are_sources_of(last->get("syncResult"), spec_.sources)) {
            memory_.begun_with = memory_.targets;
        }
        if (memory_.begun_with == memory_.targets) {
            return;
        }
    }
    const AutoSync decision = decide_auto_sync(spec_,
                                               {.comparison = comparison_,
                                                .commits = memory_.commits,
                                                .last = last,
                                                .news = news(),
                                                .healing = healing_of(*settings_)},
                                               now_);
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
                                "superseded by revision " + describe(memory_.commits), now_);
        report(ended);
        if (!ended) {
            return;
        }
    }
    if (is_held_back(decision.action) || decision.action != AutoSync::Action::kStart) {
        return;
    }
    note_remotes_as_synced();
    Value next = start_operation(automatic_operation(decision.heal_attempts), spec_.sources,
                                 memory_.commits, now_);
    Approval::begin(next, manifest::annotation(*application_, kDeletionApproved));
    if (decision.failures > 0) {
        next["retryCount"] = decision.failures;
        Approval::carry_over(*last, next);
    }
    status_["operationState"] = std::move(next);
    memory_.begun_with = memory_.targets;
    log::info("app", "syncing", {{"application", name_}, {"revision", describe(memory_.commits)}});
}

bool Round::is_held_back(AutoSync::Action wanted) {
    const auto find = [this](const std::string& name) {
        return shared_.applications.get(namespace_, name);
    };
    const auto newest = [this](const std::string& url, const std::string& revision) {
        return shared_.revisions.known(url, revision);
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

Value Round::automatic_operation(int heal_attempts) const {
    Value operation;
    Value& sync = operation["sync"];
    put_revisions(sync, spec_.sources, memory_.commits);
    if (spec_.sources.is_list) {
        put_sources(sync, spec_.sources);
    }
    if (spec_.prune) {
        sync["prune"] = true;
    }
    if (heal_attempts > 0) {
        sync["autoHealAttemptsCount"] = heal_attempts;
        sync["resources"] = selection_to_repair(comparison_);
        if (!is_namespace_in_sync()) {
            sync["resources"].as_array().push_back(selected_resource(namespace_key(spec_)));
        }
    }
    if (const Value* options = application_->get("spec", "syncPolicy", "syncOptions")) {
        sync["syncOptions"] = *options;
    }
    operation["initiatedBy"]["automated"] = true;
    // What it does when it fails: see auto_sync.h.
    if (const Value* retry = application_->get("spec", "syncPolicy", "retry")) {
        operation["retry"] = *retry;
    }
    operation["retry"]["limit"] = spec_.retry_limit.value_or(-1);
    operation["retry"]["refresh"] = true;
    return operation;
}

News Round::news() const {
    if (memory_.settled_commits != memory_.commits) {
        return News::kUnknown;
    }
    const bool is_as_synced = std::ranges::all_of(memory_.sources, [](const SourceMemory& source) {
        return source.synced_remotes == source.remotes;
    });
    return is_as_synced ? News::kNone : News::kRemoteBases;
}

void Round::end_operation(Retrial retrial) {
    Value& state = status_["operationState"];
    const bool succeeded = state.text("phase") == "Succeeded";
    const bool was_requested = is_requested();
    tell_end();
    const std::int64_t tries = state.integer_or(0, "retryCount");
    const bool was_terminated = state.text("message") == "Operation terminated";
    if (was_requested && !succeeded && !was_terminated && retrial == Retrial::kIfAsked &&
        (retry_.limit < 0 || tries < retry_.limit)) {
        state["phase"] = "Running";
        state["retryCount"] = tries + 1;
        wake_after(retry_.pauses.delay(static_cast<int>(tries) + 1));
        return;
    }
    operation_done_ = true;
    if (!was_requested && !succeeded) {
        // Wakes up for the next try, whatever happens until then.
        wake_after(spec_.retry.delay(static_cast<int>(tries) + 1));
    }
    const Value& operation = *state.get("operation");
    if (succeeded && !is_selective(operation) && !operation.flag("sync", "dryRun")) {
        add_history(status_, state, spec_.sources, spec_.history_limit);
    }
    if (was_requested) {
        settle_rollback(*application_->get("operation"));
        // Back to the spec's own revision.
        wake_after(std::chrono::milliseconds(1));
    }
}

// To the counters, the log and the Application's events.
void Round::tell_end() {
    const Value& state = status_["operationState"];
    const bool succeeded = state.text("phase") == "Succeeded";
    const std::string message(state.text("message"));
    const std::string revisions = describe(revisions_in(state.get("syncResult")));
    shared_.observer.on_sync(*application_, state);
    log::write(succeeded ? log::Level::kInfo : log::Level::kWarn, "app",
               succeeded ? "synced" : "sync failed: " + message,
               {{"application", name_}, {"revision", revisions}});
    shared_.events.record(
        *application_, succeeded ? kube::EventType::kNormal : kube::EventType::kWarning,
        "OperationCompleted",
        "Sync operation to " + revisions + " " + (succeeded ? "succeeded" : "failed: " + message));
}

}  // namespace sealer::app
