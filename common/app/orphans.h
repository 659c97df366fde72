// SPDX-License-Identifier: Apache-2.0
// Objects in a destination's namespace that no Application wants. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/project.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/object.h"

namespace sealer::app {

// Kubernetes' own, on the token of a ServiceAccount: whose it is.
constexpr std::string_view kServiceAccountName = "kubernetes.io/service-account.name";

// Whether objects of the kind can be orphans of the project: it permits them, and they are no
// mere traces of others, such as Events.
[[nodiscard]] bool is_orphan_kind(const kube::Resource& resource, const Boundary& boundary,
                                  const std::string& namespace_);

// Which of `roots`, all objects of one namespace that have no owner, are orphans, in order of their
// keys: what is not `is_wanted`, the project does not ignore, and Kubernetes does not put
// everywhere. Volume claims of a StatefulSet are its own.
[[nodiscard]] std::vector<manifest::ObjectKey> find_orphans(
    const std::vector<kube::ObjectPtr>& roots, const Boundary& boundary,
    const std::function<bool(const manifest::Value& root)>& is_wanted);

}  // namespace sealer::app
