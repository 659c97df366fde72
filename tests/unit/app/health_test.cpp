// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health.h"

#include <string>

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::app {
namespace {

using manifest::Value;

struct Case {
    const char* type;  // "apiVersion/kind"
    const char* rest;  // flow YAML of metadata, spec, status
    HealthStatus status;
    const char* message = nullptr;  // null: not looked at
};

Value object_of(const Case& c) {
    Value object = *manifest::parse_yaml_document(c.rest);
    const std::string type = c.type;
    object["apiVersion"] = type.substr(0, type.rfind('/'));
    object["kind"] = type.substr(type.rfind('/') + 1);
    return object;
}

constexpr HealthStatus kHealthy = HealthStatus::kHealthy;
constexpr HealthStatus kProgressing = HealthStatus::kProgressing;
constexpr HealthStatus kDegraded = HealthStatus::kDegraded;
constexpr HealthStatus kSuspended = HealthStatus::kSuspended;

const Case kCases[] = {
    {"apps/v1/Deployment", "{spec: {paused: true}}", kSuspended, "Deployment is paused"},
    {"apps/v1/Deployment", "{metadata: {generation: 2}, status: {observedGeneration: 1}}",
     kProgressing},
    {"apps/v1/Deployment",
     "{metadata: {name: web}, status: {conditions: [{type: Progressing, reason: "
     "ProgressDeadlineExceeded}]}}",
     kDegraded, "Deployment \"web\" exceeded its progress deadline"},
    {"apps/v1/Deployment", "{spec: {replicas: 3}, status: {updatedReplicas: 1}}", kProgressing,
     "Waiting for rollout to finish: 1 of 3 new replicas have been updated..."},
    {"apps/v1/Deployment", "{spec: {replicas: 1}, status: {updatedReplicas: 1, replicas: 2}}",
     kProgressing},
    {"apps/v1/Deployment",
     "{spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 2, availableReplicas: 1}}",
     kProgressing},
    {"apps/v1/Deployment",
     "{spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 2, availableReplicas: 2}}",
     kHealthy},
    {"apps/v1/ReplicaSet",
     "{status: {conditions: [{type: ReplicaFailure, status: 'True', message: quota}]}}", kDegraded,
     "quota"},
    {"apps/v1/ReplicaSet", "{spec: {replicas: 1}, status: {}}", kProgressing},
    {"apps/v1/StatefulSet", "{status: {}}", kProgressing},
    {"apps/v1/StatefulSet",
     "{spec: {replicas: 2}, status: {observedGeneration: 1, readyReplicas: 1}}", kProgressing},
    {"apps/v1/StatefulSet",
     "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}},"
     " status: {observedGeneration: 1, readyReplicas: 1, updatedReplicas: 0}}",
     kProgressing},
    {"apps/v1/StatefulSet",
     "{spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 1, readyReplicas: 1, "
     "updateRevision: b,"
     " currentRevision: a}}",
     kHealthy},
    {"apps/v1/StatefulSet",
     "{status: {observedGeneration: 1, readyReplicas: 1, updateRevision: b, currentRevision: a}}",
     kProgressing},
    {"apps/v1/DaemonSet",
     "{status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1}}",
     kProgressing},
    {"apps/v1/DaemonSet",
     "{status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2}}",
     kHealthy},
    {"v1/Pod", "{status: {phase: Pending}}", kProgressing},
    {"v1/Pod",
     "{status: {phase: Running, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff, "
     "message: m}}}]}}",
     kDegraded, "m"},
    {"v1/Pod", "{status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}", kHealthy},
    {"v1/Pod",
     "{status: {phase: Running, containerStatuses: [{lastState: {terminated: {exitCode: 1}}}]}}",
     kDegraded},
    {"v1/Pod", "{spec: {restartPolicy: Never}, status: {phase: Running}}", kProgressing},
    {"v1/Pod",
     "{status: {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: "
     "3}}}]}}",
     kDegraded, "container \"a\" failed with exit code 3"},
    {"v1/Pod", "{}", HealthStatus::kUnknown},
    {"batch/v1/Job", "{}", kProgressing},
    {"batch/v1/Job", "{status: {conditions: [{type: Complete}]}}", kHealthy},
    {"batch/v1/Job", "{status: {conditions: [{type: Failed, message: boom}]}}", kDegraded, "boom"},
    {"batch/v1/Job", "{status: {conditions: [{type: Suspended, status: 'True'}]}}", kSuspended},
    {"batch/v1/CronJob", "{}", kProgressing},
    {"batch/v1/CronJob",
     "{status: {lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: "
     "'2026-01-01T00:00:00Z'}}",
     kDegraded},
    {"batch/v1/CronJob", "{status: {lastScheduleTime: '2026-01-02T00:00:00Z'}}", kHealthy},
    {"v1/Service", "{spec: {type: ClusterIP}}", kHealthy},
    {"v1/Service", "{spec: {type: LoadBalancer}}", kProgressing},
    {"v1/Service",
     "{spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}}", kHealthy},
    {"networking.k8s.io/v1/Ingress", "{}", kProgressing},
    {"v1/PersistentVolumeClaim", "{status: {phase: Lost}}", kDegraded},
    {"v1/PersistentVolumeClaim", "{status: {phase: Bound}}", kHealthy},
    {"autoscaling/v2/HorizontalPodAutoscaler", "{}", kProgressing},
    {"autoscaling/v2/HorizontalPodAutoscaler",
     "{status: {conditions: [{type: AbleToScale, status: 'True'}, {type: ScalingActive, reason: "
     "InvalidSelector}]}}",
     kDegraded},
    {"autoscaling/v2/HorizontalPodAutoscaler",
     "{status: {conditions: [{type: AbleToScale, status: 'True'}]}}", kHealthy},
    {"bitnami.com/v1alpha1/SealedSecret", "{}", kProgressing,
     "Waiting for Sealed Secret to be decrypted"},
    {"bitnami.com/v1alpha1/SealedSecret",
     "{status: {conditions: [{type: Synced, status: 'False', message: no key}]}}", kDegraded,
     "no key"},
    {"bitnami.com/v1alpha1/SealedSecret",
     "{status: {conditions: [{type: Synced, status: 'True'}]}}", kHealthy},
    {"bitnami.com/v1alpha1/SealedSecret",
     "{metadata: {generation: 2}, status: {observedGeneration: 1, conditions: [{type: Synced, "
     "status: 'True'}]}}",
     kProgressing},
    {"apiextensions.k8s.io/v1/CustomResourceDefinition", "{}", kProgressing},
    {"apiextensions.k8s.io/v1/CustomResourceDefinition",
     "{status: {conditions: [{type: NamesAccepted, status: 'False', message: taken}]}}", kDegraded,
     "taken"},
    {"apiextensions.k8s.io/v1/CustomResourceDefinition",
     "{status: {conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, status: "
     "'True'}]}}",
     kHealthy},
    {"policy/v1/PodDisruptionBudget",
     "{status: {conditions: [{status: 'False', reason: InsufficientPods}]}}", kHealthy},
    {"v1/Service", "{metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}}", kProgressing,
     "Pending deletion"},
};

TEST(Health, OfEachKind) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(std::string(c.type) + " " + c.rest);
        const std::optional<Health> health = health_of(object_of(c));
        ASSERT_TRUE(health);
        EXPECT_EQ(to_string(health->status), to_string(c.status));
        if (c.message != nullptr) {
            EXPECT_EQ(health->message, c.message);
        }
    }
}

