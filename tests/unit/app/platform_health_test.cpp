// SPDX-License-Identifier: Apache-2.0
// Kinds of Kubernetes that run nothing themselves, and those that Secrets come from.
#include "health_case.h"

namespace sealer::app {
namespace {

TEST(PlatformHealth, OfServicesAndIngresses) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"v1/Service", "{spec: {type: ClusterIP}, status: {loadBalancer: {}}}", kHealthy},
        {"v1/Service", "{spec: {type: LoadBalancer}, status: {loadBalancer: {}}}", kProgressing},
        {"v1/Service",
         "{spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}}",
         kHealthy},
        {"networking.k8s.io/v1/Ingress", "{status: {loadBalancer: {}}}", kProgressing},
        {"networking.k8s.io/v1/Ingress",
         "{status: {loadBalancer: {ingress: [{hostname: a.example.com}]}}}", kHealthy},
        {"extensions/v1beta1/Ingress", "{}", kProgressing},
    };
    expect_health(cases);
}

TEST(PlatformHealth, OfVolumeClaims) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"v1/PersistentVolumeClaim", "{status: {phase: Pending}}", kProgressing},
        {"v1/PersistentVolumeClaim", "{status: {phase: Lost}}", kDegraded},
        {"v1/PersistentVolumeClaim", "{status: {phase: Bound}}", kHealthy},
        {"v1/PersistentVolumeClaim", "{}", kUnknown},
    };
    expect_health(cases);
}

TEST(PlatformHealth, OfAutoscalers) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"autoscaling/v2/HorizontalPodAutoscaler", "{}", kProgressing, "Waiting to Autoscale"},
        {"autoscaling/v2/HorizontalPodAutoscaler",
         "{status: {conditions: [{type: AbleToScale, status: 'True', message: ready}, {type: "
         "ScalingActive, status: 'False', reason: InvalidSelector, message: bad}]}}",
         kDegraded, "bad"},
        {"autoscaling/v2/HorizontalPodAutoscaler",
         "{status: {conditions: [{type: AbleToScale, status: 'True', message: ready}, {type: "
         "ScalingActive, status: 'False', reason: ScalingDisabled}, {type: ScalingLimited, "
         "status: 'True', message: limited}]}}",
         kHealthy, "ready"},
        {"autoscaling/v2/HorizontalPodAutoscaler",
         "{status: {conditions: [{type: AbleToScale, status: 'False', reason: FailedGetScale, "
         "message: none}]}}",
         kDegraded, "none"},
        {"autoscaling/v2/HorizontalPodAutoscaler",
         "{status: {conditions: [{type: ScalingLimited, status: 'True', reason: "
         "FailedGetScale}]}}",
         kHealthy},
        {"autoscaling/v1/HorizontalPodAutoscaler",
         R"({metadata: {annotations: {autoscaling.alpha.kubernetes.io/conditions:
             '[{"type":"AbleToScale","status":"True","message":"ready"}]'}}})",
         kHealthy, "ready"},
        {"autoscaling/v1/HorizontalPodAutoscaler",
         "{metadata: {annotations: {autoscaling.alpha.kubernetes.io/conditions: '[{'}}}", kUnknown},
        {"autoscaling/v1/HorizontalPodAutoscaler", "{}", kProgressing},
    };
    expect_health(cases);
}

TEST(PlatformHealth, OfApisAndTheirDefinitions) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"apiregistration.k8s.io/v1/APIService", "{}", kProgressing, "Waiting to be processed"},
        {"apiregistration.k8s.io/v1/APIService",
         "{status: {conditions: [{type: Available, status: 'False', reason: MissingEndpoints, "
         "message: none}]}}",
         kProgressing, "MissingEndpoints: none"},
        {"apiregistration.k8s.io/v1/APIService",
         "{status: {conditions: [{type: Available, status: 'True', reason: Local, message: "
         "here}]}}",
         kHealthy, "Local: here"},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition", "{}", kProgressing},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: Terminating, status: 'True'}]}}", kProgressing},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: NamesAccepted, status: 'False', message: taken}]}}",
         kDegraded, "taken"},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: NonStructuralSchema, status: 'True', message: loose}]}}",
         kDegraded, "loose"},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, "
         "status: 'False', reason: Installing}]}}",
         kProgressing},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: Established, status: 'False', reason: NotAccepted, "
         "message: none}]}}",
         kDegraded, "none"},
        {"apiextensions.k8s.io/v1/CustomResourceDefinition",
         "{status: {conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, "
         "status: 'True'}]}}",
         kHealthy},
    };
    expect_health(cases);
}

