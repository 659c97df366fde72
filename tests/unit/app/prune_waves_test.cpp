// SPDX-License-Identifier: Apache-2.0
#include "controller/app/prune_waves.h"

#include "application_fixture.h"
#include "controller/app/operation_notes.h"
#include "operation_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

Comparison doomed(const std::vector<int>& waves) {
    Comparison comparison;
    for (const int wave : waves) {
        auto live = std::make_shared<const Value>(
            yaml(config_map("old" + std::to_string(comparison.items.size()), wave)));
        comparison.items.push_back({.key = manifest::key_of(*live), .live = std::move(live)});
    }
    return comparison;
}

TEST(PruneWaves, AreNotedWhereThereAreSeveral) {
    struct Case {
        const char* operation;
        std::vector<int> now, later;
        const char* note;
    };
    const char* all = "{sync: {prune: true}, info: [{name: reason, value: a}]}";
    for (const Case& c : std::vector<Case>{
             {all, {}, {}, ""},
             {all, {5, 5}, {5}, ""},
             {all, {5, -1, 0, 5}, {0}, "-1 0 5"},
             {all, {5, -1}, {-1, 7}, "-1 5 7"},
             {all, {5}, {-1, 7}, "-1 7"},
             {"{sync: {prune: false}}", {5, 0}, {}, ""},
             {"{sync: {prune: true, dryRun: true}}", {5, 0}, {}, ""},
             {"{sync: {prune: true, resources: [{kind: ConfigMap, name: old1}]}}", {5, 0}, {}, ""},
             {"{sync: {prune: true}, info: [{name: sealer.dev/prune-waves, value: '1  x 3'}]}",
              {2},
              {},
              "1 2 3"},
         }) {
        Value state;
        state["operation"] = yaml(c.operation);
        note_prune_waves(state, doomed(c.now));
        note_prune_waves(state, doomed(c.later));
        EXPECT_EQ(note_in(state, kPruneWavesNote), c.note) << c.operation;
        EXPECT_TRUE(is_same_operation(*state.get("operation"), yaml(c.operation)));
    }
}

using PruneWavesTest = ReconcilerTest;

TEST_F(PruneWavesTest, StayAcrossARestart) {
    const std::string first = config_map("first", 5);
    const std::string last = config_map("last");
    std::string web = kDeployment;
    web.insert(web.find("name: web,"), "annotations: {argocd.argoproj.io/sync-wave: '1'}, ");
    source_.commit({{"app/a.yaml", config_map("kept")}, {"app/b.yaml", first + "\n---\n" + last}});
    create_application("app", "prune: true");
    look_until("Synced", "");
    source_.commit({{"app/a.yaml", config_map("kept")}, {"app/b.yaml", web}});

    // What comes first is that another process would know.
    const auto look = [this] { return reconciler_->reconcile("default/shop", {}).has_value(); };
    eventually([&] {
        EXPECT_TRUE(look());
        const Value now = application();
        return note_in(*now.get("status", "operationState"), kPruneWavesNote) == "0 5";
    });
    EXPECT_TRUE(exists(yaml(first)));

    eventually([&] { return look() && exists(yaml(kDeployment)); });
    EXPECT_FALSE(exists(yaml(first)));
    restart();
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(look());
    }
    EXPECT_TRUE(exists(yaml(last)));
    patch(yaml(kDeployment), kRolledOut, "status");
    look_until("Synced", "");
    EXPECT_FALSE(exists(yaml(last)));
}

}  // namespace
}  // namespace sealer::app
