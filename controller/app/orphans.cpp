// SPDX-License-Identifier: Apache-2.0
#include "controller/app/orphans.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/render/render.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::ObjectKey;

bool matches(std::string_view pattern, std::string_view text) {
    return render::glob_match(pattern, text);
}

bool is_ignored(const ObjectKey& key, const std::vector<KindPattern>& patterns) {
    return std::ranges::any_of(patterns, [&](const KindPattern& pattern) {
        return (pattern.kind.empty() || matches(pattern.kind, key.kind)) &&
               matches(pattern.group, key.group) &&
               (pattern.name.empty() || matches(pattern.name, key.name));
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
    const TrackingRules& tracking,
    const std::function<bool(std::string_view instance)>& is_application) {
    const std::vector<std::string> stateful_sets = stateful_sets_of(roots);
    std::vector<ObjectKey> orphans;
    std::set<std::string_view> seen;  // one object may be there as several kinds
    for (const kube::ObjectPtr& root : roots) {
        const ObjectKey key = manifest::key_of(*root);
        const std::string instance = instance_of(*root, tracking);
        const bool is_wanted = !instance.empty() && is_application(instance);
        if (!is_wanted && !is_everywhere(key) && !is_token(*root) &&
            !is_claim(key, stateful_sets) && !is_ignored(key, boundary.project->orphans->ignored) &&
            check_object(boundary, key, true) && seen.insert(manifest::uid_of(*root)).second) {
            orphans.push_back(key);
        }
    }
    std::ranges::sort(orphans);
    return orphans;
}

std::string describe_orphans(const std::vector<ObjectKey>& orphans) {
    constexpr std::size_t kNamed = 5;
    std::string text = "Application has " + std::to_string(orphans.size()) + " orphaned resources";
    for (std::size_t i = 0; i < std::min(kNamed, orphans.size()); ++i) {
        text += (i == 0 ? ": " : ", ") + sync::reference(orphans[i]);
    }
    return text + (orphans.size() > kNamed ? ", …" : "");
}

}  // namespace sealer::app