TEST(Health, OtherKindsHaveNone) {
    for (const char* type : {"v1/ConfigMap", "v1/Secret", "argoproj.io/v1alpha1/Application",
                             "example.org/v1/Thing"}) {
        EXPECT_FALSE(health_of(object_of({type, "{}", kHealthy}))) << type;
    }
}

HealthRow row(const char* name, const Value* live, std::optional<Health> health) {
    return {{"apps", "Deployment", "web", name}, live, std::move(health)};
}

TEST(Aggregate, WorstCountsAndIsNamed) {
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
    EXPECT_EQ(aggregate_health({row("a", nullptr, std::nullopt)}).status, HealthStatus::kMissing);
    const Value live = object_of({"v1/ConfigMap", "{}", kHealthy});
    EXPECT_EQ(aggregate_health({row("a", nullptr, std::nullopt), row("b", &live, std::nullopt)}),
              Health{});
}

TEST(Aggregate, IgnoredObjectsDoNotCount) {
    const Value live = object_of(
        {"apps/v1/Deployment",
         "{metadata: {annotations: {argocd.argoproj.io/ignore-healthcheck: 'true'}}}", kHealthy});
    EXPECT_EQ(aggregate_health({row("a", &live, Health{kDegraded, "x"})}), Health{});
}

}  // namespace
}  // namespace sealer::app
