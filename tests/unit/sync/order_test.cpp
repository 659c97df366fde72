// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/order.h"

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::sync {
namespace {

// "kind/name", with "@wave"; a namespace as "kind/namespace/name".
manifest::Value object(std::string_view text) {
    const std::size_t at = text.find('@');
    const std::string wave(at == text.npos ? "" : text.substr(at + 1));
    const std::string path(text.substr(0, at));
    const std::size_t first = path.find('/');
    const std::size_t last = path.rfind('/');
    manifest::Value value;
    value["apiVersion"] = "v1";
    value["kind"] = path.substr(0, first);
    value["metadata"]["name"] = path.substr(last + 1);
    if (first != last) {
        value["metadata"]["namespace"] = path.substr(first + 1, last - first - 1);
    }
    if (!wave.empty()) {
        manifest::set_annotation(value, "argocd.argoproj.io/sync-wave", wave);
    }
    return value;
}

manifest::Value definition(std::string_view name, int wave) {
    manifest::Value made =
        object("CustomResourceDefinition/" + std::string(name) + "@" + std::to_string(wave));
    made["apiVersion"] = "apiextensions.k8s.io/v1";
    made["spec"]["group"] = "acme.io";
    made["spec"]["names"]["kind"] = "Widget";
    return made;
}

// Objects to be applied, and "-" before those to be pruned, "PreSync!" before a hook.
class Tasks {
  public:
    explicit Tasks(const std::vector<std::string>& texts) {
        for (std::string_view text : texts) {
            Task task;
            if (text.starts_with('-')) {
                task.action = Task::Action::kPrune;
                text.remove_prefix(1);
            } else if (const std::size_t mark = text.find('!'); mark != text.npos) {
                task.action = Task::Action::kHook;
                task.phase = parse_phase(text.substr(0, mark)).value();
                text.remove_prefix(mark + 1);
            }
            values_.push_back(object(text));
            task.wave = wave_of(values_.back());
            task.index = tasks_.size();
            task.key = manifest::key_of(values_.back());
            tasks_.push_back(task);
        }
    }

    manifest::Value& value(std::size_t i) { return values_[i]; }

    // "PreSync 0: a b; Sync 1: -c", in order.
    std::string in_order(const PruneOrder& pruning = {}) {
        for (Task& task : tasks_) {
            task.key = manifest::key_of(values_[task.index]);
        }
        put_in_order(tasks_, pruning, [this](const Task& task) -> const manifest::Value& {
            return values_[task.index];
        });
        std::string text;
        std::string group;
        for (const Task& task : tasks_) {
            const std::string its =
                std::string(to_string(task.phase)) + " " + std::to_string(task.wave) + ":";
            text += its == group ? "" : (text.empty() ? "" : "; ") + its;
            group = its;
            text += (task.action == Task::Action::kPrune ? " -" : " ") + task.key.name;
        }
        return text;
    }
    [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }

  private:
    std::vector<manifest::Value> values_;
    std::vector<Task> tasks_;
};

TEST(PutInOrder, ByPhaseWaveKindAndName) {
    EXPECT_EQ(
        Tasks({"Deployment/web", "Service/svc", "ConfigMap/b", "ConfigMap/a", "Widget/w",
               "Secret/s", "Namespace/n", "Job/late@5", "ConfigMap/early@-1", "ConfigMap/odd@x",
               "PostSync!Job/after@-9", "PreSync!Job/before@9", "SyncFail!Job/alarm"})
            .in_order(),
        "PreSync 9: before; Sync -1: early; Sync 0: n s a b odd svc web w; Sync 5: late; "
        "PostSync -9: after; SyncFail 0: alarm");
}

TEST(PutInOrder, PruningGoesThroughItsWavesInReverse) {
    const std::vector<std::string> texts{"ConfigMap/new", "-Namespace/n@-1", "-Deployment/d",
                                         "-Job/j@2"};
    EXPECT_EQ(Tasks(texts).in_order(), "Sync -1: -j; Sync 0: new -d; Sync 2: -n");
}

TEST(PutInOrder, PruningKeepsItsWavesWhenTheFirstAreGone) {
    const std::set<int> all{-1, 0, 2};
    for (const auto& [left, order] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"-Namespace/n@-1", "-Deployment/d", "-Job/j@2"},
              "Sync -1: -j; Sync 0: -d; Sync 2: -n"},
             {{"-Namespace/n@-1", "-Deployment/d"}, "Sync 0: -d; Sync 2: -n"},
             {{"-Namespace/n@-1"}, "Sync 2: -n"},
             {{"-Namespace/n@-1", "-Job/new@5"}, "Sync -1: -new; Sync 5: -n"},
         }) {
        EXPECT_EQ(Tasks(left).in_order({.waves = all}), order);
        EXPECT_EQ(Tasks(left).in_order({.waves = all, .is_last = true}).substr(0, 7), "Sync 1:");
    }
}

