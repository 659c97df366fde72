// SPDX-License-Identifier: Apache-2.0
#include "controller/app/recreation.h"

#include <algorithm>
#include <array>

#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::GroupVersionKind;
using manifest::Value;
using Kind = std::pair<std::string_view, std::string_view>;  // group and kind

constexpr Kind kStatefulSet{"apps", "StatefulSet"};
constexpr Kind kJob{"batch", "Job"};

constexpr std::array<Kind, 4> kHolders{{{"", "Namespace"},
                                        {"", "PersistentVolume"},
                                        {"", "PersistentVolumeClaim"},
                                        {"apiextensions.k8s.io", "CustomResourceDefinition"}}};

// A Job that has run is no loss; of the others everything stands in Git.
constexpr std::array<Kind, 7> kHarmless{{kJob,
                                         {"", "ConfigMap"},
                                         {"", "Secret"},
                                         {"rbac.authorization.k8s.io", "RoleBinding"},
                                         {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
                                         {"scheduling.k8s.io", "PriorityClass"},
                                         {"storage.k8s.io", "StorageClass"}}};

bool is(const GroupVersionKind& type, const Kind& kind) {
    return type.group == kind.first && type.kind == kind.second;
}

template <std::size_t kSize>
bool is_any(const GroupVersionKind& type, const std::array<Kind, kSize>& kinds) {
    return std::ranges::any_of(kinds, [&](const Kind& kind) { return is(type, kind); });
}

// Whether a new one takes the pods over: then they are left running.
bool adopts_pods(const Value& desired, const Value& live) {
    const Value* wanted = desired.get("spec", "selector");
    const Value* present = live.get("spec", "selector");
    return wanted != nullptr && present != nullptr && *wanted == *present;
}

}  // namespace

Recreation recreation_of(const Value& desired, const Value& live) {
    const GroupVersionKind type = manifest::type_of(desired);
    if (is_any(type, kHolders)) {
        return Recreation::kNever;
    }
    const bool is_harmless =
        is_any(type, kHarmless) || (is(type, kStatefulSet) && adopts_pods(desired, live));
    return is_harmless ? Recreation::kUnasked : Recreation::kWhenAsked;
}

kube::Propagation propagation_of(const Value& live, Recreation recreation,
                                 kube::Propagation fallback) {
    const GroupVersionKind type = manifest::type_of(live);
    if (recreation != Recreation::kUnasked || is(type, kJob)) {
        return fallback;
    }
    return is(type, kStatefulSet) ? kube::Propagation::kOrphan : kube::Propagation::kBackground;
}

}  // namespace sealer::app
