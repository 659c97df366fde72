// SPDX-License-Identifier: Apache-2.0
// The order in which `kubectl apply` does least harm. Source: kustomize's legacy sort order.
#include <algorithm>
#include <compare>
#include <unordered_map>

#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

const std::vector<std::string>& default_first() {
    static const std::vector<std::string> kKinds = {"Namespace",
                                                    "ResourceQuota",
                                                    "StorageClass",
                                                    "CustomResourceDefinition",
                                                    "ServiceAccount",
                                                    "PodSecurityPolicy",
                                                    "Role",
                                                    "ClusterRole",
                                                    "RoleBinding",
                                                    "ClusterRoleBinding",
                                                    "ConfigMap",
                                                    "Secret",
                                                    "Endpoints",
                                                    "Service",
                                                    "LimitRange",
                                                    "PriorityClass",
                                                    "PersistentVolume",
                                                    "PersistentVolumeClaim",
                                                    "Deployment",
                                                    "StatefulSet",
                                                    "CronJob",
                                                    "PodDisruptionBudget"};
    return kKinds;
}

const std::vector<std::string>& default_last() {
    static const std::vector<std::string> kKinds = {"MutatingWebhookConfiguration",
                                                    "ValidatingWebhookConfiguration"};
    return kKinds;
}

using Ranks = std::unordered_map<std::string, int>;

Ranks ranks_of(const std::vector<std::string>& first, const std::vector<std::string>& last) {
    Ranks ranks;
    int rank = -static_cast<int>(first.size());
    for (const std::string& kind : first) {
        ranks[kind] = rank++;
    }
    rank = 1;
    for (const std::string& kind : last) {
        ranks[kind] = rank++;
    }
    return ranks;
}

std::string or_else(const std::string& text, std::string_view placeholder) {
    return text.empty() ? std::string(placeholder) : text;
}

struct SortKey {
    int rank = 0;
    bool is_namespace = false;
    std::string type;  // group first
    std::string id;    // kind first
};

SortKey key_for(const Id& id, const Ranks& ranks) {
    SortKey key;
    const auto rank = ranks.find(id.type.kind);
    key.rank = rank == ranks.end() ? 0 : rank->second;
    key.is_namespace = id.type.kind == "Namespace";
    key.type = or_else(id.type.group, "~G") + "_" + or_else(id.type.version, "~V") + "_" +
               or_else(id.type.kind, "~K");
    key.id = or_else(id.type.kind, "[noKind]") + "." + or_else(id.type.version, "[noVer]") + "." +
             or_else(id.type.group, "[noGrp]") + "|" + or_else(id.namespace_, "~X") + "|" +
             or_else(id.name, "~N");
    return key;
}

// Ids aside.
std::strong_ordering compare_types(const SortKey& a, const SortKey& b) {
    if (a.rank != b.rank) {
        return a.rank <=> b.rank;
    }
    return a.is_namespace && b.is_namespace ? b.type <=> a.type : a.type <=> b.type;
}

bool operator<(const SortKey& a, const SortKey& b) {
    const std::strong_ordering types = compare_types(a, b);
    return std::is_eq(types) ? a.id < b.id : std::is_lt(types);
}

const Ranks& default_ranks() {
    static const Ranks kRanks = ranks_of(default_first(), default_last());
    return kRanks;
}

void sort_by(Resources& resources, const Ranks& ranks) {
    std::vector<std::pair<SortKey, ResourcePtr>> keyed;
    keyed.reserve(resources.size());
    for (ResourcePtr& resource : resources) {
        SortKey key = key_for(resource->id(), ranks);
        keyed.emplace_back(std::move(key), std::move(resource));
    }
    std::ranges::stable_sort(keyed, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::ranges::transform(keyed, resources.begin(),
                           [](auto& pair) { return std::move(pair.second); });
}

}  // namespace

Status sort_resources(Resources& resources, const SortOptions* options) {
    if (options != nullptr && options->order != "legacy" && options->order != "fifo") {
        return fail(Code::kInvalid, "sortOptions.order must be \"fifo\" or \"legacy\"");
    }
    if (options != nullptr && options->order == "fifo") {
        return options->has_lists ? fail(Code::kInvalid,
                                         "sortOptions.legacySortOptions is for the order "
                                         "\"legacy\", not \"fifo\"")
                                  : Status();
    }
    const bool is_custom = options != nullptr && options->has_lists;
    sort_by(resources,
            is_custom ? ranks_of(options->order_first, options->order_last) : default_ranks());
    return {};
}

bool type_less(const manifest::GroupVersionKind& a, const manifest::GroupVersionKind& b) {
    const auto key = [](const manifest::GroupVersionKind& type) {
        return key_for({.type = type, .namespace_ = {}, .name = {}}, default_ranks());
    };
    return std::is_lt(compare_types(key(a), key(b)));
}

}  // namespace sealer::kustomize
