// SPDX-License-Identifier: Apache-2.0
// Objects in a destination's namespace that no Application wants, where a project asks for them.
// Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/object.h"
#include "controller/app/project.h"
#include "controller/app/tracking.h"

namespace sealer::app {

// Whether objects of the kind can be orphans of the project: it permits them, and they are no
// mere traces of others, such as Events.
[[nodiscard]] bool is_orphan_kind(const kube::Resource& resource, const Boundary& boundary,
                                  const std::string& namespace_);

// Which of `roots`, all objects of one namespace that have no owner, are orphans, in order of their
// keys: what the project does not ignore, Kubernetes does not put everywhere, and bears the mark of
// no instance for which `is_application` holds. Volume claims of a StatefulSet are its own.
[[nodiscard]] std::vector<manifest::ObjectKey> find_orphans(
    const std::vector<kube::ObjectPtr>& roots, const Boundary& boundary,
    const TrackingRules& tracking,
    const std::function<bool(std::string_view instance)>& is_application);

// "Application has 2 orphaned resources: ConfigMap/a, apps/Deployment/b"; a few of them.
[[nodiscard]] std::string describe_orphans(const std::vector<manifest::ObjectKey>& orphans);

}  // namespace sealer::app
