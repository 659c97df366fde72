// SPDX-License-Identifier: Apache-2.0
// Kinds of Argo's family, an Application in another one among them.
#include "health_case.h"

namespace sealer::app {
namespace {

TEST(ArgoHealth, OfApplicationSets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"argoproj.io/v1alpha1/ApplicationSet", "{}", kProgressing},
        {"argoproj.io/v1alpha1/ApplicationSet",
         "{status: {conditions: [{type: ResourcesUpToDate, status: 'True'}, {type: ErrorOccurred, "
         "status: 'True', message: bad template}]}}",
         kDegraded, "bad template"},
        {"argoproj.io/v1alpha1/ApplicationSet",
         "{status: {conditions: [{type: ErrorOccurred, status: 'False'}, {type: "
         "ResourcesUpToDate, status: 'False', message: stale}]}}",
         kDegraded, "stale"},
        {"argoproj.io/v1alpha1/ApplicationSet",
         "{status: {conditions: [{type: ResourcesUpToDate, status: 'True'}, {type: "
         "RolloutProgressing, status: 'True', message: step 1}]}}",
         kProgressing, "step 1"},
        {"argoproj.io/v1alpha1/ApplicationSet",
         "{status: {conditions: [{type: ResourcesUpToDate, status: 'True'}]}}", kHealthy},
    };
    expect_health(cases);
}

TEST(ArgoHealth, OfRollouts) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"argoproj.io/v1alpha1/Rollout", "{metadata: {generation: 1}}", kProgressing},
        {"argoproj.io/v1alpha1/Rollout",
         "{metadata: {generation: 4}, status: {observedGeneration: '3', phase: Healthy}}",
         kProgressing, "Waiting for rollout spec update to be observed"},
        {"argoproj.io/v1alpha1/Rollout",
         "{metadata: {generation: 4}, status: {observedGeneration: '4', phase: Healthy}}",
         kHealthy},
        {"argoproj.io/v1alpha1/Rollout", "{status: {phase: Paused, message: CanaryPauseStep}}",
         kSuspended, "CanaryPauseStep"},
        {"argoproj.io/v1alpha1/Rollout",
         "{status: {phase: Degraded, message: ProgressDeadlineExceeded}}", kDegraded},
        {"argoproj.io/v1alpha1/Rollout",
         "{status: {conditions: [{type: InvalidSpec, status: 'True', message: no selector}]}}",
         kDegraded, "no selector"},
    };
    expect_health(cases);
}

TEST(ArgoHealth, OfWhatRunsOnce) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"argoproj.io/v1alpha1/AnalysisRun", "{}", kProgressing},
        {"argoproj.io/v1alpha1/AnalysisRun", "{status: {phase: Successful}}", kHealthy,
         "Analysis run completed successfully"},
        {"argoproj.io/v1alpha1/AnalysisRun", "{status: {phase: Failed, message: slow}}", kDegraded,
         "slow"},
        {"argoproj.io/v1alpha1/AnalysisRun", "{status: {phase: Inconclusive}}", kUnknown},
        {"argoproj.io/v1alpha1/Experiment", "{status: {phase: Running}}", kProgressing,
         "Experiment is running"},
        {"argoproj.io/v1alpha1/Experiment", "{status: {phase: Error}}", kDegraded,
         "Experiment had an error"},
        {"argoproj.io/v1alpha1/Workflow", "{}", kProgressing},
        {"argoproj.io/v1alpha1/Workflow", "{status: {phase: Succeeded}}", kHealthy},
        {"argoproj.io/v1alpha1/Workflow", "{status: {phase: Error, message: e}}", kDegraded, "e"},
        {"argoproj.io/v1alpha1/Workflow", "{status: {phase: Strange}}", kUnknown},
        {"argoproj.io/v1alpha1/CronWorkflow", "{}", kHealthy, "CronWorkflow is healthy."},
        {"argoproj.io/v1alpha1/CronWorkflow",
         "{status: {conditions: [{type: SubmissionError, status: 'True', message: none}]}}",
         kDegraded, "none"},
        {"argoproj.io/v1alpha1/EventBus", "{}", kProgressing, "Waiting for initialization"},
        {"argoproj.io/v1alpha1/EventBus",
         "{status: {conditions: [{type: Deployed, status: 'True', message: up}]}}", kHealthy, "up"},
    };
    expect_health(cases);
}

TEST(ChildHealth, IsThatOfItsOwnNewestSpec) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"argoproj.io/v1alpha1/Application", "{spec: {source: {path: a}}}", kProgressing,
         "Waiting for the Application to be compared with Git"},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {conditions: [{type: ComparisonError, message: no "
         "such repository}]}}",
         kProgressing, "Waiting for the Application to be compared with Git: no such repository"},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: b}}, status: {sync: {comparedTo: {source: {path: a}}}, health: "
         "{status: Healthy}}}",
         kProgressing},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {sources: [{path: a}]}, status: {sync: {comparedTo: {sources: [{path: a}], "
         "destination: {namespace: x}}}, health: {status: Healthy}}}",
         kProgressing},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}, health: "
         "{status: Healthy}, operationState: {phase: Running, message: waiting for x}}}",
         kProgressing, "Waiting for the Application's sync to complete: waiting for x"},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, operation: {sync: {}}, status: {sync: {comparedTo: {source: "
         "{path: a}}}, health: {status: Healthy}, operationState: {phase: Succeeded}}}",
         kProgressing},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}}}",
         kProgressing},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}, health: "
         "{status: Healthy}, operationState: {phase: Succeeded}}}",
         kHealthy, ""},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}, health: "
         "{status: Degraded, message: Caused by x}}}",
         kDegraded, "Caused by x"},
        {"argoproj.io/v1alpha1/Application",
         "{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}, health: "
         "{status: Missing}}}",
         kMissing},
    };
    expect_health(cases);
}

}  // namespace
}  // namespace sealer::app
