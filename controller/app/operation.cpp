// SPDX-License-Identifier: Apache-2.0
#include "controller/app/operation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "common/base/text.h"
#include "common/manifest/object.h"
#include "controller/app/destination_namespace.h"
#include "controller/app/forthcoming.h"
#include "controller/app/shared_objects.h"
#include "controller/app/summary.h"
#include "controller/app/sync_subjects.h"
#include "controller/app/task_runner.h"
#include "controller/app/waiting.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;
using sync::Record;
using sync::Step;
using sync::Subject;
using sync::Task;

// One call of advance_operation(): what it needs, in one place.
class Advance {
  public:
    Advance(const SyncCluster& cluster, const SyncOwner& owner, Comparison& comparison,
            Value& state)
        : cluster_(cluster),
          owner_(owner),
          comparison_(comparison),
          state_(state),
          operation_(*state.get("operation")),
          is_dry_run_(operation_.flag("sync", "dryRun")),
          forthcoming_(*comparison.targets, owner.spec),
          runner_(cluster, owner.spec, operation_, forthcoming_) {}

    // Its end, or unset: it waits.
    Result<std::optional<Step>> run() {
        TRY(prepare());
        if (std::optional<Step> refused = refuse()) {
            return refused;
        }
        TRY(release_others());
        while (true) {
            TRY(look());
            const Step step = sync::next_step(sync_.subjects, owner_.spec.wait_healthy);
            TRY(clear_hooks(step.release, step.remove));
            if (step.kind == Step::Kind::kSucceed || step.kind == Step::Kind::kFail) {
                return std::optional(step);
            }
            if (step.kind == Step::Kind::kWait) {
                state_["message"] = step.message;
                return std::optional<Step>();
            }
            TRY_ASSIGN(const bool has_begun, begin(step.run));
            if (!has_begun) {
                return std::optional<Step>();
            }
        }
    }

    Status terminate() {
        TRY(prepare());
        TRY(look());
        std::vector<std::size_t> release;
        std::vector<std::size_t> remove;
        for (std::size_t i = 0; i < sync_.subjects.size(); ++i) {
            Subject& subject = sync_.subjects[i];
            if (subject.task.action != Task::Action::kHook || !subject.record ||
                !check_permitted(subject)) {
                continue;
            }
            const bool runs = subject.record->state == Record::State::kRunning;
            if (subject.live.has_hook_finalizer) {
                release.push_back(i);
            }
            if (subject.live.exists && (runs || subject.hook.deleted_on_failure)) {
                remove.push_back(i);
            }
            const bool has_gone =
                !subject.live.exists && subject.record->state == Record::State::kError;
            if (runs || has_gone) {
                subject.record =
                    Record{Record::Status::kSynced,
                           runs ? Record::State::kFailed : Record::State::kSucceeded, "Terminated"};
                note(subject);
            }
        }
        return clear_hooks(release, remove);
    }

  private:
    Status prepare() {
        read_rows();
        TRY_ASSIGN(const bool needs_namespace, this->needs_namespace());
        const Mark mark{cluster_.live.tracking(), owner_.instance, owner_.spec.namespace_};
        const Approval approval = Approval::take(state_, owner_.deletion_approved, comparison_);
        sync_ = make_sync_subjects({.spec = owner_.spec,
                                    .self = owner_.self,
                                    .mark = mark,
                                    .state = state_,
                                    .approval = approval,
                                    .holds_pruning = operation_.flag("initiatedBy", "automated") &&
                                                     exceeds_budget(owner_.spec, comparison_),
                                    .needs_namespace = needs_namespace},
                                   comparison_);
        subject_at_.resize(sync_.objects.size());
        for (std::size_t i = 0; i < sync_.subjects.size(); ++i) {
            subject_at_[sync_.subjects[i].task.index] = i;
        }
        return {};
    }

