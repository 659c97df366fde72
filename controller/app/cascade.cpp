// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "common/base/log.h"
#include "controller/app/round.h"
#include "controller/app/tracking.h"
#include "controller/sync/plan.h"

namespace sealer::app {
namespace {

constexpr std::string_view kFinalizer = "resources-finalizer.argocd.argoproj.io";
constexpr auto kUnsyncedDelay = std::chrono::milliseconds(100);

// Unset: none of the finalizers is ours.
std::optional<std::string> our_finalizer(const manifest::Value& application) {
    for (const manifest::Value& finalizer :
         manifest::elements(application.get("metadata", "finalizers"))) {
        if (finalizer.is_string() &&
            (finalizer.as_string() == kFinalizer ||
             finalizer.as_string().starts_with(std::string(kFinalizer) + "/"))) {
            return finalizer.as_string();
        }
    }
    return std::nullopt;
}

bool is_deleted_with_application(const manifest::Value& live, const manifest::Value& application) {
    const auto policy = application.get("spec", "syncPolicy", "syncOptions");
    const bool keep_all =
        std::ranges::any_of(manifest::elements(policy), [](const manifest::Value& option) {
            return option.is_string() && option.as_string() == "Delete=false";
        });
    const auto options = sync_options(live);
    const bool kept = options.contains("Delete=false") ||
                      (keep_all && !options.contains("Delete=true")) ||
                      manifest::annotation(live, "helm.sh/resource-policy") == "keep";
    const bool is_root = manifest::elements(live.get("metadata", "ownerReferences")).empty();
    return is_root && !kept && manifest::uid_of(live) != manifest::uid_of(application);
}

Status remove_finalizer(const Shared& shared, const manifest::Value& application,
                        const std::string& ours) {
    manifest::Array left;
    for (const manifest::Value& finalizer :
         manifest::elements(application.get("metadata", "finalizers"))) {
        if (!finalizer.is_string() || finalizer.as_string() != ours) {
            left.push_back(finalizer);
        }
    }
    manifest::Value patch;
    patch["metadata"]["finalizers"] = std::move(left);
    patch["metadata"]["resourceVersion"] = manifest::resource_version_of(application);
    auto patched =
        shared.client.patch(kube::applications(), manifest::namespace_of(application),
                            manifest::name_of(application), kube::PatchType::kMerge, patch);
    if (!patched && patched.error().code != Code::kNotFound) {
        return fail(std::move(patched).error());
    }
    return {};
}

}  // namespace

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

Result<kube::Requeue> delete_cascade(const Shared& shared, const manifest::Value& application) {
    const auto finalizer = our_finalizer(application);
    if (!finalizer) {
        return kube::Requeue{};
    }
    if (!watch_recorded_kinds(shared, application)) {
        return kube::Requeue{kUnsyncedDelay};
    }
    const std::string instance = instance_name(manifest::namespace_of(application),
                                               manifest::name_of(application), shared.namespace_);
    int highest = std::numeric_limits<int>::min();
    std::vector<kube::ObjectPtr> doomed;
    for (kube::ObjectPtr& live : shared.live.owned(instance)) {
        if (!is_deleted_with_application(*live, application)) {
            continue;
        }
        highest = std::max(highest, sync::wave_of(*live));
        doomed.push_back(std::move(live));
    }
    if (doomed.empty()) {
        TRY(remove_finalizer(shared, application, *finalizer));
        return kube::Requeue{};
    }
    // The last created goes first; the next wave when this one is gone, which its events tell.
    const auto propagation = finalizer->ends_with("/background") ? kube::Propagation::kBackground
                                                                 : kube::Propagation::kForeground;
    for (const kube::ObjectPtr& live : doomed) {
        if (sync::wave_of(*live) != highest ||
            live->get("metadata", "deletionTimestamp") != nullptr) {
            continue;
        }
        TRY_ASSIGN(const kube::Resource resource, shared.discovery.find(manifest::type_of(*live)));
        TRY(shared.writer.remove(resource, *live, propagation));
    }
    return kube::Requeue{};
}

}  // namespace sealer::app
