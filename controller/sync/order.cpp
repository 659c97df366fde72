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

using Kind = std::pair<std::string_view, std::string_view>;  // group and kind

// What an object makes possible: a Namespace what is in it, a definition what is of its kind.
struct Provided {
    std::string_view namespace_;
    Kind kind;
};

bool is_namespace(const Task& task) {
    return task.key.group.empty() && task.key.kind == "Namespace";
}

bool is_definition(const Task& task) {
    return task.key.group == "apiextensions.k8s.io" && task.key.kind == "CustomResourceDefinition";
}

Provided provided_by(const Task& task, const ObjectOf& object_of) {
    if (task.action != Task::Action::kApply || !(is_namespace(task) || is_definition(task))) {
        return {};
    }
    if (is_namespace(task)) {
        return {task.key.name, {}};
    }
    const manifest::Value& definition = object_of(task);
    return {{}, {definition.text("spec", "group"), definition.text("spec", "names", "kind")}};
}

// The first that is in a namespace, or of a kind, and is needed by no other itself.
class FirstUsers {
  public:
    explicit FirstUsers(const std::vector<Task>& tasks) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const Task& task = tasks[i];
            if (task.action != Task::Action::kPrune && !is_namespace(task) &&
                !is_definition(task)) {
                namespaces_.emplace(task.key.namespace_, i);
                kinds_.emplace(Kind(task.key.group, task.key.kind), i);
            }
        }
    }

    [[nodiscard]] std::optional<std::size_t> of(const Provided& provided) const {
        if (!provided.namespace_.empty()) {
            const auto found = namespaces_.find(provided.namespace_);
            return found == namespaces_.end() ? std::nullopt : std::optional(found->second);
        }
        const auto found = kinds_.find(provided.kind);
        return provided.kind.second.empty() || found == kinds_.end() ? std::nullopt
                                                                     : std::optional(found->second);
    }

  private:
    std::map<std::string_view, std::size_t> namespaces_;
    std::map<Kind, std::size_t> kinds_;
};

// Tasks come sorted; a provider behind its first user is put right before it.
void lift_providers(std::vector<Task>& tasks, const ObjectOf& object_of) {
    const FirstUsers users(tasks);
    std::vector<std::vector<std::size_t>> before(tasks.size());
    std::vector<bool> moves(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const auto user = users.of(provided_by(tasks[i], object_of));
        if (user && *user < i) {
            before[*user].push_back(i);
            moves[i] = true;
            tasks[i].phase = tasks[*user].phase;
            tasks[i].wave = tasks[*user].wave;
        }
    }
    std::vector<std::size_t> order;
    order.reserve(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (!moves[i]) {
            order.insert(order.end(), before[i].begin(), before[i].end());
            order.push_back(i);
        }
    }
    std::vector<Task> lifted;
    lifted.reserve(tasks.size());
    for (const std::size_t i : order) {
        lifted.push_back(std::move(tasks[i]));
    }
    tasks = std::move(lifted);
}

// First wave for last, second for second-last, and so on; `numbers`: further ones that count.
void reverse_waves(std::vector<Task>& tasks, std::set<int> numbers) {
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

void put_in_order(std::vector<Task>& tasks, PruneOrder pruning, const ObjectOf& object_of) {
    const auto prunes_begin =
        std::stable_partition(tasks.begin(), tasks.end(),
                              [](const Task& task) { return task.action != Task::Action::kPrune; });
    std::vector<Task> prunes(std::make_move_iterator(prunes_begin),
                             std::make_move_iterator(tasks.end()));
    tasks.erase(prunes_begin, tasks.end());
    reverse_waves(prunes, std::move(pruning.waves));
    const int behind_all = last_wave(tasks) + 1;
    for (Task& task : prunes) {
        task.wave = pruning.is_last ? behind_all : task.wave;
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