    void read_rows() {
        const manifest::Array& rows = manifest::elements(state_.get("syncResult", "resources"));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto row = sync::parse_row(rows[i])) {
                rows_.emplace(row->first, i);
            }
        }
    }

    // Nothing begins where it is clear that not all of it can be done.
    std::optional<Step> refuse() {
        if (owner_.spec.fails_on_shared && rows_.empty()) {
            const auto shared =
                shared_objects(comparison_, owner_.instance, cluster_.live.tracking());
            if (!shared.empty()) {
                return Step{.kind = Step::Kind::kFail,
                            .message = "Shared resource found: " + join(shared, ", ")};
            }
        }
        const bool has_begun = !rows_.empty();
        std::set<std::string> reasons;
        for (Subject& subject : sync_.subjects) {
            const Status possible = check(subject, has_begun);
            if (!possible) {
                subject.record = Record{Record::Status::kSyncFailed, Record::State::kFailed,
                                        possible.error().message};
                note(subject);
                reasons.insert(possible.error().message);
            }
        }
        if (reasons.empty()) {
            return std::nullopt;
        }
        return Step{.kind = Step::Kind::kFail,
                    .message = "one or more synchronization tasks are not valid: " +
                               join({reasons.begin(), reasons.end()}, "; ")};
    }

    [[nodiscard]] Status check(const Subject& subject, bool has_begun) const {
        const SyncObject& object = object_of(subject.task);
        if (!has_begun && is_kind_missing(object) && !may_lack_kind(object)) {
            return fail(Code::kNotFound, missing_kind(subject.task));
        }
        return check_permitted(subject);
    }

    // A task may be begun while the API server does not know its kind yet.
    [[nodiscard]] bool may_lack_kind(const SyncObject& object) const {
        return forthcoming_.has_kind(object.type) || owner_.spec.skips_missing_kinds ||
               sync_options(object.target->object).contains("SkipDryRunOnMissingResource=true");
    }

    [[nodiscard]] Status check_permitted(const Subject& subject) const {
        const Target* target = object_of(subject.task).target;
        const manifest::ObjectKey& key = subject.task.key;
        return check_object(owner_.boundary, key,
                            target != nullptr ? target->is_namespaced() : !key.namespace_.empty());
    }

    Result<bool> needs_namespace() {
        const Spec& spec = owner_.spec;
        if (!makes_namespace(spec, comparison_) || is_dry_run_) {
            return false;
        }
        if (has_namespace_metadata(spec)) {
            return true;
        }
        if (!rows_.empty()) {  // it is the first to be made
            return rows_.contains({namespace_key(spec), sync::Phase::kPreSync});
        }
        const auto live = cluster_.client.get(kube::namespaces(), "", spec.namespace_);
        if (!live && live.error().code != Code::kNotFound) {
            return fail(live.error().with("namespace " + spec.namespace_));
        }
        return !live;
    }

    // A dry run leaves all as it is, so that there is nothing to be seen of it.
    Status look() {
        if (is_dry_run_) {
            return {};
        }
        const auto find = [this](const auto& type, const auto& key, bool must_be_there) {
            return runner_.find_live(type, key, must_be_there);
        };
        TRY_ASSIGN(const std::vector<std::size_t> changed,
                   observe(sync_, operation_id(state_), find, owner_.spec.wait_healthy));
        for (const std::size_t i : changed) {
            note(sync_.subjects[i]);
        }
        return {};
    }

    // Begins tasks, kind by kind; false: the rest must wait until the API server knows their kind.
    Result<bool> begin(const std::vector<std::size_t>& indices) {
        std::vector<Task> tasks;
        tasks.reserve(indices.size());
        for (const std::size_t i : indices) {
            tasks.push_back(sync_.subjects[i].task);
        }
        // Pruning first, and what was created last is the first to go.
        const auto applies = std::stable_partition(
            tasks.begin(), tasks.end(),
            [](const Task& task) { return task.action == Task::Action::kPrune; });
        std::reverse(tasks.begin(), applies);
        for (const std::vector<Task>& batch : sync::batches_of(tasks)) {
            if (!await_kinds(batch)) {
                return false;
            }
            TRY(begin_batch(batch));
            if (batch.front().key.kind == "CustomResourceDefinition") {
                cluster_.discovery.invalidate();
            }
        }
        return true;
    }

    // All at once. What cannot be begun just now does not keep the others from being noted.
    Status begin_batch(const std::vector<Task>& batch) {
        std::vector<Result<std::optional<Record>>> records(batch.size());
        cluster_.pool.parallel_for(batch.size(), [&](std::size_t i) {
            records[i] = runner_.begin(subject_of(batch[i]), object_of(batch[i]));
        });
        Status status;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            Subject& subject = subject_of(batch[i]);
            if (!records[i]) {
                status = fail(records[i].error());
                continue;
            }
            subject.record = *std::move(records[i]);
            if (subject.record) {
                note(subject);
            } else {
                subject.live.is_terminating = true;
            }
        }
        return status;
    }

    // A kind may come with this very sync: then its definition must be established first.
    bool await_kinds(const std::vector<Task>& batch) {
        const auto waits = std::ranges::find_if(batch, [this](const Task& task) {
            const SyncObject& object = object_of(task);
            return is_kind_missing(object) && !is_dry_run_ && forthcoming_.has_kind(object.type);
        });
        if (waits == batch.end()) {
            return true;
        }
        state_["message"] =
            "waiting for the API server to serve " + waits->key.group + "/" + waits->key.kind;
        return false;
    }

    Status clear_hooks(const std::vector<std::size_t>& release,
                       const std::vector<std::size_t>& remove) {
        for (const std::size_t i : release) {
            TRY(release_hook(sync_.subjects[i]));
        }
        for (const std::size_t i : remove) {
            Subject& subject = sync_.subjects[i];
            TRY(release_hook(subject));
            if (const kube::ObjectPtr live = live_of(subject)) {
                TRY(runner_.remove(*live));
            }
            subject.live.is_terminating = true;
        }
        return {};
    }

    Status release_hook(Subject& subject) {
        if (const kube::ObjectPtr live = live_of(subject)) {
            TRY(runner_.release(*live));
        }
        subject.live.has_hook_finalizer = false;
        return {};
    }

    // Hooks of operations that were cut short, or are gone from Git: nobody else would let them go.
    Status release_others() {
        for (const Item& hook : comparison_.hooks) {
            if (!is_dry_run_ &&
                manifest::annotation(*hook.live, kOperation) != operation_id(state_)) {
                TRY(runner_.release(*hook.live));
            }
        }
        return {};
    }

    [[nodiscard]] Subject& subject_of(const Task& task) {
        return sync_.subjects[subject_at_[task.index]];
    }
    [[nodiscard]] const SyncObject& object_of(const Task& task) const {
        return sync_.objects[task.index];
    }
    [[nodiscard]] kube::ObjectPtr live_of(const Subject& subject) const {
        return cluster_.live.get(object_of(subject.task).type, subject.task.key);
    }

    // Into syncResult.resources.
    void note(const Subject& subject) {
        Value& rows = state_["syncResult"]["resources"];
        if (!rows.is_array()) {
            rows = manifest::Array();
        }
        Value row = sync::to_row(subject.task, *subject.record, object_of(subject.task).type);
        if (const Target* target = object_of(subject.task).target) {
            const std::set<std::string> images = images_of(target->object);
            if (!images.empty()) {
                row["images"] = manifest::Array(images.begin(), images.end());
            }
        }
        const auto [place, is_new] = rows_.emplace(subject.task.id(), rows.as_array().size());
        if (is_new) {
            rows.as_array().push_back(std::move(row));
        } else {
            rows.as_array()[place->second] = std::move(row);
        }
    }

    const SyncCluster& cluster_;
    const SyncOwner& owner_;
    Comparison& comparison_;
    Value& state_;
    const Value operation_;
    const bool is_dry_run_;
    const Forthcoming forthcoming_;
    TaskRunner runner_;
    SyncSubjects sync_;
    std::vector<std::size_t> subject_at_;       // by Task::index
    std::map<sync::TaskId, std::size_t> rows_;  // of syncResult.resources
};

}  // namespace

