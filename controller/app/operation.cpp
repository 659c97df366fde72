// SPDX-License-Identifier: Apache-2.0
#include "controller/app/operation.h"

#include <algorithm>
#include <map>
#include <optional>

#include "common/base/text.h"
#include "common/manifest/object.h"
#include "controller/app/sync_subjects.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;
using sync::Record;
using sync::Step;
using sync::Subject;
using sync::Task;

Record refused(const Task& task, const std::string& why) {
    return {Record::Status::kSyncFailed, Record::State::kFailed,
            sync::reference(task.key) + ": " + why};
}

Record done(Record::Status status, std::string message) {
    return {status, Record::State::kSucceeded, std::move(message)};
}

// "deployment.apps/web", as kubectl says what it did.
std::string kubectl_name(const manifest::ObjectKey& key) {
    return to_lower(key.kind) + (key.group.empty() ? "" : "." + key.group) + "/" + key.name;
}

bool defines(const Value& definition, const manifest::GroupVersionKind& type) {
    return definition.text("kind") == "CustomResourceDefinition" &&
           definition.text("spec", "group") == type.group &&
           definition.text("spec", "names", "kind") == type.kind;
}

}  // namespace

// One call of advance(): what it needs, in one place.
class Advance {
  public:
    Advance(OperationRunner& runner, const SyncOwner& owner, Comparison& comparison, Value& state)
        : runner_(runner),
          owner_(owner),
          comparison_(comparison),
          state_(state),
          operation_(*state.get("operation")),
          is_dry_run_(operation_.flag("sync", "dryRun")) {}

    // Its end, or unset: it waits.
    Result<std::optional<Step>> run() {
        TRY(prepare());
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
            if (!begin(step.run)) {
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
            if (subject.task.action != Task::Action::kHook || !subject.record) {
                continue;
            }
            const bool runs = subject.record->state == Record::State::kRunning;
            if (subject.live.has_hook_finalizer) {
                release.push_back(i);
            }
            if (subject.live.exists && (runs || subject.hook.deleted_on_failure)) {
                remove.push_back(i);
            }
            if (runs) {
                subject.record =
                    Record{Record::Status::kSynced, Record::State::kFailed, "Terminated"};
                note(subject);
            }
        }
        return clear_hooks(release, remove);
    }

