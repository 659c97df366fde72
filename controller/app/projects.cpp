// SPDX-License-Identifier: Apache-2.0
#include "controller/app/projects.h"

#include <utility>

#include "common/app/application.h"
#include "common/app/global_projects.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

constexpr std::string_view kDefault = "default";

}  // namespace

Projects::Projects(kube::Client& client, std::string controller_namespace, OnChange on_change)
    : client_(client),
      namespace_(std::move(controller_namespace)),
      on_change_(std::move(on_change)),
      informer_(client, kube::app_projects(), {.namespace_ = namespace_}) {
    informer_.on_change([this](const kube::Change& change) {
        const std::string name(manifest::name_of(change.after ? *change.after : *change.before));
        if (name == kDefault) {
            const MutexLock lock(mutex_);
            knew_default_ = true;
        }
        on_change_(name);
    });
}

Result<kube::ObjectPtr> Projects::make_default() {
    const MutexLock lock(mutex_);
    if (knew_default_ || made_) {
        return knew_default_ ? nullptr : made_;
    }
    manifest::Value project;
    project["apiVersion"] = kube::app_projects().api_version();
    project["kind"] = kube::app_projects().kind;
    project["metadata"]["name"] = kDefault;
    project["metadata"]["namespace"] = namespace_;
    project["spec"] = open_project_spec();
    Result<manifest::Value> made = client_.create(kube::app_projects(), project);
    if (!made && made.error().code == Code::kConflict) {
        // Somebody else was faster, and the informer does not know yet.
        made = client_.get(kube::app_projects(), namespace_, kDefault);
    }
    TRY_ASSIGN(manifest::Value known, std::move(made));
    made_ = std::make_shared<const manifest::Value>(std::move(known));
    return made_;
}

Status Projects::let_go(const std::string& name, const std::function<bool()>& is_used,
                        sync::Writer& writer) const {
    const kube::ObjectPtr project = informer_.get(namespace_, name);
    if (!project || project->get("metadata", "deletionTimestamp") == nullptr ||
        !sync::has_finalizer(*project, kCascadeFinalizer) || is_used()) {
        return {};
    }
    return writer.remove_finalizer(kube::app_projects(), *project, kCascadeFinalizer);
}

Result<Project> Projects::find(const std::string& name, std::string_view global_projects) {
    kube::ObjectPtr found = informer_.get(namespace_, name);
    if (!found && name == kDefault) {
        auto made = make_default();
        if (!made) {
            return fail(made.error().with("cannot make the project " + name));
        }
        found = *made;
    }
    if (!found) {
        return fail(Code::kInvalid,
                    "Application referencing project " + name + " which does not exist");
    }
    return parse_with_globals(*found, global_projects, [this](const std::string& global) {
        return informer_.get(namespace_, global);
    });
}

}  // namespace sealer::app
