// SPDX-License-Identifier: Apache-2.0
#include "controller/application_metrics.h"

#include <gmock/gmock.h>

#include "common/manifest/yaml.h"

namespace sealer {
namespace {

using manifest::Value;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kShop = R"({metadata: {namespace: argocd, name: shop},
    spec: {project: team, source: {repoURL: "https://ann:s3cret@git.example.com/team/shop.git"},
           destination: {server: "https://kubernetes.default.svc", namespace: web},
           syncPolicy: {automated: {}}},
    status: {sync: {status: Synced}, health: {status: Healthy},
             conditions: [{type: SyncError}, {type: SyncError}, {type: SyncWaiting}]}})";

Value yaml(const std::string& text) {
    return manifest::parse_yaml_document(text).value();
}

web::Labels info_of(const std::string& application) {
    for (const auto& [series, value] : series_of(yaml(application))) {
        if (series.first == "argocd_app_info") {
            EXPECT_EQ(value, 1);
            return series.second;
        }
    }
    return {};
}

TEST(SeriesOf, AnApplicationSaysHowItIs) {
    const web::Labels expected{{"namespace", "argocd"},
                               {"name", "shop"},
                               {"project", "team"},
                               {"repo", "https://git.example.com/team/shop"},
                               {"dest_server", "https://kubernetes.default.svc"},
                               {"dest_namespace", "web"},
                               {"autosync_enabled", "true"},
                               {"sync_status", "Synced"},
                               {"health_status", "Healthy"},
                               {"operation", ""}};
    EXPECT_EQ(info_of(kShop), expected);

    const web::Labels bare = info_of("{metadata: {namespace: a, name: b}, spec: {}}");
    EXPECT_EQ(bare.at("project"), "default");
    EXPECT_EQ(bare.at("sync_status"), "Unknown");
    EXPECT_EQ(bare.at("health_status"), "Unknown");
    EXPECT_EQ(bare.at("autosync_enabled"), "false");
    EXPECT_EQ(bare.at("dest_server"), "");
}

TEST(SeriesOf, ItsOperationPolicyAndDestinationAreTold) {
    struct Case {
        std::string application;
        std::string label;
        std::string value;
    };
    for (const Case& c : std::vector<Case>{
             {"{operation: {sync: {}}}", "operation", "sync"},
             {"{status: {operationState: {phase: Running}}}", "operation", "sync"},
             {"{status: {operationState: {phase: Failed}}}", "operation", ""},
             {"{metadata: {deletionTimestamp: x}, operation: {sync: {}}}", "operation", "delete"},
             {"{spec: {syncPolicy: {automated: {enabled: false}}}}", "autosync_enabled", "false"},
             {"{spec: {destination: {name: in-cluster}}}", "dest_server",
              "https://kubernetes.default.svc"},
             {"{spec: {sources: [{repoURL: 'https://h/a.git'}, {repoURL: 'https://h/b'}]}}", "repo",
              "https://h/a"}}) {
        EXPECT_EQ(info_of(c.application).at(c.label), c.value) << c.application;
    }
}

class ApplicationMetricsTest : public testing::Test {
  protected:
    void change(const std::string& before, const std::string& after) {
        const auto object = [](const std::string& text) {
            return text.empty() ? nullptr : std::make_shared<const Value>(yaml(text));
        };
        observer_.on_application({object(before), object(after)});
    }
    void end_sync(const std::string& phase) {
        observer_.on_sync(yaml(kShop), yaml("{phase: " + phase +
                                            ", startedAt: '2026-01-01T00:00:00Z', "
                                            "finishedAt: '2026-01-01T00:00:03Z'}"));
    }

    web::Metrics metrics_;
    ApplicationMetrics applications_{metrics_};
    const app::Observer observer_ = applications_.observer();
};

