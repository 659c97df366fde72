// SPDX-License-Identifier: Apache-2.0
#include "controller/app/task_runner.h"

#include <optional>

#include "common/app/ignored_fields.h"
#include "common/app/respected.h"
#include "common/app/tracking.h"
#include "common/base/text.h"
#include "common/jq/paths.h"
#include "common/manifest/object.h"
#include "controller/app/recreation.h"

namespace sealer::app {
namespace {

using manifest::Value;
using sync::Record;
using sync::Subject;
using sync::Task;

// What evaluating jq may take of one write.
constexpr auto kJqBudget = std::chrono::seconds(2);

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

}  // namespace

bool is_kind_missing(const SyncObject& object) {
    return object.target != nullptr && !object.target->resource;
}

std::string missing_kind(const Task& task) {
    return "The Kubernetes API could not find " + task.key.group + "/" + task.key.kind +
           " for requested resource " + task.key.namespace_ + "/" + task.key.name +
           ". Make sure the CustomResourceDefinition is installed";
}

Result<std::optional<Record>> TaskRunner::begin(const Subject& subject, const SyncObject& object) {
    switch (subject.task.action) {
        case Task::Action::kPrune:
            return prune(subject.task, *object.item->live);
        case Task::Action::kHook:
            if (subject.live.exists && subject.live.is_of_this_operation) {
                // Made by a process that did not live to record it.
                return std::optional<Record>(
                    {Record::Status::kSynced, Record::State::kRunning, "found running"});
            }
            break;
        case Task::Action::kApply:
            if (subject.is_up_to_date) {
                return std::optional(applied(subject.task, "unchanged"));
            }
            break;
    }
    return apply(subject.task, object);
}

Record TaskRunner::applied(const Task& task, std::string_view how) const {
    const bool is_awaited = !is_dry_run_ && task.key.kind != "Namespace";
    return {Record::Status::kSynced,
            is_awaited ? Record::State::kRunning : Record::State::kSucceeded,
            kubectl_name(task.key) + " " + std::string(how)};
}

Result<std::optional<Record>> TaskRunner::apply(const Task& task, const SyncObject& object) {
    if (is_dry_run_) {
        return std::optional(try_out(task, object));
    }
    if (is_kind_missing(object)) {
        return std::optional<Record>(
            {Record::Status::kSyncFailed, Record::State::kFailed, missing_kind(task)});
    }
    Result<Value> written = write(object);
    if (written) {
        cluster_.live.note_written(*std::move(written));
        return std::optional(applied(task, replaces(object) ? "replaced" : "serverside-applied"));
    }
    if (is_about_the_server(written.error())) {
        return fail(written.error().with(sync::reference(task.key)));
    }
    if (may_recreate(object, written.error())) {
        return make_anew(task, object);
    }
    return std::optional(refused(task, written.error().message));
}

Result<std::optional<Record>> TaskRunner::make_anew(const Task& task, const SyncObject& object) {
    const Value& live = *object.item->live;
    const Recreation recreation = recreation_of(object.target->object, live);
    TRY_ASSIGN(const kube::Resource resource, cluster_.discovery.find(manifest::type_of(live)));
    TRY(cluster_.writer.remove(resource, live,
                               propagation_of(live, recreation, spec_.propagation)));
    // What nothing depends on is gone at once, and must not be missing longer than it has to.
    Result<Value> written =
        cluster_.writer.apply(*object.target->resource, object.target->object, false);
    if (!written) {
        return std::optional<Record>();
    }
    cluster_.live.note_written(*std::move(written));
    return std::optional(applied(task, "made anew: it could not be changed"));
}

// Not with this one request.
bool TaskRunner::is_about_the_server(const Error& error) {
    if (error.code != Code::kUnavailable || error.retry_after_seconds > 0) {
        return error.code == Code::kCancelled || error.retry_after_seconds > 0;
    }
    http::Request probe;
    probe.target = "/version";
    const auto answer = cluster_.client.raw(std::move(probe));
    return !answer && answer.error().code == Code::kUnavailable;
}

Record TaskRunner::try_out(const Task& task, const SyncObject& object) {
    if (is_kind_missing(object)) {
        return applied(task, "not checked: its kind would come with this sync");
    }
    const Result<Value> predicted = write(object);
    if (predicted) {
        return applied(task, "serverside-applied (server dry run)");
    }
    if (predicted.error().code == Code::kNotFound &&
        forthcoming_.has_namespace(task.key.namespace_)) {
        return applied(task, "not checked: its namespace would come with this sync");
    }
    return refused(task, predicted.error().message);
}

// What is not even valid must not cost us the object that is there.
bool TaskRunner::may_recreate(const SyncObject& object, const Error& refusal) {
    if (refusal.code != Code::kInvalid || object.item == nullptr || !object.item->live) {
        return false;
    }
    const Value& live = *object.item->live;
    const Recreation recreation = recreation_of(object.target->object, live);
    const bool is_ours = !instance_of(live, cluster_.live.tracking()).empty();
    const bool is_wanted =
        recreation == Recreation::kUnasked ? is_ours || is_forced(object) : is_forced(object);
    return recreation != Recreation::kNever && is_wanted &&
           cluster_.writer.takes_as_new(*object.target->resource, object.target->object)
               .value_or(false);
}

bool TaskRunner::is_forced(const SyncObject& object) const {
    return is_asked_for("Force", object) ||
           operation_.flag("sync", "syncStrategy", "hook", "force") ||
           operation_.flag("sync", "syncStrategy", "apply", "force");
}

bool TaskRunner::replaces(const SyncObject& object) const {
    return object.item != nullptr && !is_dry_run_ &&
           (spec_.replace || is_asked_for("Replace", object));
}

bool TaskRunner::validates(const SyncObject& object) const {
    return spec_.validates && !sync_options(object.target->object).contains("Validate=false");
}

// By the object in Git, or the one that is there.
bool TaskRunner::is_asked_for(std::string_view option, const SyncObject& object) {
    const std::string wanted = std::string(option) + "=true";
    const kube::ObjectPtr& live = object.item->live;
    return sync_options(object.target->object).contains(wanted) ||
           (live && sync_options(*live).contains(wanted));
}

Result<Value> TaskRunner::write(const SyncObject& object) {
    const Value& desired = object.own.is_null() ? object.target->object : object.own;
    const kube::Resource& resource =
        object.target == nullptr ? kube::namespaces() : *object.target->resource;
    if (is_dry_run_ || object.item == nullptr) {
        return cluster_.writer.apply(resource, desired, is_dry_run_);
    }
    const kube::ObjectPtr& known = object.item->live;
    std::optional<Value> whole;
    if (known && !is_whole(*known)) {
        // Somebody else made it: what a predecessor owns of it, the store did not keep.
        TRY_ASSIGN(whole, cluster_.writer.get(resource, object.item->key.namespace_,
                                              object.item->key.name));
    }
    const Value* live = whole ? &*whole : known.get();
    std::optional<Value> kept;
    if (spec_.respect_ignored && live != nullptr && spec_.ignore.concern(object.item->key)) {
        TRY_ASSIGN(kept, respected(object, *live));
    }
    const Value& written = kept ? *kept : desired;
    if (replaces(object)) {
        return cluster_.writer.replace(resource, written, live, validates(object));
    }
    return cluster_.writer.take_over_and_apply(resource, written, live, object.target->schema);
}

Result<Value> TaskRunner::respected(const SyncObject& object, const Value& live) const {
    const Desired desired = object.target->desired();
    TRY_ASSIGN(const auto ignored,
               ignored_fields(spec_.ignore,
                              {{object.item->key, desired.object, live, object.target->schema}},
                              jq::Evaluator(kJqBudget)));
    return keep_ignored(object.target->object, desired, live, ignored[0],
                        replaces(object) ? Write::kReplace : Write::kApply);
}

Result<Record> TaskRunner::prune(const Task& task, const Value& live) {
    if (!operation_.flag("sync", "prune")) {
        return done(Record::Status::kPruneSkipped, "ignored (requires pruning)");
    }
    if (consent(sync_options(live), "Prune", spec_.prune_consent) == Consent::kNo) {
        return done(Record::Status::kPruneSkipped, "ignored (no prune)");
    }
    if (is_dry_run_) {
        return done(Record::Status::kPruned, "pruned (dry run)");
    }
    if (live.get("metadata", "deletionTimestamp") == nullptr) {
        const Status removed = remove(live);
        if (!removed && is_about_the_server(removed.error())) {
            return fail(removed.error().with(sync::reference(task.key)));
        }
        if (!removed) {
            return refused(task, removed.error().message);
        }
    }
    return done(Record::Status::kPruned, "pruned");
}

Status TaskRunner::remove(const Value& live) {
    TRY_ASSIGN(const kube::Resource resource, cluster_.discovery.find(manifest::type_of(live)));
    return cluster_.writer.remove(resource, live, spec_.propagation);
}

Result<kube::ObjectPtr> TaskRunner::find_live(const manifest::GroupVersionKind& type,
                                              const manifest::ObjectKey& key, bool must_be_there) {
    kube::ObjectPtr known = cluster_.live.get(type, key);
    if (known || !must_be_there) {
        return known;
    }
    TRY_ASSIGN(const kube::Resource resource, cluster_.discovery.find(type));
    Result<Value> live = cluster_.writer.get(resource, key.namespace_, key.name);
    if (!live && live.error().code == Code::kNotFound) {
        return kube::ObjectPtr();
    }
    if (!live) {
        return fail(live.error().with(sync::reference(key)));
    }
    return std::make_shared<const Value>(*std::move(live));
}

Status TaskRunner::release(const Value& live) {
    if (!sync::has_hook_finalizer(live)) {
        return {};
    }
    TRY_ASSIGN(const kube::Resource resource, cluster_.discovery.find(manifest::type_of(live)));
    return cluster_.writer.remove_finalizer(resource, live, sync::kHookFinalizer);
}

}  // namespace sealer::app
