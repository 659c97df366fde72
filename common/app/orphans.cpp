// SPDX-License-Identifier: Apache-2.0
#include "common/app/orphans.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::ObjectKey;

bool is_ignored(const ObjectKey& key, const std::vector<KindPattern>& patterns) {
    return std::ranges::any_of(patterns, [&](const KindPattern& pattern) {
        return (pattern.kind.empty() || render::glob_match(pattern.kind, key.kind)) &&
               render::glob_match(pattern.group, key.group) &&
               (pattern.name.empty() || render::glob_match(pattern.name, key.name));
    });
}

// What Kubernetes puts into namespaces by itself.
bool is_everywhere(const ObjectKey& key) {
    const bool is_api =
        key.kind == "Service" && key.name == "kubernetes" && key.namespace_ == "default";
    return key.group.empty() &&
           (is_api || (key.kind == "ServiceAccount" && key.name == "default") ||
            (key.kind == "ConfigMap" && key.name == "kube-root-ca.crt"));
}

// Before Kubernetes 1.24 every ServiceAccount had one.
bool is_token(const manifest::Value& live) {
    return manifest::key_of(live).kind == "Secret" &&
           !manifest::annotation(live, kServiceAccountName).empty();
}

// "data-web-0" of the StatefulSet "web".
bool is_claim_of(std::string_view claim, std::string_view stateful_set) {
    const std::size_t ordinal = claim.find_last_not_of("0123456789");
    return ordinal != claim.npos && ordinal + 1 < claim.size() &&
           claim.substr(0, ordinal + 1).ends_with("-" + std::string(stateful_set) + "-");
}

bool is_claim(const ObjectKey& key, const std::vector<std::string>& stateful_sets) {
    return key.group.empty() && key.kind == "PersistentVolumeClaim" &&
           std::ranges::any_of(stateful_sets, [&](const std::string& stateful_set) {
               return is_claim_of(key.name, stateful_set);
           });
}

std::vector<std::string> stateful_sets_of(const std::vector<kube::ObjectPtr>& roots) {
    std::vector<std::string> names;
    for (const kube::ObjectPtr& root : roots) {
        const ObjectKey key = manifest::key_of(*root);
        if (key.group == "apps" && key.kind == "StatefulSet") {
            names.push_back(key.name);
        }
    }
    return names;
}

}  // namespace

bool is_orphan_kind(const kube::Resource& resource, const Boundary& boundary,
                    const std::string& namespace_) {
    constexpr std::array<std::string_view, 4> kTraces{"Event", "Endpoints", "EndpointSlice",
                                                      "Lease"};
    return resource.namespaced && resource.group != "metrics.k8s.io" &&
           std::ranges::find(kTraces, resource.kind) == kTraces.end() &&
           check_object(boundary, {resource.group, resource.kind, namespace_, ""}, true);
}

std::vector<ObjectKey> find_orphans(
    const std::vector<kube::ObjectPtr>& roots, const Boundary& boundary,
    const std::function<bool(const manifest::Value& root)>& is_wanted) {
    const std::vector<std::string> stateful_sets = stateful_sets_of(roots);
    std::vector<KindPattern> ignored;
    if (boundary.project->orphans) {
        ignored = boundary.project->orphans->ignored;
    }
    std::vector<ObjectKey> orphans;
    std::set<std::string_view> seen;  // one object may be there as several kinds
    for (const kube::ObjectPtr& root : roots) {
        const ObjectKey key = manifest::key_of(*root);
        if (!is_everywhere(key) && !is_token(*root) && !is_claim(key, stateful_sets) &&
            !is_ignored(key, ignored) && !is_wanted(*root) && check_object(boundary, key, true) &&
            seen.insert(manifest::uid_of(*root)).second) {
            orphans.push_back(key);
        }
    }
    std::ranges::sort(orphans);
    return orphans;
}

}  // namespace sealer::app
