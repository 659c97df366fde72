// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "sealer/app_client.h"
#include "sealer/app_deletion.h"
#include "sealer/app_progress.h"
#include "sealer/app_report.h"
#include "sealer/app_tree.h"
#include "values.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Value& shop() {
    static const Value kShop = yaml(R"(
metadata: {name: shop, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: shop}
  source: {repoURL: https://git.example.com/shop, path: deploy, targetRevision: main}
  syncPolicy: {automated: {prune: true}}
status:
  sync: {status: OutOfSync, revision: 3f2a91c0000000000000000000000000000000aa}
  health: {status: Progressing}
  conditions:
  - {type: SyncError, message: "it\nfailed", lastTransitionTime: "2026-01-01T00:00:00Z"}
  - {type: SyncError, message: again}
  resources:
  - {version: v1, kind: ConfigMap, namespace: shop, name: old, status: OutOfSync, requiresPruning: true}
  - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web, status: Synced,
     syncWave: 1, health: {status: Progressing, message: 1 of 3 ready}}
  - {version: v1, kind: Service, namespace: shop, name: web, status: Synced}
  - {group: batch, version: v1, kind: Job, namespace: shop, name: migrate, hook: true}
  operationState:
    phase: Running
    message: waiting for healthy state of apps/Deployment/web
    startedAt: "2026-01-01T00:00:00Z"
    syncResult:
      revision: 3f2a91c0000000000000000000000000000000aa
      resources:
      - {group: batch, version: v1, kind: Job, namespace: shop, name: migrate, hookType: PreSync,
         hookPhase: Succeeded, syncPhase: PreSync, status: Synced, message: done}
      - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web, syncPhase: Sync,
         hookPhase: Running, status: Synced, message: applied}
  history:
  - {id: 3, revision: "1111111000000000000000000000000000000000", source: {targetRevision: v1},
     deployStartedAt: "2026-01-01T00:00:00Z", deployedAt: "2026-01-01T00:01:05Z",
     initiatedBy: {username: eve}}
  - {id: 4, revision: 3f2a91c0000000000000000000000000000000aa, source: {targetRevision: main},
     deployedAt: "2026-01-02T00:00:00Z", initiatedBy: {automated: true}}
)");
    return kShop;
}

WallTime at(std::string_view time) {
    return parse_time(time).value();
}

TEST(AppStatus, SaysUnknownWhereTheStatusSaysNothing) {
    const Value empty = yaml("metadata: {name: a, namespace: b}");
    EXPECT_EQ(sync_status(empty), "Unknown");
    EXPECT_EQ(health_status(empty), "Unknown");
    EXPECT_EQ(sync_policy(empty), "Manual");
    EXPECT_FALSE(operation_is_under_way(empty));
    EXPECT_TRUE(resource_rows(empty).empty());
    EXPECT_EQ(print_operation(empty, {}), "");
}

TEST(AppStatus, KnowsWhatIsAutomated) {
    for (const auto& [policy, expected] : {std::pair{"{}", "Manual"},
                                           {"{automated: {}}", "Auto"},
                                           {"{automated: null}", "Manual"},
                                           {"{automated: {prune: true}}", "Auto-Prune"},
                                           {"{automated: {enabled: false, prune: true}}", "Manual"},
                                           {"{automated: {enabled: null}}", "Auto"}}) {
        EXPECT_EQ(sync_policy(yaml("spec: {syncPolicy: " + std::string(policy) + "}")), expected);
    }
}

TEST(AppStatus, KnowsOperationsOfClientsAndOfTheController) {
    for (const auto& [text, expected] : {std::pair{"operation: {sync: {}}", true},
                                         {"operation: null", false},
                                         {"status: {operationState: {phase: Running}}", true},
                                         {"status: {operationState: {phase: Terminating}}", true},
                                         {"status: {operationState: {phase: Succeeded}}", false}}) {
        EXPECT_EQ(operation_is_under_way(yaml(text)), expected) << text;
    }
}

TEST(AppStatus, RowsTellOfTheLastOperationFirst) {
    std::vector<std::string> told;
    for (const ResourceRow& row : resource_rows(shop())) {
        told.push_back(row.key.kind + " " + row.status + " " + row.health + " " + row.hook + " " +
                       row.message);
    }
    EXPECT_THAT(told,
                ElementsAre("Job Succeeded  PreSync done", "Deployment Synced Progressing  applied",
                            "ConfigMap OutOfSync   ", "Service Synced   "));
}