Value start_operation(const Value& operation, const Sources& sources, const Commits& commits,
                      WallTime now) {
    Value state;
    state["phase"] = "Running";
    state["message"] = "";
    state["startedAt"] = format_time(now);
    state["operation"] = operation;
    put_result_revisions(state["syncResult"], sources, commits);
    put_sources(state["syncResult"], sources);
    return state;
}

void finish_operation(Value& state, std::string_view phase, std::string message, WallTime now) {
    state["phase"] = phase;
    state["message"] = std::move(message);
    state["finishedAt"] = format_time(now);
}

bool is_complete(const Value& state) {
    const std::string_view phase = state.text("phase");
    return phase == "Succeeded" || phase == "Failed" || phase == "Error";
}

Status advance_operation(const SyncCluster& cluster, const SyncOwner& owner, Comparison& comparison,
                         Value& state, WallTime now) {
    if (state.text("phase") == "Terminating") {
        return terminate_operation(cluster, owner, comparison, state, "Operation terminated", now);
    }
    TRY_ASSIGN(const std::optional<Step> end, Advance(cluster, owner, comparison, state).run());
    if (end) {
        finish_operation(state, end->kind == Step::Kind::kSucceed ? "Succeeded" : "Failed",
                         end->message, now);
    }
    return {};
}

Status terminate_operation(const SyncCluster& cluster, const SyncOwner& owner,
                           Comparison& comparison, Value& state, std::string message,
                           WallTime now) {
    TRY(Advance(cluster, owner, comparison, state).terminate());
    finish_operation(state, "Failed", std::move(message), now);
    return {};
}

}  // namespace sealer::app