  private:
    Status prepare() {
        TRY_ASSIGN(const bool needs_namespace, this->needs_namespace());
        const auto approved = parse_time(owner_.deletion_approved);
        const auto started = parse_time(state_.text("startedAt"));
        sync_ = make_sync_subjects(
            {.spec = owner_.spec,
             .instance = owner_.instance,
             .state = state_,
             .is_deletion_approved = approved && started && *approved >= *started,
             .needs_namespace = needs_namespace},
            comparison_);
        const manifest::Array& rows = manifest::elements(state_.get("syncResult", "resources"));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto row = sync::parse_row(rows[i])) {
                rows_.emplace(row->first, i);
            }
        }
        return {};
    }

    // Not tracked: it outlives the Application, as with Argo CD. One that is there already is
    // touched where it is to have labels or annotations.
    Result<bool> needs_namespace() {
        const Spec& spec = owner_.spec;
        const bool in_git = std::ranges::any_of(comparison_.items, [&](const Item& item) {
            return item.target != nullptr && item.key.group.empty() &&
                   item.key.kind == "Namespace" && item.key.name == spec.namespace_;
        });
        if (!spec.create_namespace || in_git || is_dry_run_) {
            return false;
        }
        if (spec.namespace_labels.is_object() || spec.namespace_annotations.is_object()) {
            return true;
        }
        const auto live = runner_.client_.get(kube::namespaces(), "", spec.namespace_);
        if (!live && live.error().code != Code::kNotFound) {
            return fail(live.error().with("namespace " + spec.namespace_));
        }
        return !live;
    }

    Status look() {
        const auto find = [this](const auto& type, const auto& key, bool must_be_there) {
            return find_live(type, key, must_be_there);
        };
        TRY_ASSIGN(const std::vector<std::size_t> changed,
                   observe(sync_, operation_id(state_), find));
        for (const std::size_t i : changed) {
            note(sync_.subjects[i]);
        }
        return {};
    }

    Result<kube::ObjectPtr> find_live(const manifest::GroupVersionKind& type,
                                      const manifest::ObjectKey& key, bool must_be_there) {
        kube::ObjectPtr known = runner_.live_.get(type, key);
        if (known || !must_be_there) {
            return known;
        }
        TRY_ASSIGN(const kube::Resource resource, runner_.discovery_.find(type));
        Result<Value> live = runner_.writer_.get(resource, key.namespace_, key.name);
        if (!live && live.error().code == Code::kNotFound) {
            return kube::ObjectPtr();
        }
        if (!live) {
            return fail(live.error().with(sync::reference(key)));
        }
        return std::make_shared<const Value>(*std::move(live));
    }

    // Begins tasks, kind by kind; false: the rest must wait until the API server knows their kind.
    bool begin(const std::vector<std::size_t>& indices) {
        std::map<sync::TaskId, std::size_t> subject_of;
        std::vector<Task> tasks;
        for (const std::size_t i : indices) {
            tasks.push_back(sync_.subjects[i].task);
            subject_of.emplace(tasks.back().id(), i);
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
            std::vector<Record> records(batch.size());
            runner_.pool_.parallel_for(batch.size(), [&](std::size_t i) {
                records[i] = begin_task(sync_.subjects[subject_of.at(batch[i].id())]);
            });
            for (std::size_t i = 0; i < batch.size(); ++i) {
                Subject& subject = sync_.subjects[subject_of.at(batch[i].id())];
                subject.record = std::move(records[i]);
                note(subject);
            }
            if (batch.front().key.kind == "CustomResourceDefinition") {
                runner_.discovery_.invalidate();
            }
        }
        return true;
    }

    // A kind may come with this very sync: then its definition must be established first.
    bool await_kinds(const std::vector<Task>& batch) {
        for (const Task& task : batch) {
            const SyncObject& object = sync_.objects[task.index];
            if (object.target == nullptr || object.target->resource || is_dry_run_) {
                continue;
            }
            const bool comes = std::ranges::any_of(
                comparison_.targets->targets,
                [&](const Target& other) { return defines(other.object, object.type); });
            if (comes) {
                state_["message"] = "waiting for the API server to serve " + object.type.group +
                                    "/" + object.type.kind;
                return false;
            }
        }
        return true;
    }

    Record begin_task(const Subject& subject) {
        const SyncObject& object = sync_.objects[subject.task.index];
        switch (subject.task.action) {
            case Task::Action::kPrune:
                return prune(subject.task, *object.item->live);
            case Task::Action::kHook:
                if (subject.live.exists && subject.live.is_of_this_operation) {
                    // Made by a process that did not live to record it.
                    return {Record::Status::kSynced, Record::State::kRunning, "found running"};
                }
                break;
            case Task::Action::kApply:
                if (object.item != nullptr && object.item->sync == SyncCode::kSynced) {
                    return applied(subject.task, "unchanged");
                }
                break;
        }
        return apply(subject.task, object);
    }

    [[nodiscard]] Record applied(const Task& task, std::string_view how) const {
        const bool is_awaited = !is_dry_run_ && task.key.kind != "Namespace";
        return {Record::Status::kSynced,
                is_awaited ? Record::State::kRunning : Record::State::kSucceeded,
                kubectl_name(task.key) + " " + std::string(how)};
    }

    Record apply(const Task& task, const SyncObject& object) {
        if (object.target != nullptr && !object.target->resource) {
            return {Record::Status::kSyncFailed, Record::State::kFailed,
                    "The Kubernetes API could not find " + task.key.group + "/" + task.key.kind +
                        " for requested resource " + task.key.namespace_ + "/" + task.key.name +
                        ". Make sure the CustomResourceDefinition is installed"};
        }
        Result<Value> written = write(object);
        if (!written) {
            return refused(task, written.error().message);
        }
        if (is_dry_run_) {
            return applied(task, "serverside-applied (server dry run)");
        }
        runner_.live_.note_written(*std::move(written));
        return applied(task, "serverside-applied");
    }

    Result<Value> write(const SyncObject& object) {
        const Value& desired = object.own.is_null() ? object.target->object : object.own;
        const kube::Resource& resource =
            object.target == nullptr ? kube::namespaces() : *object.target->resource;
        if (is_dry_run_ || object.item == nullptr) {
            return runner_.writer_.apply(resource, desired, is_dry_run_);
        }
        const kube::ObjectPtr& known = object.item->live;
        std::optional<Value> whole;
        if (known && !is_whole(*known)) {
            // Somebody else made it: what a predecessor owns of it, the store did not keep.
            TRY_ASSIGN(whole, runner_.writer_.get(resource, object.item->key.namespace_,
                                                  object.item->key.name));
        }
        return runner_.writer_.take_over_and_apply(resource, desired, whole ? &*whole : known.get(),
                                                   object.target->schema);
    }

    Record prune(const Task& task, const Value& live) {
        if (!operation_.flag("sync", "prune")) {
            return done(Record::Status::kPruneSkipped, "ignored (requires pruning)");
        }
        if (consent(sync_options(live), "Prune", owner_.spec.prune_consent) == Consent::kNo) {
            return done(Record::Status::kPruneSkipped, "ignored (no prune)");
        }
        if (is_dry_run_) {
            return done(Record::Status::kPruned, "pruned (dry run)");
        }
        if (live.get("metadata", "deletionTimestamp") == nullptr) {
            if (const Status removed = remove(live); !removed) {
                return refused(task, removed.error().message);
            }
        }
        return done(Record::Status::kPruned, "pruned");
    }

    Status remove(const Value& live) {
        TRY_ASSIGN(const kube::Resource resource, runner_.discovery_.find(manifest::type_of(live)));
        return runner_.writer_.remove(resource, live, owner_.spec.propagation);
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
                TRY(this->remove(*live));
            }
            subject.live.is_terminating = true;
        }
        return {};
    }

    Status release_hook(Subject& subject) {
        if (const kube::ObjectPtr live = live_of(subject)) {
            TRY(release(*live));
        }
        subject.live.has_hook_finalizer = false;
        return {};
    }

    // Hooks of operations that were cut short, or are gone from Git: nobody else would let them go.
    Status release_others() {
        for (const Item& hook : comparison_.hooks) {
            if (manifest::annotation(*hook.live, kOperation) != operation_id(state_)) {
                TRY(release(*hook.live));
            }
        }
        return {};
    }

    Status release(const Value& live) {
        if (!sync::has_hook_finalizer(live)) {
            return {};
        }
        TRY_ASSIGN(const kube::Resource resource, runner_.discovery_.find(manifest::type_of(live)));
        return runner_.writer_.remove_finalizer(resource, live, sync::kHookFinalizer);
    }

    [[nodiscard]] kube::ObjectPtr live_of(const Subject& subject) const {
        return runner_.live_.get(sync_.objects[subject.task.index].type, subject.task.key);
    }

    // Into syncResult.resources.
    void note(const Subject& subject) {
        Value& rows = state_["syncResult"]["resources"];
        if (!rows.is_array()) {
            rows = manifest::Array();
        }
        Value row =
            sync::to_row(subject.task, *subject.record, sync_.objects[subject.task.index].type);
        const auto [place, is_new] = rows_.emplace(subject.task.id(), rows.as_array().size());
        if (is_new) {
            rows.as_array().push_back(std::move(row));
        } else {
            rows.as_array()[place->second] = std::move(row);
        }
    }

    OperationRunner& runner_;
    const SyncOwner& owner_;
    Comparison& comparison_;
    Value& state_;
    const Value operation_;
    const bool is_dry_run_;
    SyncSubjects sync_;
    std::map<sync::TaskId, std::size_t> rows_;  // of syncResult.resources
};

Value start_operation(const Value& operation, const Spec& spec, const std::string& commit,
                      WallTime now) {
    Value state;
    state["phase"] = "Running";
    state["message"] = "";
    state["startedAt"] = format_time(now);
    state["operation"] = operation;
    state["syncResult"]["revision"] = commit;
    state["syncResult"]["source"] = spec.source.json;
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

Status OperationRunner::advance(const SyncOwner& owner, Comparison& comparison, Value& state,
                                WallTime now) {
    if (state.text("phase") == "Terminating") {
        return terminate(owner, comparison, state, "Operation terminated", now);
    }
    TRY_ASSIGN(const std::optional<Step> end, Advance(*this, owner, comparison, state).run());
    if (end) {
        finish_operation(state, end->kind == Step::Kind::kSucceed ? "Succeeded" : "Failed",
                         end->message, now);
    }
    return {};
}

Status OperationRunner::terminate(const SyncOwner& owner, Comparison& comparison, Value& state,
                                  const std::string& message, WallTime now) {
    TRY(Advance(*this, owner, comparison, state).terminate());
    finish_operation(state, "Failed", message, now);
    return {};
}

}  // namespace sealer::app
