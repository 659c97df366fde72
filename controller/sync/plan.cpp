// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "common/base/integer.h"

namespace sealer::sync {
namespace {

constexpr std::array<std::string_view, 35> kKinds{
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
};

bool apply_before(const Task& a, const Task& b) {
    return std::tuple(a.wave, kind_order(a.key.kind), std::tie(a.key.kind, a.key.name, a.key)) <
           std::tuple(b.wave, kind_order(b.key.kind), std::tie(b.key.kind, b.key.name, b.key));
}

bool prune_before(const Task& a, const Task& b) {
    return a.wave != b.wave ? a.wave < b.wave : apply_before(b, a);
}

// What an object needs to be there: its Namespace, and its kind.
struct Provider {
    std::string namespace_;                    // a Namespace's name
    std::pair<std::string, std::string> kind;  // a CRD's group and kind
};

Provider provider_of(const manifest::Value& object, const manifest::ObjectKey& key) {
    if (key.group.empty() && key.kind == "Namespace") {
        return {key.name, {}};
    }
    if (key.kind == "CustomResourceDefinition") {
        return {"",
                {std::string(object.text("spec", "group")),
                 std::string(object.text("spec", "names", "kind"))}};
    }
    return {};
}

// Tasks come sorted; a provider behind its first user is put right before it, in its wave.
void lift_providers(std::vector<Task>& tasks, const std::vector<PlanInput>& apply) {
    std::map<std::size_t, Provider> providers;
    for (const PlanInput& input : apply) {
        Provider provider = provider_of(*input.object, input.key);
        if (!provider.namespace_.empty() || !provider.kind.second.empty()) {
            providers.emplace(input.index, std::move(provider));
        }
    }
    // Twice: a CRD that moves may move into the way of no Namespace, but a Namespace may have moved
    // before the CRD of its user did.
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const auto found = providers.find(tasks[i].index);
            if (found == providers.end()) {
                continue;
            }
            const Provider& provider = found->second;
            const auto begin = tasks.begin();
            const auto user =
                std::find_if(begin, begin + static_cast<std::ptrdiff_t>(i), [&](const Task& task) {
                    return provider.namespace_.empty()
                               ? std::pair(task.key.group, task.key.kind) == provider.kind
                               : task.key.namespace_ == provider.namespace_;
                });
            if (user != begin + static_cast<std::ptrdiff_t>(i)) {
                tasks[i].wave = user->wave;
                std::rotate(user, begin + static_cast<std::ptrdiff_t>(i),
                            begin + static_cast<std::ptrdiff_t>(i) + 1);
            }
        }
    }
}

// First wave for last, second for second-last, and so on.
void reverse_waves(std::vector<Task>& tasks) {
    std::set<int> numbers;
    for (const Task& task : tasks) {
        numbers.insert(task.wave);
    }
    std::map<int, int> mirrored;
    auto last = numbers.rbegin();
    for (const int number : numbers) {
        mirrored[number] = *last++;
    }
    for (Task& task : tasks) {
        task.wave = mirrored[task.wave];
    }
}

void add_to(std::map<int, std::vector<Batch>>& waves, const std::vector<Task>& tasks) {
    for (const Task& task : tasks) {
        std::vector<Batch>& batches = waves[task.wave];
        const bool same = !batches.empty() && batches.back().front().action == task.action &&
                          batches.back().front().key.kind == task.key.kind;
        if (!same) {
            batches.emplace_back();
        }
        batches.back().push_back(task);
    }
}

std::vector<Task> tasks_of(const std::vector<PlanInput>& inputs, Task::Action action) {
    std::vector<Task> tasks;
    tasks.reserve(inputs.size());
    for (const PlanInput& input : inputs) {
        tasks.push_back({action, input.key, wave_of(*input.object), input.index});
    }
    return tasks;
}

}  // namespace

int wave_of(const manifest::Value& object) {
    for (const std::string_view key : {"argocd.argoproj.io/sync-wave", "helm.sh/hook-weight"}) {
        if (const auto wave = parse_integer<int>(manifest::annotation(object, key))) {
            return *wave;
        }
    }
    return 0;
}

std::size_t kind_order(std::string_view kind) {
    return static_cast<std::size_t>(std::ranges::find(kKinds, kind) - kKinds.begin());
}

std::vector<Wave> plan(const std::vector<PlanInput>& apply, const std::vector<PlanInput>& prune,
                       bool prune_last) {
    std::vector<Task> applies = tasks_of(apply, Task::Action::kApply);
    std::ranges::sort(applies, apply_before);
    lift_providers(applies, apply);
    std::vector<Task> prunes = tasks_of(prune, Task::Action::kPrune);
    reverse_waves(prunes);
    std::map<int, std::vector<Batch>> waves;
    add_to(waves, applies);
    if (prune_last && !prunes.empty()) {
        const int last = std::max(0, waves.empty() ? 0 : waves.rbegin()->first) + 1;
        for (Task& task : prunes) {
            task.wave = last;
        }
    }
    std::ranges::sort(prunes, prune_before);
    add_to(waves, prunes);
    std::vector<Wave> result;
    result.reserve(waves.size());
    for (auto& [number, batches] : waves) {
        result.push_back({number, std::move(batches)});
    }
    return result;
}

}  // namespace sealer::sync
