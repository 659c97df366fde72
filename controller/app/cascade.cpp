// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

#include "common/app/tracking.h"
#include "common/base/time.h"
#include "controller/app/round.h"
#include "controller/app/waiting.h"
#include "controller/sync/hook.h"
#include "controller/sync/order.h"
#include "controller/sync/task.h"

namespace sealer::app {
namespace {

constexpr auto kCascadeUnsyncedDelay = std::chrono::milliseconds(100);

// Unset: none of the finalizers is ours.
std::optional<std::string> our_finalizer(const manifest::Value& application) {
    for (const manifest::Value& finalizer :
         manifest::elements(application.get("metadata", "finalizers"))) {
        if (finalizer.is_string() &&
            (finalizer.as_string() == kCascadeFinalizer ||
             finalizer.as_string().starts_with(std::string(kCascadeFinalizer) + "/"))) {
            return finalizer.as_string();
        }
    }
    return std::nullopt;
}

// Where an object does not say otherwise.
Consent consent_of(const manifest::Value& application) {
    std::set<std::string> options;
    for (const manifest::Value& option :
         manifest::elements(application.get("spec", "syncPolicy", "syncOptions"))) {
        if (option.is_string()) {
            options.insert(option.as_string());
        }
    }
    return consent(options, "Delete", Consent::kYes);
}

bool belongs_to_cascade(const manifest::Value& live, const manifest::Value& application,
                        const Boundary& boundary) {
    const manifest::ObjectKey key = manifest::key_of(live);
    const bool is_kept = manifest::annotation(live, "helm.sh/resource-policy") == "keep";
    const bool is_root = manifest::elements(live.get("metadata", "ownerReferences")).empty();
    // A definition takes every object of its kind with it, whoever's they are.
    return is_root && !is_kept && is_trackable(key) &&
           manifest::uid_of(live) != manifest::uid_of(application) &&
           check_object(boundary, key, !key.namespace_.empty()).has_value();
}

// Since it was deleted.
bool is_approved(const manifest::Value& application) {
    const auto approved = parse_time(manifest::annotation(application, kDeletionApproved));
    const auto deleted = parse_time(application.text("metadata", "deletionTimestamp"));
    return approved && deleted && *approved >= *deleted;
}

// What is to be deleted, or what of it waits to be approved, which is told.
struct Doomed {
    std::vector<kube::ObjectPtr> objects;
    std::optional<Condition> unconfirmed;
};

Doomed doomed_objects(const Shared& shared, const Boundary& boundary,
                      const manifest::Value& application, const std::string& instance) {
    const Consent fallback = consent_of(application);
    Doomed doomed;
    for (kube::ObjectPtr& live : shared.live.owned(instance)) {
        const Consent given = consent(sync_options(*live), "Delete", fallback);
        if (given == Consent::kNo || !belongs_to_cascade(*live, application, boundary)) {
            continue;
        }
        if (given == Consent::kConfirm && !is_approved(application)) {
            doomed.unconfirmed = waiting(
                "waiting for deletion confirmation of " + sync::reference(manifest::key_of(*live)),
                how_to_approve());
            shared.events.record(application, kube::EventType::kWarning, "DeletionUnconfirmed",
                                 doomed.unconfirmed->message);
            return doomed;
        }
        doomed.objects.push_back(std::move(live));
    }
    return doomed;
}

}  // namespace

bool is_cascading(const manifest::Value& application) {
    return our_finalizer(application).has_value();
}

Status watch_recorded_kinds(const Shared& shared, const manifest::Value& application) {
    for (const manifest::Value& row : manifest::elements(application.get("status", "resources"))) {
        const manifest::GroupVersionKind type{std::string(row.text("group")),
                                              std::string(row.text("version")),
                                              std::string(row.text("kind"))};
        const auto resource = shared.discovery.find(type);
        if (!resource && resource.error().code == Code::kNotFound) {
            continue;  // its definition is gone, and all objects with it
        }
        if (!resource) {
            return fail(resource.error());
        }
        shared.live.watch(*resource);
        TRY(shared.live.synced(type));
    }
    return {};
}

Result<Cascade> delete_cascade(const Shared& shared, const Boundary& boundary,
                               const manifest::Value& application) {
    const auto finalizer = our_finalizer(application);
    if (!finalizer) {
        return Cascade{};
    }
    if (const Status watched = watch_recorded_kinds(shared, application); !watched) {
        return Cascade{{kCascadeUnsyncedDelay},
                       waiting("waiting for the API server", watched.error().message)};
    }
    const std::string instance = instance_name(manifest::namespace_of(application),
                                               manifest::name_of(application), shared.namespace_);
    const auto [doomed, unconfirmed] = doomed_objects(shared, boundary, application, instance);
    if (unconfirmed) {
        return Cascade{{}, unconfirmed};
    }
    if (doomed.empty()) {
        TRY(shared.writer.remove_finalizer(kube::applications(), application, *finalizer));
        return Cascade{};
    }
    int highest = std::numeric_limits<int>::min();
    for (const kube::ObjectPtr& live : doomed) {
        highest = std::max(highest, sync::wave_of(*live));
    }
    // The last created goes first; the next wave when this one is gone, which its events tell.
    const auto propagation = finalizer->ends_with("/background") ? kube::Propagation::kBackground
                                                                 : kube::Propagation::kForeground;
    std::vector<kube::ObjectPtr> last_wave;
    std::ranges::copy_if(doomed, std::back_inserter(last_wave), [&](const kube::ObjectPtr& live) {
        return sync::wave_of(*live) == highest;
    });
    for (const kube::ObjectPtr& live : last_wave) {
        const bool is_leaving = live->get("metadata", "deletionTimestamp") != nullptr;
        if (is_leaving && !sync::has_hook_finalizer(*live)) {
            continue;
        }
        TRY_ASSIGN(const kube::Resource resource, shared.discovery.find(manifest::type_of(*live)));
        TRY(shared.writer.remove(resource, *live, propagation));
        if (sync::has_hook_finalizer(*live)) {
            TRY(shared.writer.remove_finalizer(resource, *live, sync::kHookFinalizer));
        }
    }
    return Cascade{{}, describe_deletion(last_wave)};
}

}  // namespace sealer::app
