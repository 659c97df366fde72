// SPDX-License-Identifier: Apache-2.0
// The part of a round that looks for objects which no Application wants, where the project asks.
#include "common/app/orphans.h"
#include "common/app/tracking.h"
#include "common/base/log.h"
#include "controller/app/orphan_warning.h"
#include "controller/app/round.h"

namespace sealer::app {

namespace {

bool are_wanted(const Project& project) {
    return project.orphans && project.orphans->warns;
}

}  // namespace

// Kinds that cannot be listed are left out rather than waited for: the Application needs none of
// them.
void Round::watch_orphans() {
    const bool wanted = are_wanted(*boundary_.project);
    shared_.live.monitor(instance_, wanted ? spec_.namespace_ : std::string());
    if (!wanted || spec_.namespace_.empty()) {
        return;
    }
    const auto kinds = shared_.discovery.preferred();
    if (!kinds) {
        log::debug("app", kinds.error().message, {{"application", name_}});
        return;
    }
    for (const kube::Resource& kind : *kinds) {
        if (is_orphan_kind(kind, boundary_, spec_.namespace_)) {
            shared_.live.watch(kind);
        }
    }
}

void Round::describe_orphans() {
    if (!are_wanted(*boundary_.project) || spec_.namespace_.empty()) {
        shared_.observer.on_orphans(*application_, std::nullopt);
        return;
    }
    const auto is_wanted = [this](const manifest::Value& root) {
        const std::string instance = instance_of(root, settings_->tracking());
        if (instance.empty()) {
            return false;
        }
        const std::string key = application_key(instance, shared_.namespace_);
        const std::size_t slash = key.find('/');
        return shared_.applications.get(key.substr(0, slash), key.substr(slash + 1)) != nullptr;
    };
    const std::vector<manifest::ObjectKey> orphans =
        find_orphans(shared_.live.roots(spec_.namespace_), boundary_, is_wanted);
    shared_.observer.on_orphans(*application_, orphans.size());
    if (!orphans.empty()) {
        conditions_.push_back({"OrphanedResourceWarning", app::describe_orphans(orphans)});
    }
}

}  // namespace sealer::app
