// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/order.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "common/base/integer.h"

namespace sealer::sync {
namespace {

using ObjectOf = std::function<const manifest::Value&(const Task&)>;

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

bool comes_before(const Task& a, const Task& b) {
    const auto place = [](const Task& task) {
        return std::tuple(task.phase, task.wave, kind_order(task.key.kind),
                          std::tie(task.key.kind, task.key.name, task.key));
    };
    return place(a) < place(b);
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

bool provides(const Provider& provider, const Task& user) {
    return provider.namespace_.empty() ? std::pair(user.key.group, user.key.kind) == provider.kind
                                       : user.key.namespace_ == provider.namespace_;
}

// Tasks come sorted; a provider behind its first user is put right before it.
void lift_providers(std::vector<Task>& tasks, const ObjectOf& object_of) {
    std::map<manifest::ObjectKey, Provider> providers;
    for (const Task& task : tasks) {
        Provider provider;
        if (task.action == Task::Action::kApply) {
            provider = provider_of(object_of(task), task.key);
        }
        if (!provider.namespace_.empty() || !provider.kind.second.empty()) {
            providers.emplace(task.key, std::move(provider));
        }
    }
    // Twice: a Namespace may move before a CRD's user when that CRD has been passed already.
    for (int round = 0; round < 2; ++round) {
        for (auto task = tasks.begin(); task != tasks.end(); ++task) {
            const auto provider = providers.find(task->key);
            if (provider == providers.end()) {
                continue;
            }
            const auto user = std::find_if(tasks.begin(), task, [&](const Task& other) {
                return other.action != Task::Action::kPrune && provides(provider->second, other);
            });
            if (user != task) {
                task->phase = user->phase;
                task->wave = user->wave;
                std::rotate(user, task, task + 1);
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

int last_wave(const std::vector<Task>& tasks) {
    int last = 0;
    for (const Task& task : tasks) {
        last = task.phase == Phase::kSync ? std::max(last, task.wave) : last;
    }
    return last;
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

void put_in_order(std::vector<Task>& tasks, bool prune_last, const ObjectOf& object_of) {
    const auto prunes_begin =
        std::stable_partition(tasks.begin(), tasks.end(),
                              [](const Task& task) { return task.action != Task::Action::kPrune; });
    std::vector<Task> prunes(std::make_move_iterator(prunes_begin),
                             std::make_move_iterator(tasks.end()));
    tasks.erase(prunes_begin, tasks.end());
    reverse_waves(prunes);
    const int behind_all = last_wave(tasks) + 1;
    for (Task& task : prunes) {
        task.wave = prune_last ? behind_all : task.wave;
    }
    std::ranges::move(prunes, std::back_inserter(tasks));
    std::ranges::sort(tasks, comes_before);
    lift_providers(tasks, object_of);
}

std::vector<std::vector<Task>> batches_of(const std::vector<Task>& tasks) {
    std::vector<std::vector<Task>> batches;
    for (const Task& task : tasks) {
        if (batches.empty() || batches.back().front().key.kind != task.key.kind) {
            batches.emplace_back();
        }
        batches.back().push_back(task);
    }
    return batches;
}

}  // namespace sealer::sync