TEST_F(ApplicationMetricsTest, AChangeReplacesASeriesAndItsEndTakesAllAway) {
    change("", kShop);
    EXPECT_THAT(metrics_.text(), HasSubstr("argocd_app_info{autosync_enabled=\"true\""));
    EXPECT_THAT(metrics_.text(), HasSubstr("condition=\"SyncError\",name=\"shop\",namespace="
                                           "\"argocd\",project=\"team\"} 2"));
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("s3cret")));
    std::string degraded = kShop;
    degraded.replace(degraded.find("Healthy"), 7, "Degraded");
    degraded.replace(degraded.find("{type: SyncError}, {type"), 24, "{type");
    change(kShop, degraded);
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("Healthy")));
    EXPECT_THAT(metrics_.text(), HasSubstr("Degraded"));
    EXPECT_THAT(metrics_.text(), HasSubstr("condition=\"SyncError\",name=\"shop\",namespace="
                                           "\"argocd\",project=\"team\"} 1"));
    end_sync("Succeeded");
    observer_.on_orphans(yaml(kShop), 3);
    change(degraded, "");
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("shop")));
}

TEST_F(ApplicationMetricsTest, SyncsAreCountedAndTimed) {
    end_sync("Failed");
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("shop"))) << "it is not known, or not any more";
    change("", kShop);
    end_sync("Failed");
    end_sync("Succeeded");
    end_sync("Succeeded");
    const std::string identity = "dest_server=\"https://kubernetes.default.svc\",";
    EXPECT_THAT(metrics_.text(),
                HasSubstr("argocd_app_sync_total{" + identity +
                          "dry_run=\"false\",name=\"shop\",namespace=\"argocd\",phase="
                          "\"Succeeded\",project=\"team\"} 2"));
    EXPECT_THAT(metrics_.text(), HasSubstr("phase=\"Failed\",project=\"team\"} 1"));
    EXPECT_THAT(metrics_.text(),
                HasSubstr("argocd_app_sync_duration_seconds_total{" + identity +
                          "name=\"shop\",namespace=\"argocd\",project=\"team\"} 9"));

    std::string moved = kShop;
    moved.replace(moved.find("team"), 4, "other");
    change(kShop, moved);
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("argocd_app_sync_total{")));
}

TEST_F(ApplicationMetricsTest, OrphansAreShownWhileSomebodyWantsToKnow) {
    change("", kShop);
    observer_.on_orphans(yaml(kShop), 3);
    const std::string series =
        "argocd_app_orphaned_resources_count{name=\"shop\",namespace=\"argocd\",project=\"team\"} ";
    EXPECT_THAT(metrics_.text(), HasSubstr(series + "3"));
    observer_.on_orphans(yaml(kShop), 0);
    EXPECT_THAT(metrics_.text(), HasSubstr(series + "0"));
    observer_.on_orphans(yaml(kShop), std::nullopt);
    EXPECT_THAT(metrics_.text(), Not(HasSubstr(series)));
}

TEST_F(ApplicationMetricsTest, LooksAndAnswersOfGitAreTimed) {
    observer_.on_look(yaml(kShop), std::chrono::milliseconds(30));
    observer_.on_git_request(std::chrono::milliseconds(300));
    EXPECT_THAT(metrics_.text(),
                HasSubstr("argocd_app_reconcile_bucket{dest_server=\"https://"
                          "kubernetes.default.svc\",namespace=\"argocd\",le=\"0.05\"} 1"));
    EXPECT_THAT(metrics_.text(),
                HasSubstr("argocd_git_request_duration_seconds_bucket{request_type=\"ls-remote\","
                          "le=\"0.25\"} 0"));
}

TEST_F(ApplicationMetricsTest, NoApplicationMakesUpALabelThatStays) {
    observer_.on_look(yaml("{spec: {destination: {server: 'https://made.up'}}}"), {});
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("made.up")));
}

TEST_F(ApplicationMetricsTest, WhoWaitsSaysHowLong) {
    std::string waiting = kShop;
    waiting.replace(waiting.find("{type: SyncWaiting}"), 19,
                    "{type: SyncWaiting, lastTransitionTime: '2026-01-01T00:00:00Z'}");
    change("", waiting);
    EXPECT_THAT(metrics_.text(), HasSubstr("sealer_app_sync_waiting_seconds{name=\"shop\""));
    change(waiting, kShop);
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("sealer_app_sync_waiting_seconds{")));
}

}  // namespace
}  // namespace sealer