TEST(AppStatus, TellsTimes) {
    EXPECT_EQ(duration_text(std::chrono::seconds(59)), "59s");
    EXPECT_EQ(duration_text(std::chrono::seconds(185)), "3m5s");
    EXPECT_EQ(duration_text(std::chrono::seconds(7261)), "2h1m");
    EXPECT_EQ(operation_time(*shop().get("status", "operationState"), at("2026-01-01T00:00:07Z")),
              std::chrono::seconds(7));
}

TEST(AppReport, ListsApplications) {
    const std::string text = print_app_list({shop()}, /*wide=*/true, /*in_colour=*/false);
    EXPECT_THAT(text, HasSubstr("NAME         CLUSTER                         NAMESPACE  PROJECT"));
    EXPECT_THAT(text, HasSubstr("argocd/shop  https://kubernetes.default.svc  shop       default  "
                                "OutOfSync  Progressing  Auto-Prune  SyncError   "
                                "https://git.example.com/shop  deploy  main\n"));
}

TEST(AppReport, SaysWhereFromAndHow) {
    const std::string text =
        print_app(shop(), /*with_operation=*/true, /*in_colour=*/false, at("2026-01-01T00:00:07Z"));
    EXPECT_THAT(text, HasSubstr("Name:               argocd/shop\n"));
    EXPECT_THAT(text, HasSubstr("- Repo:             https://git.example.com/shop\n"));
    EXPECT_THAT(text, HasSubstr("Sync Status:        OutOfSync from main (3f2a91c)\n"));
    EXPECT_THAT(text, HasSubstr("Health Status:      Progressing\n"));
    EXPECT_THAT(text, HasSubstr("SyncError  it?failed  2026-01-01T00:00:00Z\n"));
    EXPECT_THAT(text, HasSubstr("Duration:           7s\n"));
    const std::string coloured = print_app(shop(), false, /*in_colour=*/true, {});
    EXPECT_THAT(coloured, HasSubstr("Sync Status:        \x1b[33mOutOfSync\x1b[0m from main"));
}

TEST(AppReport, PrintsTheHistory) {
    EXPECT_EQ(print_history(shop()),
              "ID  DATE                  REVISION        TOOK  BY\n"
              "3   2026-01-01T00:01:05Z  v1 (1111111)    1m5s  eve\n"
              "4   2026-01-02T00:00:00Z  main (3f2a91c)  0s    automated\n");
}

TEST(AppTree, DrawsWhatObjectsHaveBroughtAbout) {
    const auto object = [](const std::string& kind, const std::string& name,
                           const std::string& owner_kind, const std::string& owner) {
        return yaml("{apiVersion: apps/v1, kind: " + kind + ", metadata: {namespace: shop, name: " +
                    name + ", ownerReferences: [{apiVersion: apps/v1, kind: " + owner_kind +
                    ", name: " + owner + "}]}, status: {phase: Running}}");
    };
    const std::string text = draw_tree(
        resource_rows(shop()),
        {object("ReplicaSet", "web-1", "Deployment", "web"),
         object("Pod", "web-1-a", "ReplicaSet", "web-1"),
         object("Pod", "web-1-b", "ReplicaSet", "web-1"),
         object("Pod", "stranger", "ReplicaSet", "other"), object("Pod", "loop", "Pod", "loop")},
        /*detailed=*/false, /*in_colour=*/false);
    EXPECT_EQ(text,
              "KIND/NAME           NAMESPACE  STATUS     HEALTH\n"
              "Job/migrate         shop       Succeeded\n"
              "Deployment/web      shop       Synced     Progressing\n"
              "└─ReplicaSet/web-1  shop\n"
              "  ├─Pod/web-1-a     shop       Running\n"
              "  └─Pod/web-1-b     shop       Running\n"
              "ConfigMap/old       shop       OutOfSync\n"
              "Service/web         shop       Synced\n");
}

