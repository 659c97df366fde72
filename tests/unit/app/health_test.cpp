// SPDX-License-Identifier: Apache-2.0
// Health of kinds without a rule of their own, and of an application as a whole.
#include "health_case.h"

namespace sealer::app {
namespace {

using manifest::Value;

TEST(Health, OfAnyKindThatReportsAsMostDo) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"example.org/v1/Thing",
         "{metadata: {generation: 2}, status: {observedGeneration: 1, "
         "conditions: [{type: Ready, status: 'True'}]}}",
         kProgressing, "Waiting for generation 2 to be observed"},
        {"example.org/v1/Thing", "{metadata: {generation: 2}, status: {observedGeneration: 2}}",
         kHealthy},
        {"example.org/v1/Thing",
         "{status: {conditions: [{type: Ready, status: 'True', message: up}]}}", kHealthy, "up"},
        {"example.org/v1/Thing",
         "{status: {conditions: [{type: Ready, status: 'False', message: down}]}}", kDegraded,
         "down"},
        {"example.org/v1/Thing",
         "{status: {conditions: [{type: Ready, status: Unknown, message: asking}]}}", kProgressing,
         "asking"},
        {"example.org/v1/Thing",
         "{metadata: {generation: 2}, status: {conditions: [{type: Ready, status: 'True', "
         "observedGeneration: 1}]}}",
         kProgressing},
        {"kustomize.toolkit.fluxcd.io/v1/Kustomization",
         "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Ready, "
         "status: 'False', message: not yet}, {type: Reconciling, status: 'True', message: "
         "building}]}}",
         kProgressing, "building"},
        {"kustomize.toolkit.fluxcd.io/v1/Kustomization",
         "{status: {conditions: [{type: Stalled, status: 'True', message: no access}, {type: "
         "Reconciling, status: 'True'}]}}",
         kDegraded, "no access"},
        {"example.org/v1/Thing",
         "{status: {conditions: [{type: Available, status: 'True'}, {type: Stalled, status: "
         "'False'}]}}",
         kHealthy},
        {"v1/ConfigMap", "{metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}}", kProgressing,
         "Pending deletion"},
    };
    expect_health(cases);
}

TEST(Health, AFinishedHookThatIsDeletedKeepsItsResult) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"batch/v1/Job",
         "{metadata: {deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: "
         "[argocd.argoproj.io/hook-finalizer]}, status: {conditions: [{type: Complete}]}}",
         kHealthy},
    };
    expect_health(cases);
}

TEST(Health, WhatReportsNothingHasNone) {
    using enum HealthStatus;
    for (const HealthCase& c : {
             HealthCase{"v1/ConfigMap", "{data: {a: b}}", kHealthy},
             {"v1/Secret", "{}", kHealthy},
             {"v1/Namespace", "{metadata: {generation: 1}, status: {phase: Active}}", kHealthy},
             {"example.org/v1/Thing",
              "{metadata: {generation: 1}, status: {conditions: [{type: Warm, status: 'True'}]}}",
              kHealthy},
         }) {
        EXPECT_FALSE(health_of(object_of(c))) << c.type;
    }
}

TEST(Health, StatusesHaveNames) {
    using enum HealthStatus;
    for (const HealthStatus status :
         {kHealthy, kSuspended, kProgressing, kMissing, kDegraded, kUnknown}) {
        EXPECT_EQ(parse_health_status(to_string(status)), status);
    }
    EXPECT_EQ(parse_health_status("Splendid"), kUnknown);
}

HealthRow row(const char* name, const Value* live, std::optional<Health> health) {
    return {{"apps", "Deployment", "web", name}, live, std::move(health)};
}

TEST(Aggregate, WorstCountsAndIsNamed) {
    using enum HealthStatus;
    const Value live = object_of({"apps/v1/Deployment", "{}", kHealthy});
    const Health bad{kDegraded, "x"};
    EXPECT_EQ(aggregate_health({}), Health{});
    EXPECT_EQ(aggregate_health({row("a", &live, Health{}), row("b", &live, std::nullopt)}),
              Health{});
    EXPECT_EQ(aggregate_health({row("a", &live, Health{kProgressing, "y"}), row("b", &live, bad)}),
              (Health{kDegraded, "Caused by apps/Deployment:web/b"}));
    EXPECT_EQ(
        aggregate_health({row("a", &live, bad), row("b", &live, bad), row("c", &live, bad),
                          row("d", &live, bad)})
            .message,
        "Caused by apps/Deployment:web/a, apps/Deployment:web/b, apps/Deployment:web/c and 1 more");
}

TEST(Aggregate, NothingLiveIsMissing) {
    using enum HealthStatus;
    EXPECT_EQ(aggregate_health({row("a", nullptr, std::nullopt)}).status, HealthStatus::kMissing);
    const Value live = object_of({"v1/ConfigMap", "{}", kHealthy});
    EXPECT_EQ(aggregate_health({row("a", nullptr, std::nullopt), row("b", &live, std::nullopt)}),
              Health{});
}

TEST(Aggregate, ChildrenThatAreNotDeployedDoNotCount) {
    using enum HealthStatus;
    const Value live = object_of({"argoproj.io/v1alpha1/Application", "{}", kHealthy});
    const auto child = [&](HealthStatus status) {
        return HealthRow{{"argoproj.io", "Application", "argocd", "a"}, &live, Health{status, ""}};
    };
    EXPECT_EQ(aggregate_health({child(kMissing), child(kUnknown)}), Health{});
    EXPECT_EQ(aggregate_health({child(kDegraded)}).message,
              "Caused by argoproj.io/Application:argocd/a");
}

TEST(Aggregate, IgnoredObjectsDoNotCount) {
    using enum HealthStatus;
    const Value live = object_of(
        {"apps/v1/Deployment",
         "{metadata: {annotations: {argocd.argoproj.io/ignore-healthcheck: 'true'}}}", kHealthy});
    EXPECT_EQ(aggregate_health({row("a", &live, Health{kDegraded, "x"})}), Health{});
}

}  // namespace
}  // namespace sealer::app