TEST(PutInOrder, PrunesLastWhereAskedTo) {
    EXPECT_EQ(Tasks({"ConfigMap/new@3", "-ConfigMap/a@7", "-ConfigMap/b@9", "PostSync!Job/j@5"})
                  .in_order({.is_last = true}),
              "Sync 3: new; Sync 4: -a -b; PostSync 5: j");
    EXPECT_EQ(Tasks({"ConfigMap/new@-3", "-ConfigMap/a"}).in_order({.is_last = true}),
              "Sync -3: new; Sync 1: -a");
}

TEST(PutInOrder, LiftsNamespacesAndDefinitionsBeforeTheirUsers) {
    EXPECT_EQ(Tasks({"ConfigMap/shop/c@-3", "Namespace/shop"}).in_order(), "Sync -3: shop c");
    EXPECT_EQ(Tasks({"Namespace/shop", "PreSync!Job/shop/j"}).in_order(), "PreSync 0: shop j");

    Tasks custom({"Widget/w@1", "CustomResourceDefinition/widgets@2"});
    custom.value(0)["apiVersion"] = "acme.io/v1";
    custom.value(1) = definition("widgets", 2);
    EXPECT_EQ(custom.in_order(), "Sync 1: widgets w");

    Tasks both({"Widget/shop/w@-1", "CustomResourceDefinition/widgets", "Namespace/shop@1"});
    both.value(0)["apiVersion"] = "acme.io/v1";
    both.value(1) = definition("widgets", 0);
    EXPECT_EQ(both.in_order(), "Sync -1: widgets shop w");
}

TEST(PutInOrder, LooksAtEachOfManyObjectsOnce) {
    constexpr int kSpaces = 5'000;
    std::vector<Task> tasks;
    const auto add = [&](std::string_view group, std::string_view kind, int space, int wave) {
        Task task;
        task.key = {std::string(group), std::string(kind), "", std::to_string(space)};
        task.wave = wave;
        task.index = tasks.size();
        tasks.push_back(task);
    };
    for (int i = 0; i < kSpaces; ++i) {
        add("", "ConfigMap", i, 0);
        tasks.back().key.namespace_ = std::to_string(i);
        add("", "Namespace", i, 1);
    }
    add("apiextensions.k8s.io", "CustomResourceDefinition", 0, 2);
    const manifest::Value widgets = definition("widgets", 2);
    int looks = 0;
    put_in_order(tasks, {}, [&](const Task&) -> const manifest::Value& {
        ++looks;
        return widgets;
    });
    EXPECT_EQ(looks, 1);
    ASSERT_EQ(tasks.size(), 2U * kSpaces + 1);
    for (std::size_t i = 0; i + 2 < tasks.size(); i += 2) {
        ASSERT_EQ(tasks[i].key.kind, "Namespace");
        ASSERT_EQ(tasks[i].key.name, tasks[i + 1].key.namespace_);
        ASSERT_EQ(tasks[i].wave, 0);
    }
}

TEST(BatchesOf, AreRunsOfEqualKinds) {
    EXPECT_TRUE(batches_of({}).empty());
    const auto batches =
        batches_of(Tasks({"ConfigMap/a", "ConfigMap/b", "Job/j", "ConfigMap/c"}).tasks());
    ASSERT_EQ(batches.size(), 3U);
    EXPECT_EQ(batches[0].size(), 2U);
}

TEST(WaveOf, ReadsArgoCdThenHelm) {
    manifest::Value helm = object("Job/x");
    manifest::set_annotation(helm, "helm.sh/hook-weight", "-7");
    EXPECT_EQ(wave_of(helm), -7);
    manifest::set_annotation(helm, "argocd.argoproj.io/sync-wave", "3");
    EXPECT_EQ(wave_of(helm), 3);
    EXPECT_EQ(wave_of(object("Job/x")), 0);
    // What is no number is as if it were not there.
    for (const char* text : {"first", "1.5", "", "99999999999"}) {
        manifest::set_annotation(helm, "argocd.argoproj.io/sync-wave", text);
        EXPECT_EQ(wave_of(helm), -7) << text;
    }
}

}  // namespace
}  // namespace sealer::sync
