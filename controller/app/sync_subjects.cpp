// SPDX-License-Identifier: Apache-2.0
#include "controller/app/sync_subjects.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/app/application.h"
#include "common/app/tracking.h"
#include "common/base/time.h"
#include "controller/app/destination_namespace.h"
#include "controller/app/prune_waves.h"
#include "controller/app/selection.h"
#include "controller/app/source_status.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;
using sync::Observed;
using sync::Record;
using sync::Subject;
using sync::Task;

Observed::Progress progress_of(const std::optional<Health>& health, bool is_hook) {
    if (!health || health->status == HealthStatus::kHealthy) {
        return Observed::Progress::kSucceeded;
    }
    const bool has_failed = health->status == HealthStatus::kDegraded ||
                            (is_hook && health->status == HealthStatus::kUnknown);
    return has_failed ? Observed::Progress::kFailed : Observed::Progress::kRunning;
}

class Builder {
  public:
    Builder(const SyncRequest& request, Comparison& comparison)
        : request_(request), operation_(*request.state.get("operation")), comparison_(comparison) {
        for (const Value& row : manifest::elements(request.state.get("syncResult", "resources"))) {
            if (auto record = sync::parse_row(row)) {
                records_.insert(*std::move(record));
            }
        }
    }

    SyncSubjects build() {
        const Selection selection(operation_);
        for (Item& item : comparison_.items) {
            if (selection.contains(item.key) && !is_left_out(item)) {
                add_item(item);
            }
        }
        if (!skips_hooks(operation_)) {
            for (const Target& hook : comparison_.targets->hooks) {
                for (const sync::Phase phase : hook.hook->phases) {
                    add_hook(hook, phase);
                }
            }
        }
        if (request_.needs_namespace) {
            add_namespace();
        }
        sync::put_in_order(tasks_, {prune_waves(request_.state), request_.spec.prune_last},
                           [this](const Task& task) -> const Value& { return written(task); });
        SyncSubjects made;
        for (Task& task : tasks_) {
            made.subjects.push_back(make_subject(std::move(task)));
        }
        made.objects = std::move(objects_);
        return made;
    }

  private:
    [[nodiscard]] const Value& written(const Task& task) const {
        const SyncObject& object = objects_[task.index];
        return object.own.is_null() ? object.target->object : object.own;
    }

    // With ApplyOutOfSyncOnly=true: what is in sync, unless that is this operation's doing.
    [[nodiscard]] bool is_left_out(const Item& item) const {
        return request_.spec.out_of_sync_only && item.sync == SyncCode::kSynced &&
               !records_.contains({item.key, sync::Phase::kSync});
    }

    void add(SyncObject object, Task task) {
        task.index = objects_.size();
        objects_.push_back(std::move(object));
        tasks_.push_back(std::move(task));
    }

    void add_item(Item& item) {
        const bool is_prune = item.target == nullptr;
        const Value& object = is_prune ? *item.live : item.target->object;
        add({.type = manifest::type_of(object),
             .item = &item,
             .target = item.target,
             .own = {},
             .is_judged = is_judged(item.key)},
            {.action = is_prune ? Task::Action::kPrune : Task::Action::kApply,
             .wave = sync::wave_of(object),
             .key = item.key});
    }

    void add_hook(const Target& hook, sync::Phase phase) {
        const WallTime started = parse_time(request_.state.text("startedAt")).value_or(WallTime());
        const std::string revision = describe(revisions_in(request_.state.get("syncResult")));
        Value object = make_hook(hook,
                                 sync::generated_name(hook.object.text("metadata", "generateName"),
                                                      revision, phase, started),
                                 request_.mark, operation_id(request_.state));
        add_own(&hook, std::move(object), Task::Action::kHook, phase);
    }

    void add_namespace() {
        add_own(nullptr, destination_namespace(request_.spec), Task::Action::kApply,
                sync::Phase::kPreSync);
    }

    // What is written as it stands here, and compared with nothing.
    void add_own(const Target* target, Value object, Task::Action action, sync::Phase phase) {
        const Task task{.action = action,
                        .phase = phase,
                        .wave = sync::wave_of(object),
                        .key = manifest::key_of(object)};
        SyncObject own{
            .type = manifest::type_of(object), .item = nullptr, .target = target, .own = {}};
        own.own = std::move(object);
        add(std::move(own), task);
    }

