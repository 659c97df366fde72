// SPDX-License-Identifier: Apache-2.0
#include "controller/app/status.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

const WallTime kNow = parse_time("2026-02-02T00:00:00Z").value();

TEST(Conditions, KeepTheirTimeAndOthersConditions) {
    const auto old = yaml(R"(
- {type: SyncError, message: same, lastTransitionTime: "2026-01-01T00:00:00Z"}
- {type: ComparisonError, message: gone, lastTransitionTime: "2026-01-01T00:00:00Z"}
- {type: Foreign, message: kept, lastTransitionTime: "2026-01-01T00:00:00Z"}
)");
    const auto merged =
        merge_conditions(&old, {{"SyncError", "same"}, {"InvalidSpecError", "new"}}, kNow);
    EXPECT_EQ(merged, yaml(R"(
- {type: Foreign, message: kept, lastTransitionTime: "2026-01-01T00:00:00Z"}
- {type: InvalidSpecError, message: new, lastTransitionTime: "2026-02-02T00:00:00Z"}
- {type: SyncError, message: same, lastTransitionTime: "2026-01-01T00:00:00Z"}
)"));
}

TEST(Conditions, KeepTheirTimeWhileTheyAreAboutTheSame) {
    const auto old = yaml(
        "[{type: SyncWaiting, message: 'waiting for a: 1 of 3', lastTransitionTime: "
        "'2026-01-01T00:00:00Z'}]");
    const auto time_of = [&](const Condition& now) {
        const auto merged = merge_conditions(&old, {now}, kNow);
        return std::string(merged.as_array()[0].text("lastTransitionTime"));
    };
    EXPECT_EQ(time_of({"SyncWaiting", "waiting for a: 2 of 3", "waiting for a"}),
              "2026-01-01T00:00:00Z");
    EXPECT_EQ(time_of({"SyncWaiting", "waiting for", "waiting for"}), "2026-02-02T00:00:00Z");
    EXPECT_EQ(time_of({"SyncWaiting", "waiting for b: 1 of 3", "waiting for b"}),
              "2026-02-02T00:00:00Z");
    EXPECT_EQ(time_of({"SyncWaiting", "waiting for a: 2 of 3"}), "2026-02-02T00:00:00Z");
}

TEST(ResourceRows, AreSortedAndComplete) {
    Target target;
    target.object = yaml("{metadata: {annotations: {argocd.argoproj.io/sync-wave: '3'}}}");
    Comparison comparison;
    Item service;
    service.key = {"", "Service", "web", "front"};
    service.version = "v1";
    service.target = &target;
    service.sync = SyncCode::kOutOfSync;
    Item deployment;
    deployment.key = {"apps", "Deployment", "web", "front"};
    deployment.version = "v1";
    deployment.live = std::make_shared<const manifest::Value>(yaml("{metadata: {name: front}}"));
    deployment.sync = SyncCode::kOutOfSync;
    deployment.health = Health{HealthStatus::kProgressing, "soon"};
    comparison.items = {deployment, service};
    EXPECT_EQ(resource_rows(comparison), yaml(R"(
- {version: v1, kind: Service, namespace: web, name: front, status: OutOfSync, syncWave: 3,
   health: {status: Missing}}
- {group: apps, version: v1, kind: Deployment, namespace: web, name: front, status: OutOfSync,
   requiresPruning: true, health: {status: Progressing, message: soon}}
)"));
}

TEST(HealthValue, ChangesItsTimeWithItsCode) {
    const auto old = yaml("{status: Healthy, lastTransitionTime: '2026-01-01T00:00:00Z'}");
    EXPECT_EQ(health_value({HealthStatus::kHealthy, ""}, &old, kNow), old);
    EXPECT_EQ(health_value({HealthStatus::kDegraded, "x"}, &old, kNow).text("lastTransitionTime"),
              "2026-02-02T00:00:00Z");
}

TEST(SyncValue, SaysWhatWasComparedWithInTheFormOfTheSpec) {
    Spec spec;
    spec.destination = yaml("{name: in-cluster}");
    spec.sources.list.emplace_back().json = yaml("{path: p}");
    EXPECT_EQ(sync_value(SyncCode::kSynced, spec, {"c1"}), yaml(R"(
{status: Synced, revision: c1, comparedTo: {source: {path: p}, destination: {name: in-cluster}}}
)"));
    spec.sources.is_list = true;
    spec.sources.list.emplace_back().json = yaml("{path: q}");
    const auto value = sync_value(SyncCode::kSynced, spec, {"c1", "c2"});
    EXPECT_EQ(value, yaml(R"(
{status: Synced, revisions: [c1, c2],
 comparedTo: {sources: [{path: p}, {path: q}], destination: {name: in-cluster}}}
)"));
    EXPECT_EQ(revisions_in(&value), (Commits{"c1", "c2"}));
    EXPECT_TRUE(are_sources_of(value.get("comparedTo"), spec.sources));
    spec.sources.list.pop_back();
    EXPECT_FALSE(are_sources_of(value.get("comparedTo"), spec.sources));
}

TEST(SourceTypes, AreOneOrAList) {
    manifest::Value status = yaml("{sourceTypes: [Kustomize]}");
    put_source_types(status, {}, {render::SourceType::kKustomize});
    EXPECT_EQ(status, yaml("{sourceType: Kustomize}"));
    put_source_types(status, {.list = {}, .is_list = true},
                     {render::SourceType::kDirectory, render::SourceType::kKustomize});
    EXPECT_EQ(status, yaml("{sourceTypes: [Directory, Kustomize]}"));
}

TEST(History, NumbersItsEntriesAndForgetsTheOldest) {
    manifest::Value status;
    Sources sources;
    sources.list.emplace_back().json = yaml("{path: p}");
    for (int i = 0; i < 4; ++i) {
        manifest::Value state;
        state["syncResult"]["revision"] = "c" + std::to_string(i);
        add_history(status, state, sources, 2);
    }
    const auto& history = manifest::elements(status.get("history"));
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].integer_or(-1, "id"), 2);
    EXPECT_EQ(history[1].text("revision"), "c3");
}

}  // namespace
}  // namespace sealer::app