TEST(PlatformHealth, OfDisruptionBudgets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"policy/v1/PodDisruptionBudget", "{}", kProgressing},
        {"policy/v1/PodDisruptionBudget",
         "{status: {conditions: [{type: DisruptionAllowed, status: 'False', reason: "
         "InsufficientPods}]}}",
         kHealthy},
        {"policy/v1/PodDisruptionBudget",
         "{status: {conditions: [{type: DisruptionAllowed, status: 'False', reason: SyncFailed, "
         "message: no scale}]}}",
         kDegraded, "no scale"},
    };
    expect_health(cases);
}

TEST(SecretHealth, OfSealedSecrets) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"bitnami.com/v1alpha1/SealedSecret", "{metadata: {generation: 1}}", kProgressing,
         "Waiting for Sealed Secret to be decrypted"},
        {"bitnami.com/v1alpha1/SealedSecret",
         "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Synced, "
         "status: 'False', message: no key could decrypt secret (a)}]}}",
         kDegraded, "no key could decrypt secret (a)"},
        {"bitnami.com/v1alpha1/SealedSecret",
         "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Synced, "
         "status: 'True'}]}}",
         kHealthy, ""},
        {"bitnami.com/v1alpha1/SealedSecret",
         "{metadata: {generation: 2}, status: {observedGeneration: 1, conditions: [{type: Synced, "
         "status: 'True'}]}}",
         kProgressing},
        {"bitnami.com/v1alpha1/SealedSecret",
         "{metadata: {generation: 2}, status: {observedGeneration: 1, conditions: [{type: Synced, "
         "status: 'False', message: of the one before}]}}",
         kProgressing},
        {"bitnami.com/v1alpha1/SealedSecret",
         "{metadata: {generation: 1}, status: {conditions: [{type: Synced, status: 'True'}]}}",
         kProgressing},
    };
    expect_health(cases);
}

TEST(SecretHealth, OfWhatOthersMakeSecretsFrom) {
    using enum HealthStatus;
    const HealthCase cases[] = {
        {"external-secrets.io/v1/ExternalSecret", "{}", kProgressing, "Waiting for ExternalSecret"},
        {"external-secrets.io/v1/ExternalSecret",
         "{status: {conditions: [{type: Ready, status: 'False', message: denied}]}}", kDegraded,
         "denied"},
        {"external-secrets.io/v1beta1/ClusterSecretStore",
         "{status: {conditions: [{type: Ready, status: 'True', message: store validated}]}}",
         kHealthy, "store validated"},
        {"external-secrets.io/v1/SecretStore", "{}", kProgressing, "Waiting for store"},
        {"cert-manager.io/v1/Certificate",
         "{status: {conditions: [{type: Ready, status: 'False', message: expired}, {type: "
         "Issuing, status: 'True', message: issuing}]}}",
         kProgressing, "issuing"},
        {"cert-manager.io/v1/Certificate",
         "{status: {conditions: [{type: Ready, status: 'False', message: expired}]}}", kDegraded,
         "expired"},
        {"cert-manager.io/v1/Certificate", "{}", kProgressing, "Waiting for certificate"},
        {"cert-manager.io/v1/ClusterIssuer", "{}", kProgressing, "Initializing issuer"},
        {"cert-manager.io/v1/Issuer", "{status: {conditions: [{type: Ready, status: 'True'}]}}",
         kHealthy},
    };
    expect_health(cases);
}

}  // namespace
}  // namespace sealer::app
