// SPDX-License-Identifier: Apache-2.0
// Kinds that run containers, as their controllers report them.
#include "health_case.h"

namespace sealer::app {
namespace {

TEST(WorkloadHealth, OfDeployments) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"apps/v1/Deployment",
         "{metadata: {generation: 2}, spec: {paused: true}, status: {observedGeneration: 1}}",
         kSuspended, "Deployment is paused"},
        {"apps/v1/Deployment", "{metadata: {generation: 2}, status: {observedGeneration: 1}}",
         kProgressing,
         "Waiting for rollout to finish: observed deployment generation less than desired "
         "generation"},
        {"apps/v1/Deployment",
         "{metadata: {name: web}, status: {conditions: [{type: Available, status: 'True'}, {type: "
         "Progressing, status: 'False', reason: ProgressDeadlineExceeded}]}}",
         kDegraded, "Deployment \"web\" exceeded its progress deadline"},
        {"apps/v1/Deployment", "{spec: {replicas: 3}, status: {replicas: 4, updatedReplicas: 1}}",
         kProgressing,
         "Waiting for rollout to finish: 1 out of 3 new replicas have been updated..."},
        {"apps/v1/Deployment", "{spec: {replicas: 1}, status: {updatedReplicas: 1, replicas: 2}}",
         kProgressing, "Waiting for rollout to finish: 1 old replicas are pending termination..."},
        {"apps/v1/Deployment",
         "{spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 2, availableReplicas: 1}}",
         kProgressing, "Waiting for rollout to finish: 1 of 2 updated replicas are available..."},
        {"apps/v1/Deployment",
         "{metadata: {generation: 3}, spec: {replicas: 2}, status: {observedGeneration: 3, "
         "replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2, conditions: "
         "[{type: Progressing, status: 'True', reason: NewReplicaSetAvailable}]}}",
         kHealthy, ""},
        {"apps/v1/Deployment", "{spec: {replicas: 0}, status: {observedGeneration: 1}}", kHealthy},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfReplicaSets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"apps/v1/ReplicaSet", "{metadata: {generation: 1}}", kProgressing},
        {"apps/v1/ReplicaSet",
         "{status: {conditions: [{type: ReplicaFailure, status: 'True', message: quota}]}}",
         kDegraded, "quota"},
        {"apps/v1/ReplicaSet", "{spec: {replicas: 1}, status: {}}", kProgressing,
         "Waiting for rollout to finish: 0 out of 1 new replicas are available..."},
        {"apps/v1/ReplicaSet",
         "{spec: {replicas: 1}, status: {availableReplicas: 1, conditions: [{type: "
         "ReplicaFailure, status: 'False'}]}}",
         kHealthy},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfStatefulSets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"apps/v1/StatefulSet", "{status: {}}", kProgressing,
         "Waiting for statefulset spec update to be observed..."},
        {"apps/v1/StatefulSet",
         "{spec: {replicas: 2}, status: {observedGeneration: 1, readyReplicas: 1}}", kProgressing,
         "Waiting for 1 pods to be ready..."},
        {"apps/v1/StatefulSet",
         "{spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: "
         "1}}}, status: {observedGeneration: 1, readyReplicas: 3, updatedReplicas: 1, "
         "updateRevision: db-2, currentRevision: db-1}}",
         kProgressing,
         "Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated..."},
        {"apps/v1/StatefulSet",
         "{spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: "
         "1}}}, status: {observedGeneration: 1, readyReplicas: 3, updatedReplicas: 2, "
         "updateRevision: db-2, currentRevision: db-1}}",
         kHealthy, "partitioned roll out complete: 2 new pods have been updated..."},
        {"apps/v1/StatefulSet",
         "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}}, "
         "status: {observedGeneration: 1, readyReplicas: 1, updateRevision: b, currentRevision: "
         "a}}",
         kHealthy},
        {"apps/v1/StatefulSet",
         "{spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 1, "
         "readyReplicas: 1, updateRevision: b, currentRevision: a}}",
         kHealthy, "statefulset has 1 ready pods"},
        {"apps/v1/StatefulSet",
         "{status: {observedGeneration: 1, readyReplicas: 1, updatedReplicas: 0, updateRevision: "
         "b, currentRevision: a}}",
         kProgressing,
         "waiting for statefulset rolling update to complete 0 pods at revision b..."},
        {"apps/v1/StatefulSet",
         "{status: {observedGeneration: 1, readyReplicas: 1, currentReplicas: 1, updateRevision: "
         "b, currentRevision: b}}",
         kHealthy, "statefulset rolling update complete 1 pods at revision b..."},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfDaemonSets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"apps/v1/DaemonSet", "{metadata: {generation: 1}}", kProgressing},
        {"apps/v1/DaemonSet",
         "{metadata: {name: logs}, status: {desiredNumberScheduled: 2, updatedNumberScheduled: "
         "1}}",
         kProgressing,
         "Waiting for daemon set \"logs\" rollout to finish: 1 out of 2 new pods have been "
         "updated..."},
        {"apps/v1/DaemonSet",
         "{metadata: {name: logs}, status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, "
         "numberAvailable: 1}}",
         kProgressing,
         "Waiting for daemon set \"logs\" rollout to finish: 1 of 2 updated pods are "
         "available..."},
        {"apps/v1/DaemonSet",
         "{spec: {updateStrategy: {type: OnDelete}}, status: {desiredNumberScheduled: 2}}",
         kHealthy, "daemon set 0 out of 2 new pods have been updated"},
        {"apps/v1/DaemonSet",
         "{status: {desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2}}",
         kHealthy},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfPodsThatRunForGood) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"v1/Pod", "{status: {phase: Pending, message: no node}}", kProgressing, "no node"},
        {"v1/Pod",
         "{spec: {restartPolicy: Always}, status: {phase: Pending, containerStatuses: [{state: "
         "{waiting: {reason: ImagePullBackOff, message: m}}}, {state: {waiting: {reason: "
         "CreateContainerConfigError, message: o}}}]}}",
         kDegraded, "m, o"},
        {"v1/Pod",
         "{spec: {restartPolicy: Always}, status: {phase: Running, containerStatuses: [{state: "
         "{waiting: {reason: ErrImagePull, message: m}}}]}}",
         kDegraded, "m"},
        {"v1/Pod",
         "{spec: {restartPolicy: Always}, status: {phase: Pending, initContainerStatuses: "
         "[{state: {waiting: {reason: CrashLoopBackOff}}}], containerStatuses: [{state: {waiting: "
         "{reason: PodInitializing}}}]}}",
         kProgressing},
        {"v1/Pod", "{status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}",
         kHealthy},
        {"v1/Pod",
         "{status: {phase: Running, conditions: [{type: Ready, status: 'False'}], "
         "containerStatuses: [{lastState: {terminated: {exitCode: 1}}}]}}",
         kDegraded},
        {"v1/Pod", "{status: {phase: Running}}", kProgressing},
        {"v1/Pod", "{}", kUnknown},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfPodsThatEnd) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"v1/Pod",
         "{spec: {restartPolicy: Never}, status: {phase: Pending, containerStatuses: [{state: "
         "{waiting: {reason: ErrImagePull}}}]}}",
         kProgressing},
        {"v1/Pod",
         "{spec: {restartPolicy: OnFailure}, status: {phase: Running, conditions: [{type: Ready, "
         "status: 'True'}]}}",
         kProgressing},
        {"v1/Pod",
         "{metadata: {annotations: {argocd.argoproj.io/ignore-restart-policy: 'true'}}, spec: "
         "{restartPolicy: Never}, status: {phase: Running, conditions: [{type: Ready, status: "
         "'True'}]}}",
         kHealthy},
        {"v1/Pod",
         "{metadata: {annotations: {argocd.argoproj.io/ignore-restart-policy: 'true', "
         "argocd.argoproj.io/hook: PreSync}}, spec: {restartPolicy: Never}, status: {phase: "
         "Running, conditions: [{type: Ready, status: 'True'}]}}",
         kProgressing},
        {"v1/Pod", "{spec: {restartPolicy: Never}, status: {phase: Succeeded}}", kHealthy},
        {"v1/Pod", "{status: {phase: Failed, message: evicted}}", kDegraded, "evicted"},
        {"v1/Pod",
         "{status: {phase: Failed, initContainerStatuses: [{state: {terminated: {exitCode: 0}}}], "
         "containerStatuses: [{name: a, state: {terminated: {exitCode: 3}}}]}}",
         kDegraded, "container \"a\" failed with exit code 3"},
        {"v1/Pod",
         "{status: {phase: Failed, containerStatuses: [{state: {terminated: {reason: OOMKilled, "
         "exitCode: 137}}}]}}",
         kDegraded, "OOMKilled"},
        {"v1/Pod",
         "{status: {phase: Failed, containerStatuses: [{state: {terminated: {message: boom}}}]}}",
         kDegraded, "boom"},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfJobs) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"batch/v1/Job", "{status: {active: 1}}", kProgressing, ""},
        {"batch/v1/Job",
         "{status: {conditions: [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, "
         "status: 'True', message: done}]}}",
         kHealthy, "done"},
        {"batch/v1/Job",
         "{status: {conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded, "
         "message: boom}]}}",
         kDegraded, "boom"},
        {"batch/v1/Job", "{status: {conditions: [{type: Suspended, status: 'True'}]}}", kSuspended},
        {"batch/v1/Job", "{status: {conditions: [{type: Suspended, status: 'False'}]}}", kHealthy},
    };
    expect_health(cases);
}

TEST(WorkloadHealth, OfCronJobs) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"batch/v1/CronJob", "{}", kProgressing},
        {"batch/v1/CronJob", "{spec: {suspend: true}}", kHealthy, "CronJob is Suspended"},
        {"batch/v1/CronJob", "{status: {}}", kHealthy},
        {"batch/v1/CronJob", "{status: {lastScheduleTime: '2026-01-02T00:00:00Z'}}", kHealthy},
        {"batch/v1/CronJob",
         "{status: {active: [{name: a}], lastScheduleTime: '2026-01-02T00:00:00Z', "
         "lastSuccessfulTime: '2026-01-01T00:00:00Z'}}",
         kHealthy},
        {"batch/v1/CronJob",
         "{status: {lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: "
         "'2026-01-01T00:00:00Z'}}",
         kDegraded, "CronJob has not completed its last execution successfully"},
        {"batch/v1/CronJob",
         "{status: {lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: "
         "'2026-01-02T00:00:09Z'}}",
         kHealthy},
    };
    expect_health(cases);
}

}  // namespace
}  // namespace sealer::app