TEST(AppProgress, ShowsWavesAndWhatIsNotDone) {
    const std::vector<std::string> frame =
        progress_frame(shop(), at("2026-01-01T00:00:12Z"), {}, /*in_colour=*/false);
    EXPECT_THAT(frame,
                ElementsAre("argocd/shop  OutOfSync  Progressing  3f2a91c  12s",
                            "Running  waiting for healthy state of apps/Deployment/web",
                            "  PreSync, wave 0: 1 of 1", "  Sync, wave 0: 1 of 2",
                            "    ConfigMap shop/old  OutOfSync", "  Sync, wave 1: 0 of 1",
                            "    apps/Deployment shop/web  Synced  Progressing  1 of 3 ready"));
}

TEST(AppProgress, KeepsWithinTheWindow) {
    const std::vector<std::string> frame =
        progress_frame(shop(), {}, {.lines = 3, .columns = 10}, /*in_colour=*/false);
    EXPECT_THAT(frame, ElementsAre("argocd/sho", "Running  w", "  … and 5 "));
}

TEST(AppProgress, LeavesTheTerminalItsLinesAndColours) {
    Value application = shop();
    application["status"]["operationState"]["message"] = "one\ntwo\x1b[2J";
    const std::vector<std::string> frame =
        progress_frame(application, {}, {.lines = 24, .columns = 31}, /*in_colour=*/true);
    EXPECT_EQ(frame[1], "Running  one?two?[2J");
    EXPECT_EQ(frame.back(), "\x1b[33m    apps/Deployment shop/web  S\x1b[0m");
}

TEST(AppProgress, TellsARequestFromTheLastOperation) {
    const Value application = yaml(
        "{metadata: {name: a, namespace: b}, operation: {sync: {}}, status: {operationState: "
        "{phase: Succeeded, message: all is well}}}");
    EXPECT_EQ(progress_frame(application, {}, {}, false)[1],
              "requested, not begun by the controller yet");
}

TEST(AppProgress, PrintsChangesOnly) {
    const WallTime now = at("2026-01-01T00:00:12Z");
    EXPECT_EQ(progress_lines(nullptr, shop(), now).size(), 5U);
    EXPECT_TRUE(progress_lines(&shop(), shop(), now).empty());
    Value later = shop();
    later["status"]["resources"].as_array()[1]["health"] = manifest::Object{{"status", "Healthy"}};
    EXPECT_THAT(progress_lines(&shop(), later, now),
                ElementsAre("2026-01-01T00:00:12Z  apps/Deployment shop/web  Synced  Healthy  "
                            "applied"));
}

TEST(AppNames, MeanANamespaceOrTheDefault) {
    EXPECT_EQ(parse_app_name("shop", "argocd").text(), "argocd/shop");
    EXPECT_EQ(parse_app_name("team/shop", "argocd").text(), "team/shop");
}

TEST(NearNames, AreThoseThatSomebodyMayHaveMeant) {
    const std::vector<std::string> known = {"shop", "shop-staging", "billing", "sho", "blog"};
    EXPECT_THAT(near_names("shpo", known), ElementsAre("sho", "shop"));
    EXPECT_THAT(near_names("shop-stage", known), ElementsAre("shop-staging", "shop", "sho"));
    EXPECT_TRUE(near_names("monitoring", known).empty());
}

TEST(PatchToCascade, LeavesOneFinalizerAboutObjects) {
    struct Case {
        const char* before;
        Cascade cascade;
        const char* after;  // null: no patch
    };
    for (const Case& c : {
             Case{"[]", Cascade::kForeground, R"(["resources-finalizer.argocd.argoproj.io"])"},
             Case{R"(["resources-finalizer.argocd.argoproj.io"])", Cascade::kForeground, nullptr},
             Case{R"(["x", "resources-finalizer.argocd.argoproj.io"])", Cascade::kBackground,
                  R"(["x","resources-finalizer.argocd.argoproj.io/background"])"},
             Case{R"(["x", "resources-finalizer.argocd.argoproj.io"])", Cascade::kNone, R"(["x"])"},
             Case{"[]", Cascade::kNone, nullptr},
         }) {
        const Value patch = patch_to_cascade(
            yaml("metadata: {finalizers: " + std::string(c.before) + "}"), c.cascade);
        EXPECT_EQ(patch.is_null() ? "" : manifest::write_json(*patch.get("metadata", "finalizers")),
                  c.after == nullptr ? "" : c.after)
            << c.before;
    }
}

}  // namespace
}  // namespace sealer::cli