    [[nodiscard]] Subject make_subject(Task task) const {
        const SyncObject& object = objects_[task.index];
        Subject subject;
        if (task.action == Task::Action::kHook) {
            subject.hook = *object.target->hook;
        }
        subject.is_up_to_date = object.item != nullptr && object.item->sync == SyncCode::kSynced;
        if (task.action == Task::Action::kPrune) {
            subject.awaits_confirmation = awaits_confirmation(*object.item->live);
        }
        if (const auto known = records_.find(task.id()); known != records_.end()) {
            subject.record = known->second;
        }
        subject.task = std::move(task);
        return subject;
    }

    // Waiting for its own health, an Application would wait for ever.
    [[nodiscard]] bool is_judged(const manifest::ObjectKey& key) const {
        return key != request_.self && (request_.spec.judges_children || !is_application(key));
    }

    [[nodiscard]] bool awaits_confirmation(const Value& live) const {
        const Consent given = consent(sync_options(live), "Prune", request_.spec.prune_consent);
        return (given == Consent::kConfirm || (given == Consent::kYes && request_.holds_pruning)) &&
               !request_.approval.covers(live) && operation_.flag("sync", "prune") &&
               !operation_.flag("sync", "dryRun");
    }

    const SyncRequest& request_;
    const Value& operation_;
    Comparison& comparison_;
    std::map<sync::TaskId, Record> records_;
    std::vector<SyncObject> objects_;
    std::vector<Task> tasks_;
};

}  // namespace

Observed look_at(const Task& task, const Value* live, const std::string& operation_id) {
    if (live == nullptr) {
        return {};
    }
    const bool is_hook = task.action == Task::Action::kHook;
    const std::optional<Health> health = health_of(*live);
    Observed seen;
    seen.exists = true;
    seen.is_terminating = live->get("metadata", "deletionTimestamp") != nullptr;
    seen.is_of_this_operation = manifest::annotation(*live, kOperation) == operation_id;
    seen.has_hook_finalizer = sync::has_hook_finalizer(*live);
    seen.progress = progress_of(health, is_hook);
    if (seen.progress == Observed::Progress::kFailed) {
        seen.message = sync::reference(task.key) + " is " + (is_hook ? "failed" : "degraded") +
                       (health->message.empty() ? "" : ": " + health->message);
    } else if (is_hook && health) {
        seen.message = health->message;
    }
    return seen;
}

Value make_hook(const Target& hook, const std::string& name, const Mark& mark,
                const std::string& operation_id) {
    Value object = hook.object;
    if (hook.key.name.empty()) {
        object["metadata"]["name"] = name;
        object["metadata"].as_object().erase("generateName");
        set_mark(object, mark);
    }
    manifest::set_annotation(object, kOperation, operation_id);
    Value& finalizers = object["metadata"]["finalizers"];
    if (!finalizers.is_array()) {
        finalizers = manifest::Array();
    }
    finalizers.as_array().emplace_back(sync::kHookFinalizer);
    return object;
}

SyncSubjects make_sync_subjects(const SyncRequest& request, Comparison& comparison) {
    return Builder(request, comparison).build();
}

Result<std::vector<std::size_t>> observe(SyncSubjects& sync, const std::string& operation_id,
                                         const FindLive& find_live, bool waits_for_health) {
    const bool health_is_decisive = sync::is_health_decisive(sync.subjects, waits_for_health);
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < sync.subjects.size(); ++i) {
        Subject& subject = sync.subjects[i];
        const bool runs = subject.record && subject.record->state == Record::State::kRunning;
        const SyncObject& object = sync.objects[subject.task.index];
        TRY_ASSIGN(const kube::ObjectPtr live, find_live(object.type, subject.task.key, runs));
        const bool was_removed = subject.live.is_terminating;
        subject.live = look_at(subject.task, live.get(), operation_id);
        if (!object.is_judged) {
            subject.live.progress = Observed::Progress::kSucceeded;
            subject.live.message.clear();
        }
        // What has just been deleted may still stand in the store as it was.
        subject.live.is_terminating |= subject.live.exists && was_removed;
        if (std::optional<Record> record = sync::settle(subject, health_is_decisive)) {
            subject.record = *std::move(record);
            changed.push_back(i);
        }
    }
    return changed;
}

std::string operation_id(const Value& state) {
    return std::string(state.text("startedAt")) + " " +
           describe(revisions_in(state.get("syncResult"))) + " " +
           std::to_string(state.integer_or(0, "retryCount"));
}

bool is_selective(const Value& operation) {
    return !manifest::elements(operation.get("sync", "resources")).empty();
}

bool skips_hooks(const Value& operation) {
    return is_selective(operation) || operation.get("sync", "syncStrategy", "apply") != nullptr;
}

}  // namespace sealer::app
