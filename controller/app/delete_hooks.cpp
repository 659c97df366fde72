// SPDX-License-Identifier: Apache-2.0
#include "controller/app/delete_hooks.h"

#include <algorithm>
#include <utility>

#include "common/app/application.h"
#include "common/base/text.h"
#include "controller/app/sync_subjects.h"
#include "controller/sync/delete_plan.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;
using sync::Subject;
using sync::Task;

bool runs_in(const sync::Hook& hook, DeleteStage stage) {
    return stage == DeleteStage::kBefore ? hook.before_delete : hook.after_delete;
}

// What a hook with `generateName` is called, whichever process makes it.
std::string generated_name(const Target& hook, DeleteStage stage, const Value& application) {
    const auto deleted = parse_time(application.text("metadata", "deletionTimestamp"));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
        deleted.value_or(WallTime()).time_since_epoch());
    return to_lower(std::string(hook.object.text("metadata", "generateName")) +
                    std::string(to_string(stage)) + "-" + std::to_string(seconds.count()));
}

}  // namespace

struct DeleteHooks::Run {
    const Target* target = nullptr;
    Value object;  // what is written
    kube::ObjectPtr live;
    Task task;
};

std::string_view to_string(DeleteStage stage) {
    return stage == DeleteStage::kBefore ? "PreDelete" : "PostDelete";
}

std::string finalizer_of(DeleteStage stage) {
    return stage == DeleteStage::kBefore ? "pre-delete-finalizer.argocd.argoproj.io"
                                         : "post-delete-finalizer.argocd.argoproj.io";
}

std::string cleanup_finalizer_of(DeleteStage stage) {
    return finalizer_of(stage) + "/cleanup";
}

std::optional<Value> finalizers_for(const Value& application, const std::vector<Target>& hooks) {
    const manifest::Array& now = manifest::elements(application.get("metadata", "finalizers"));
    manifest::Array wanted = now;
    for (const DeleteStage stage : kDeleteStages) {
        const bool is_due = std::ranges::any_of(
            hooks, [&](const Target& hook) { return runs_in(*hook.hook, stage); });
        for (const std::string& name : {finalizer_of(stage), cleanup_finalizer_of(stage)}) {
            const bool is_there = sync::has_finalizer(application, name);
            if (is_due && !is_there) {
                wanted.emplace_back(name);
            } else if (!is_due) {
                std::erase(wanted, Value(name));
            }
        }
    }
    return wanted == now ? std::nullopt : std::optional(Value(std::move(wanted)));
}

DeleteHooks::DeleteHooks(const Shared& shared, const Value& application,
                         const std::string& instance)
    : shared_(shared),
      application_(application),
      instance_(instance),
      id_("deletion of " + std::string(manifest::uid_of(application))) {}

std::vector<DeleteHooks::Run> DeleteHooks::runs_of(DeleteStage stage,
                                                   const std::vector<Target>& hooks) const {
    const Mark mark{shared_.live.tracking(), instance_,
                    std::string(application_.text("spec", "destination", "namespace"))};
    std::vector<Run> runs;
    for (const Target& hook : hooks) {
        if (!runs_in(*hook.hook, stage)) {
            continue;
        }
        Run run;
        run.target = &hook;
        run.object = make_hook(hook, generated_name(hook, stage, application_), mark, id_);
        run.task = {.action = Task::Action::kHook,
                    .wave = sync::wave_of(hook.object),
                    .key = manifest::key_of(run.object)};
        run.live = shared_.live.get(manifest::type_of(run.object), run.task.key);
        runs.push_back(std::move(run));
    }
    return runs;
}

Result<DeleteHooks::Outcome> DeleteHooks::run(DeleteStage stage, const std::vector<Target>& hooks,
                                              const Boundary& boundary) {
    const std::vector<Run> runs = runs_of(stage, hooks);
    std::vector<Subject> subjects;
    for (const Run& run : runs) {
        TRY(check_object(boundary, run.task.key, run.target->is_namespaced()));
        Subject subject;
        subject.task = run.task;
        subject.live = look_at(run.task, run.live.get(), id_);
        subject.hook = *run.target->hook;
        subjects.push_back(std::move(subject));
    }
    const sync::DeleteStep step = sync::next_delete_step(subjects);
    for (const std::size_t i : step.remove) {
        TRY(remove(*runs[i].live));
    }
    for (const std::size_t i : step.create) {
        const Run& run = runs[i];
        TRY_ASSIGN(const kube::Resource resource,
                   shared_.discovery.find(manifest::type_of(run.object)));
        auto written = shared_.writer.apply(resource, run.object, false);
        if (!written) {
            return fail(written.error().with(std::string(to_string(stage)) + " hook " +
                                             sync::reference(run.task.key)));
        }
        shared_.live.note_written(*std::move(written));
    }
    return Outcome{step.is_complete, step.failures};
}

Status DeleteHooks::clean(DeleteStage stage) {
    for (const kube::ObjectPtr& live : shared_.live.owned(instance_)) {
        const std::optional<sync::Hook> hook = sync::hook_of(*live);
        if (!hook || !runs_in(*hook, stage) || manifest::annotation(*live, kOperation) != id_) {
            continue;
        }
        if (hook->deleted_on_success) {
            TRY(remove(*live));
        } else if (sync::has_hook_finalizer(*live)) {
            TRY_ASSIGN(const kube::Resource resource,
                       shared_.discovery.find(manifest::type_of(*live)));
            TRY(shared_.writer.remove_finalizer(resource, *live, sync::kHookFinalizer));
        }
    }
    return {};
}

Value DeleteHooks::record(DeleteStage stage, const std::vector<Target>& hooks) const {
    const Value* known = application_.get("status", "resources");
    manifest::Array rows = manifest::elements(known);
    for (const Run& run : runs_of(stage, hooks)) {
        if (std::ranges::any_of(
                rows, [&](const Value& row) { return key_of_row(row) == run.task.key; })) {
            continue;
        }
        Value row = selected_resource(run.task.key);
        row["version"] = manifest::type_of(run.object).version;
        row["hook"] = true;
        rows.push_back(std::move(row));
    }
    return rows;
}

Status DeleteHooks::remove(const Value& live) {
    TRY_ASSIGN(const kube::Resource resource, shared_.discovery.find(manifest::type_of(live)));
    if (live.get("metadata", "deletionTimestamp") == nullptr) {
        TRY(shared_.writer.remove(resource, live, kube::Propagation::kBackground));
    }
    return sync::has_hook_finalizer(live)
               ? shared_.writer.remove_finalizer(resource, live, sync::kHookFinalizer)
               : Status();
}

}  // namespace sealer::app
