// SPDX-License-Identifier: Apache-2.0
// The order in which `kubectl apply` does least harm. Source: kustomize's legacy sort order.
#include <algorithm>
#include <compare>
#include <type_traits>
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

struct TypeKey {
    int rank = 0;
    bool is_namespace = false;
    std::string text;  // group first
};

TypeKey key_for(const manifest::GroupVersionKind& type, const Ranks& ranks) {
    const auto rank = ranks.find(type.kind);
    return {.rank = rank == ranks.end() ? 0 : rank->second,
            .is_namespace = type.kind == "Namespace",
            .text = or_else(type.group, "~G") + "_" + or_else(type.version, "~V") + "_" +
                    or_else(type.kind, "~K")};
}

std::strong_ordering compare(const TypeKey& a, const TypeKey& b) {
    if (a.rank != b.rank) {
        return a.rank <=> b.rank;
    }
    return a.is_namespace && b.is_namespace ? b.text <=> a.text : a.text <=> b.text;
}

bool operator<(const TypeKey& a, const TypeKey& b) {
    return std::is_lt(compare(a, b));
}

struct IdKey {
    TypeKey type;
    std::string text;  // kind first
};

IdKey key_for(const Id& id, const Ranks& ranks) {
    return {.type = key_for(id.type, ranks),
            .text = or_else(id.type.kind, "[noKind]") + "." + or_else(id.type.version, "[noVer]") +
                    "." + or_else(id.type.group, "[noGrp]") + "|" + or_else(id.namespace_, "~X") +
                    "|" + or_else(id.name, "~N")};
}

bool operator<(const IdKey& a, const IdKey& b) {
    const std::strong_ordering types = compare(a.type, b.type);
    return std::is_eq(types) ? a.text < b.text : std::is_lt(types);
}

// The keys are made once.
template <class T, class KeyOf>
void sort_by_key(std::vector<T>& items, const KeyOf& key_of) {
    using Keyed = std::pair<std::invoke_result_t<KeyOf, const T&>, T>;
    std::vector<Keyed> keyed;
    keyed.reserve(items.size());
    for (T& item : items) {
        auto key = key_of(item);
        keyed.emplace_back(std::move(key), std::move(item));
    }
    std::ranges::stable_sort(keyed,
                             [](const Keyed& a, const Keyed& b) { return a.first < b.first; });
    std::ranges::transform(keyed, items.begin(),
                           [](Keyed& pair) { return std::move(pair.second); });
}

const Ranks& default_ranks() {
    static const Ranks kRanks = ranks_of(default_first(), default_last());
    return kRanks;
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
    const Ranks ranks =
        is_custom ? ranks_of(options->order_first, options->order_last) : default_ranks();
    sort_by_key(resources,
                [&](const ResourcePtr& resource) { return key_for(resource->id(), ranks); });
    return {};
}

void sort_by_type(FieldSpecs& specs) {
    sort_by_key(specs, [](const FieldSpec& spec) {
        return key_for(manifest::GroupVersionKind{spec.group, spec.version, spec.kind},
                       default_ranks());
    });
}

}  // namespace sealer::kustomize
