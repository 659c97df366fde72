// SPDX-License-Identifier: Apache-2.0
// Made by builtin/make_table.py from the OpenAPI document of Kubernetes 1.20: edit that script or
// newer.txt.
#include "common/manifest/builtin_schema_table.h"

namespace sealer::manifest {
namespace {

// clang-format off
constexpr std::string_view kTable[] = {
R"(api.admissionregistration.v1.MatchCondition
 expression* string
 name* string
)",
R"(api.admissionregistration.v1.MutatingWebhook
 admissionReviewVersions*! []string
 clientConfig*! @api.admissionregistration.v1.WebhookClientConfig
 failurePolicy string
 matchConditions~ []@api.admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
 matchPolicy string
 name* string
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 objectSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 reinvocationPolicy string
 rules~ []@api.admissionregistration.v1.RuleWithOperations
 sideEffects* string
 timeoutSeconds int32
)",
R"(api.admissionregistration.v1.MutatingWebhookConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 webhooks~ []@api.admissionregistration.v1.MutatingWebhook patch=merge key=name
)",
R"(api.admissionregistration.v1.MutatingWebhookConfigurationList
 apiVersion~ string
 items*! []@api.admissionregistration.v1.MutatingWebhookConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.admissionregistration.v1.RuleWithOperations
 apiGroups~ []string
 apiVersions~ []string
 operations~ []string
 resources~ []string
 scope string
)",
R"(api.admissionregistration.v1.ServiceReference
 name* string
 namespace* string
 path string
 port int32
)",
R"(api.admissionregistration.v1.ValidatingWebhook
 admissionReviewVersions*! []string
 clientConfig*! @api.admissionregistration.v1.WebhookClientConfig
 failurePolicy string
 matchConditions~ []@api.admissionregistration.v1.MatchCondition list=map:name patch=merge key=name
 matchPolicy string
 name* string
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 objectSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 rules~ []@api.admissionregistration.v1.RuleWithOperations
 sideEffects* string
 timeoutSeconds int32
)",
R"(api.admissionregistration.v1.ValidatingWebhookConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 webhooks~ []@api.admissionregistration.v1.ValidatingWebhook patch=merge key=name
)",
R"(api.admissionregistration.v1.ValidatingWebhookConfigurationList
 apiVersion~ string
 items*! []@api.admissionregistration.v1.ValidatingWebhookConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.admissionregistration.v1.WebhookClientConfig
 caBundle~ byte
 service @api.admissionregistration.v1.ServiceReference
 url string
)",
R"(api.admissionregistration.v1beta1.MutatingWebhook
 admissionReviewVersions~ []string
 clientConfig*! @api.admissionregistration.v1beta1.WebhookClientConfig
 failurePolicy string
 matchPolicy string
 name* string
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 objectSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 reinvocationPolicy string
 rules~ []@api.admissionregistration.v1beta1.RuleWithOperations
 sideEffects string
 timeoutSeconds int32
)",
R"(api.admissionregistration.v1beta1.MutatingWebhookConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 webhooks~ []@api.admissionregistration.v1beta1.MutatingWebhook patch=merge key=name
)",
R"(api.admissionregistration.v1beta1.MutatingWebhookConfigurationList
 apiVersion~ string
 items*! []@api.admissionregistration.v1beta1.MutatingWebhookConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.admissionregistration.v1beta1.RuleWithOperations
 apiGroups~ []string
 apiVersions~ []string
 operations~ []string
 resources~ []string
 scope string
)",
R"(api.admissionregistration.v1beta1.ServiceReference
 name* string
 namespace* string
 path string
 port int32
)",
R"(api.admissionregistration.v1beta1.ValidatingWebhook
 admissionReviewVersions~ []string
 clientConfig*! @api.admissionregistration.v1beta1.WebhookClientConfig
 failurePolicy string
 matchPolicy string
 name* string
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 objectSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 rules~ []@api.admissionregistration.v1beta1.RuleWithOperations
 sideEffects string
 timeoutSeconds int32
)",
R"(api.admissionregistration.v1beta1.ValidatingWebhookConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 webhooks~ []@api.admissionregistration.v1beta1.ValidatingWebhook patch=merge key=name
)",
R"(api.admissionregistration.v1beta1.ValidatingWebhookConfigurationList
 apiVersion~ string
 items*! []@api.admissionregistration.v1beta1.ValidatingWebhookConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.admissionregistration.v1beta1.WebhookClientConfig
 caBundle~ byte
 service @api.admissionregistration.v1beta1.ServiceReference
 url string
)",
R"(api.apiserverinternal.v1alpha1.ServerStorageVersion
 apiServerID~ string
 decodableVersions~ []string list=set
 encodingVersion~ string
)",
R"(api.apiserverinternal.v1alpha1.StorageVersion
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.apiserverinternal.v1alpha1.StorageVersionSpec
 status*! @api.apiserverinternal.v1alpha1.StorageVersionStatus
)",
R"(api.apiserverinternal.v1alpha1.StorageVersionCondition
 lastTransitionTime date-time
 message~ string
 observedGeneration~ int64
 reason* string
 status* string
 type* string
)",
R"(api.apiserverinternal.v1alpha1.StorageVersionList
 apiVersion~ string
 items*! []@api.apiserverinternal.v1alpha1.StorageVersion
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apiserverinternal.v1alpha1.StorageVersionSpec
 = object
)",
R"(api.apiserverinternal.v1alpha1.StorageVersionStatus
 commonEncodingVersion string
 conditions~ []@api.apiserverinternal.v1alpha1.StorageVersionCondition list=map:type
 storageVersions~ []@api.apiserverinternal.v1alpha1.ServerStorageVersion list=map:apiServerID
)",
R"(api.apps.v1.ControllerRevision
 apiVersion~ string
 data any
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 revision* int64
)",
R"(api.apps.v1.ControllerRevisionList
 apiVersion~ string
 items*! []@api.apps.v1.ControllerRevision
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apps.v1.DaemonSet
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.apps.v1.DaemonSetSpec
 status! @api.apps.v1.DaemonSetStatus
)",
R"(api.apps.v1.DaemonSetCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.apps.v1.DaemonSetList
 apiVersion~ string
 items*! []@api.apps.v1.DaemonSet
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apps.v1.DaemonSetSpec
 minReadySeconds~ int32
 revisionHistoryLimit int32
 selector* @apimachinery.pkg.apis.meta.v1.LabelSelector
 template*! @api.core.v1.PodTemplateSpec
 updateStrategy! @api.apps.v1.DaemonSetUpdateStrategy
)",
R"(api.apps.v1.DaemonSetStatus
 collisionCount int32
 conditions~ []@api.apps.v1.DaemonSetCondition patch=merge key=type
 currentNumberScheduled* int32
 desiredNumberScheduled* int32
 numberAvailable~ int32
 numberMisscheduled* int32
 numberReady* int32
 numberUnavailable~ int32
 observedGeneration~ int64
 updatedNumberScheduled~ int32
)",
R"(api.apps.v1.DaemonSetUpdateStrategy
 rollingUpdate @api.apps.v1.RollingUpdateDaemonSet
 type~ string
)",
R"(api.apps.v1.Deployment
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.apps.v1.DeploymentSpec
 status! @api.apps.v1.DeploymentStatus
)",
R"(api.apps.v1.DeploymentCondition
 lastTransitionTime date-time
 lastUpdateTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.apps.v1.DeploymentList
 apiVersion~ string
 items*! []@api.apps.v1.Deployment
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apps.v1.DeploymentSpec
 minReadySeconds~ int32
 paused~ bool
 progressDeadlineSeconds int32
 replicas int32
 revisionHistoryLimit int32
 selector* @apimachinery.pkg.apis.meta.v1.LabelSelector
 strategy! @api.apps.v1.DeploymentStrategy patch=retainKeys
 template*! @api.core.v1.PodTemplateSpec
)",
R"(api.apps.v1.DeploymentStatus
 availableReplicas~ int32
 collisionCount int32
 conditions~ []@api.apps.v1.DeploymentCondition patch=merge key=type
 observedGeneration~ int64
 readyReplicas~ int32
 replicas~ int32
 unavailableReplicas~ int32
 updatedReplicas~ int32
)",
R"(api.apps.v1.DeploymentStrategy
 rollingUpdate @api.apps.v1.RollingUpdateDeployment
 type~ string
)",
R"(api.apps.v1.ReplicaSet
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.apps.v1.ReplicaSetSpec
 status! @api.apps.v1.ReplicaSetStatus
)",
R"(api.apps.v1.ReplicaSetCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.apps.v1.ReplicaSetList
 apiVersion~ string
 items*! []@api.apps.v1.ReplicaSet
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apps.v1.ReplicaSetSpec
 minReadySeconds~ int32
 replicas int32
 selector* @apimachinery.pkg.apis.meta.v1.LabelSelector
 template! @api.core.v1.PodTemplateSpec
)",
R"(api.apps.v1.ReplicaSetStatus
 availableReplicas~ int32
 conditions~ []@api.apps.v1.ReplicaSetCondition patch=merge key=type
 fullyLabeledReplicas~ int32
 observedGeneration~ int64
 readyReplicas~ int32
 replicas* int32
)",
R"(api.apps.v1.RollingUpdateDaemonSet
 maxSurge int-or-string
 maxUnavailable int-or-string
)",
R"(api.apps.v1.RollingUpdateDeployment
 maxSurge int-or-string
 maxUnavailable int-or-string
)",
R"(api.apps.v1.RollingUpdateStatefulSetStrategy
 maxUnavailable int-or-string
 partition int32
)",
R"(api.apps.v1.StatefulSet
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.apps.v1.StatefulSetSpec
 status! @api.apps.v1.StatefulSetStatus
)",
R"(api.apps.v1.StatefulSetCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.apps.v1.StatefulSetList
 apiVersion~ string
 items*! []@api.apps.v1.StatefulSet
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.apps.v1.StatefulSetOrdinals
 start~ int32
)",
R"(api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 whenDeleted~ string
 whenScaled~ string
)",
R"(api.apps.v1.StatefulSetSpec
 minReadySeconds~ int32
 ordinals @api.apps.v1.StatefulSetOrdinals
 persistentVolumeClaimRetentionPolicy @api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 podManagementPolicy~ string
 replicas int32
 revisionHistoryLimit int32
 selector* @apimachinery.pkg.apis.meta.v1.LabelSelector
 serviceName* string
 template*! @api.core.v1.PodTemplateSpec
 updateStrategy! @api.apps.v1.StatefulSetUpdateStrategy
 volumeClaimTemplates~ []@api.core.v1.PersistentVolumeClaim
)",
R"(api.apps.v1.StatefulSetStatus
 availableReplicas~ int32
 collisionCount int32
 conditions~ []@api.apps.v1.StatefulSetCondition patch=merge key=type
 currentReplicas~ int32
 currentRevision~ string
 observedGeneration~ int64
 readyReplicas~ int32
 replicas* int32
 updateRevision~ string
 updatedReplicas~ int32
)",
R"(api.apps.v1.StatefulSetUpdateStrategy
 rollingUpdate @api.apps.v1.RollingUpdateStatefulSetStrategy
 type~ string
)",
R"(api.authentication.v1.BoundObjectReference
 apiVersion~ string
 kind~ string
 name~ string
 uid~ string
)",
R"(api.authentication.v1.TokenRequest
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authentication.v1.TokenRequestSpec
 status! @api.authentication.v1.TokenRequestStatus
)",
R"(api.authentication.v1.TokenRequestSpec
 audiences*! []string
 boundObjectRef @api.authentication.v1.BoundObjectReference
 expirationSeconds int64
)",
R"(api.authentication.v1.TokenRequestStatus
 expirationTimestamp* date-time
 token* string
)",
R"(api.authentication.v1.TokenReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authentication.v1.TokenReviewSpec
 status! @api.authentication.v1.TokenReviewStatus
)",
R"(api.authentication.v1.TokenReviewSpec
 audiences~ []string
 token~ string
)",
R"(api.authentication.v1.TokenReviewStatus
 audiences~ []string
 authenticated~ bool
 error~ string
 user! @api.authentication.v1.UserInfo
)",
R"(api.authentication.v1.UserInfo
 extra~ {}[]string
 groups~ []string
 uid~ string
 username~ string
)",
R"(api.authentication.v1beta1.TokenReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authentication.v1beta1.TokenReviewSpec
 status! @api.authentication.v1beta1.TokenReviewStatus
)",
R"(api.authentication.v1beta1.TokenReviewSpec
 audiences~ []string
 token~ string
)",
R"(api.authentication.v1beta1.TokenReviewStatus
 audiences~ []string
 authenticated~ bool
 error~ string
 user! @api.authentication.v1beta1.UserInfo
)",
R"(api.authentication.v1beta1.UserInfo
 extra~ {}[]string
 groups~ []string
 uid~ string
 username~ string
)",
R"(api.authorization.v1.LocalSubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1.SubjectAccessReviewSpec
 status! @api.authorization.v1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1.NonResourceAttributes
 path~ string
 verb~ string
)",
R"(api.authorization.v1.NonResourceRule
 nonResourceURLs~ []string
 verbs*! []string
)",
R"(api.authorization.v1.ResourceAttributes
 group~ string
 name~ string
 namespace~ string
 resource~ string
 subresource~ string
 verb~ string
 version~ string
)",
R"(api.authorization.v1.ResourceRule
 apiGroups~ []string
 resourceNames~ []string
 resources~ []string
 verbs*! []string
)",
R"(api.authorization.v1.SelfSubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1.SelfSubjectAccessReviewSpec
 status! @api.authorization.v1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1.SelfSubjectAccessReviewSpec
 nonResourceAttributes @api.authorization.v1.NonResourceAttributes
 resourceAttributes @api.authorization.v1.ResourceAttributes
)",
R"(api.authorization.v1.SelfSubjectRulesReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1.SelfSubjectRulesReviewSpec
 status! @api.authorization.v1.SubjectRulesReviewStatus
)",
R"(api.authorization.v1.SelfSubjectRulesReviewSpec
 namespace~ string
)",
R"(api.authorization.v1.SubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1.SubjectAccessReviewSpec
 status! @api.authorization.v1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1.SubjectAccessReviewSpec
 extra~ {}[]string
 groups~ []string
 nonResourceAttributes @api.authorization.v1.NonResourceAttributes
 resourceAttributes @api.authorization.v1.ResourceAttributes
 uid~ string
 user~ string
)",
R"(api.authorization.v1.SubjectAccessReviewStatus
 allowed* bool
 denied~ bool
 evaluationError~ string
 reason~ string
)",
R"(api.authorization.v1.SubjectRulesReviewStatus
 evaluationError~ string
 incomplete* bool
 nonResourceRules*! []@api.authorization.v1.NonResourceRule
 resourceRules*! []@api.authorization.v1.ResourceRule
)",
R"(api.authorization.v1beta1.LocalSubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1beta1.SubjectAccessReviewSpec
 status! @api.authorization.v1beta1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1beta1.NonResourceAttributes
 path~ string
 verb~ string
)",
R"(api.authorization.v1beta1.NonResourceRule
 nonResourceURLs~ []string
 verbs*! []string
)",
R"(api.authorization.v1beta1.ResourceAttributes
 group~ string
 name~ string
 namespace~ string
 resource~ string
 subresource~ string
 verb~ string
 version~ string
)",
R"(api.authorization.v1beta1.ResourceRule
 apiGroups~ []string
 resourceNames~ []string
 resources~ []string
 verbs*! []string
)",
R"(api.authorization.v1beta1.SelfSubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1beta1.SelfSubjectAccessReviewSpec
 status! @api.authorization.v1beta1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1beta1.SelfSubjectAccessReviewSpec
 nonResourceAttributes @api.authorization.v1beta1.NonResourceAttributes
 resourceAttributes @api.authorization.v1beta1.ResourceAttributes
)",
R"(api.authorization.v1beta1.SelfSubjectRulesReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1beta1.SelfSubjectRulesReviewSpec
 status! @api.authorization.v1beta1.SubjectRulesReviewStatus
)",
R"(api.authorization.v1beta1.SelfSubjectRulesReviewSpec
 namespace~ string
)",
R"(api.authorization.v1beta1.SubjectAccessReview
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.authorization.v1beta1.SubjectAccessReviewSpec
 status! @api.authorization.v1beta1.SubjectAccessReviewStatus
)",
R"(api.authorization.v1beta1.SubjectAccessReviewSpec
 extra~ {}[]string
 group~ []string
 nonResourceAttributes @api.authorization.v1beta1.NonResourceAttributes
 resourceAttributes @api.authorization.v1beta1.ResourceAttributes
 uid~ string
 user~ string
)",
R"(api.authorization.v1beta1.SubjectAccessReviewStatus
 allowed* bool
 denied~ bool
 evaluationError~ string
 reason~ string
)",
R"(api.authorization.v1beta1.SubjectRulesReviewStatus
 evaluationError~ string
 incomplete* bool
 nonResourceRules*! []@api.authorization.v1beta1.NonResourceRule
 resourceRules*! []@api.authorization.v1beta1.ResourceRule
)",
R"(api.autoscaling.v1.CrossVersionObjectReference
 apiVersion~ string
 kind* string
 name* string
)",
R"(api.autoscaling.v1.HorizontalPodAutoscaler
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.autoscaling.v1.HorizontalPodAutoscalerSpec
 status! @api.autoscaling.v1.HorizontalPodAutoscalerStatus
)",
R"(api.autoscaling.v1.HorizontalPodAutoscalerList
 apiVersion~ string
 items*! []@api.autoscaling.v1.HorizontalPodAutoscaler
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.autoscaling.v1.HorizontalPodAutoscalerSpec
 maxReplicas* int32
 minReplicas int32
 scaleTargetRef*! @api.autoscaling.v1.CrossVersionObjectReference
 targetCPUUtilizationPercentage int32
)",
R"(api.autoscaling.v1.HorizontalPodAutoscalerStatus
 currentCPUUtilizationPercentage int32
 currentReplicas* int32
 desiredReplicas* int32
 lastScaleTime date-time
 observedGeneration int64
)",
R"(api.autoscaling.v1.Scale
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.autoscaling.v1.ScaleSpec
 status! @api.autoscaling.v1.ScaleStatus
)",
R"(api.autoscaling.v1.ScaleSpec
 replicas~ int32
)",
R"(api.autoscaling.v1.ScaleStatus
 replicas* int32
 selector~ string
)",
R"(api.autoscaling.v2.ContainerResourceMetricSource
 container* string
 name* string
 target*! @api.autoscaling.v2.MetricTarget
)",
R"(api.autoscaling.v2.ContainerResourceMetricStatus
 container* string
 current*! @api.autoscaling.v2.MetricValueStatus
 name* string
)",
R"(api.autoscaling.v2.CrossVersionObjectReference
 apiVersion~ string
 kind* string
 name* string
)",
R"(api.autoscaling.v2.ExternalMetricSource
 metric*! @api.autoscaling.v2.MetricIdentifier
 target*! @api.autoscaling.v2.MetricTarget
)",
R"(api.autoscaling.v2.ExternalMetricStatus
 current*! @api.autoscaling.v2.MetricValueStatus
 metric*! @api.autoscaling.v2.MetricIdentifier
)",
R"(api.autoscaling.v2.HPAScalingPolicy
 periodSeconds* int32
 type* string
 value* int32
)",
R"(api.autoscaling.v2.HPAScalingRules
 policies~ []@api.autoscaling.v2.HPAScalingPolicy list=atomic
 selectPolicy string
 stabilizationWindowSeconds int32
)",
R"(api.autoscaling.v2.HorizontalPodAutoscaler
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.autoscaling.v2.HorizontalPodAutoscalerSpec
 status! @api.autoscaling.v2.HorizontalPodAutoscalerStatus
)",
R"(api.autoscaling.v2.HorizontalPodAutoscalerBehavior
 scaleDown @api.autoscaling.v2.HPAScalingRules
 scaleUp @api.autoscaling.v2.HPAScalingRules
)",
R"(api.autoscaling.v2.HorizontalPodAutoscalerCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.autoscaling.v2.HorizontalPodAutoscalerList
 apiVersion~ string
 items*! []@api.autoscaling.v2.HorizontalPodAutoscaler
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.autoscaling.v2.HorizontalPodAutoscalerSpec
 behavior @api.autoscaling.v2.HorizontalPodAutoscalerBehavior
 maxReplicas* int32
 metrics~ []@api.autoscaling.v2.MetricSpec list=atomic
 minReplicas int32
 scaleTargetRef*! @api.autoscaling.v2.CrossVersionObjectReference
)",
R"(api.autoscaling.v2.HorizontalPodAutoscalerStatus
 conditions~ []@api.autoscaling.v2.HorizontalPodAutoscalerCondition list=map:type patch=merge key=type
 currentMetrics~ []@api.autoscaling.v2.MetricStatus list=atomic
 currentReplicas* int32
 desiredReplicas* int32
 lastScaleTime date-time
 observedGeneration int64
)",
R"(api.autoscaling.v2.MetricIdentifier
 name* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.autoscaling.v2.MetricSpec
 containerResource @api.autoscaling.v2.ContainerResourceMetricSource
 external @api.autoscaling.v2.ExternalMetricSource
 object @api.autoscaling.v2.ObjectMetricSource
 pods @api.autoscaling.v2.PodsMetricSource
 resource @api.autoscaling.v2.ResourceMetricSource
 type* string
)",
R"(api.autoscaling.v2.MetricStatus
 containerResource @api.autoscaling.v2.ContainerResourceMetricStatus
 external @api.autoscaling.v2.ExternalMetricStatus
 object @api.autoscaling.v2.ObjectMetricStatus
 pods @api.autoscaling.v2.PodsMetricStatus
 resource @api.autoscaling.v2.ResourceMetricStatus
 type* string
)",
R"(api.autoscaling.v2.MetricTarget
 averageUtilization int32
 averageValue quantity
 type* string
 value quantity
)",
R"(api.autoscaling.v2.MetricValueStatus
 averageUtilization int32
 averageValue quantity
 value quantity
)",
R"(api.autoscaling.v2.ObjectMetricSource
 describedObject*! @api.autoscaling.v2.CrossVersionObjectReference
 metric*! @api.autoscaling.v2.MetricIdentifier
 target*! @api.autoscaling.v2.MetricTarget
)",
R"(api.autoscaling.v2.ObjectMetricStatus
 current*! @api.autoscaling.v2.MetricValueStatus
 describedObject*! @api.autoscaling.v2.CrossVersionObjectReference
 metric*! @api.autoscaling.v2.MetricIdentifier
)",
R"(api.autoscaling.v2.PodsMetricSource
 metric*! @api.autoscaling.v2.MetricIdentifier
 target*! @api.autoscaling.v2.MetricTarget
)",
R"(api.autoscaling.v2.PodsMetricStatus
 current*! @api.autoscaling.v2.MetricValueStatus
 metric*! @api.autoscaling.v2.MetricIdentifier
)",
R"(api.autoscaling.v2.ResourceMetricSource
 name* string
 target*! @api.autoscaling.v2.MetricTarget
)",
R"(api.autoscaling.v2.ResourceMetricStatus
 current*! @api.autoscaling.v2.MetricValueStatus
 name* string
)",
R"(api.autoscaling.v2beta1.ContainerResourceMetricSource
 container* string
 name* string
 targetAverageUtilization int32
 targetAverageValue quantity
)",
R"(api.autoscaling.v2beta1.ContainerResourceMetricStatus
 container* string
 currentAverageUtilization int32
 currentAverageValue* quantity
 name* string
)",
R"(api.autoscaling.v2beta1.CrossVersionObjectReference
 apiVersion~ string
 kind* string
 name* string
)",
R"(api.autoscaling.v2beta1.ExternalMetricSource
 metricName* string
 metricSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 targetAverageValue quantity
 targetValue quantity
)",
R"(api.autoscaling.v2beta1.ExternalMetricStatus
 currentAverageValue quantity
 currentValue* quantity
 metricName* string
 metricSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.autoscaling.v2beta1.HorizontalPodAutoscaler
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.autoscaling.v2beta1.HorizontalPodAutoscalerSpec
 status! @api.autoscaling.v2beta1.HorizontalPodAutoscalerStatus
)",
R"(api.autoscaling.v2beta1.HorizontalPodAutoscalerCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.autoscaling.v2beta1.HorizontalPodAutoscalerList
 apiVersion~ string
 items*! []@api.autoscaling.v2beta1.HorizontalPodAutoscaler
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.autoscaling.v2beta1.HorizontalPodAutoscalerSpec
 maxReplicas* int32
 metrics~ []@api.autoscaling.v2beta1.MetricSpec
 minReplicas int32
 scaleTargetRef*! @api.autoscaling.v2beta1.CrossVersionObjectReference
)",
R"(api.autoscaling.v2beta1.HorizontalPodAutoscalerStatus
 conditions*! []@api.autoscaling.v2beta1.HorizontalPodAutoscalerCondition
 currentMetrics! []@api.autoscaling.v2beta1.MetricStatus
 currentReplicas* int32
 desiredReplicas* int32
 lastScaleTime date-time
 observedGeneration int64
)",
R"(api.autoscaling.v2beta1.MetricSpec
 containerResource @api.autoscaling.v2beta1.ContainerResourceMetricSource
 external @api.autoscaling.v2beta1.ExternalMetricSource
 object @api.autoscaling.v2beta1.ObjectMetricSource
 pods @api.autoscaling.v2beta1.PodsMetricSource
 resource @api.autoscaling.v2beta1.ResourceMetricSource
 type* string
)",
R"(api.autoscaling.v2beta1.MetricStatus
 containerResource @api.autoscaling.v2beta1.ContainerResourceMetricStatus
 external @api.autoscaling.v2beta1.ExternalMetricStatus
 object @api.autoscaling.v2beta1.ObjectMetricStatus
 pods @api.autoscaling.v2beta1.PodsMetricStatus
 resource @api.autoscaling.v2beta1.ResourceMetricStatus
 type* string
)",
R"(api.autoscaling.v2beta1.ObjectMetricSource
 averageValue quantity
 metricName* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
 target*! @api.autoscaling.v2beta1.CrossVersionObjectReference
 targetValue* quantity
)",
R"(api.autoscaling.v2beta1.ObjectMetricStatus
 averageValue quantity
 currentValue* quantity
 metricName* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
 target*! @api.autoscaling.v2beta1.CrossVersionObjectReference
)",
R"(api.autoscaling.v2beta1.PodsMetricSource
 metricName* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
 targetAverageValue* quantity
)",
R"(api.autoscaling.v2beta1.PodsMetricStatus
 currentAverageValue* quantity
 metricName* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.autoscaling.v2beta1.ResourceMetricSource
 name* string
 targetAverageUtilization int32
 targetAverageValue quantity
)",
R"(api.autoscaling.v2beta1.ResourceMetricStatus
 currentAverageUtilization int32
 currentAverageValue* quantity
 name* string
)",
R"(api.autoscaling.v2beta2.ContainerResourceMetricSource
 container* string
 name* string
 target*! @api.autoscaling.v2beta2.MetricTarget
)",
R"(api.autoscaling.v2beta2.ContainerResourceMetricStatus
 container* string
 current*! @api.autoscaling.v2beta2.MetricValueStatus
 name* string
)",
R"(api.autoscaling.v2beta2.CrossVersionObjectReference
 apiVersion~ string
 kind* string
 name* string
)",
R"(api.autoscaling.v2beta2.ExternalMetricSource
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
 target*! @api.autoscaling.v2beta2.MetricTarget
)",
R"(api.autoscaling.v2beta2.ExternalMetricStatus
 current*! @api.autoscaling.v2beta2.MetricValueStatus
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
)",
R"(api.autoscaling.v2beta2.HPAScalingPolicy
 periodSeconds* int32
 type* string
 value* int32
)",
R"(api.autoscaling.v2beta2.HPAScalingRules
 policies~ []@api.autoscaling.v2beta2.HPAScalingPolicy
 selectPolicy string
 stabilizationWindowSeconds int32
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscaler
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.autoscaling.v2beta2.HorizontalPodAutoscalerSpec
 status! @api.autoscaling.v2beta2.HorizontalPodAutoscalerStatus
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscalerBehavior
 scaleDown @api.autoscaling.v2beta2.HPAScalingRules
 scaleUp @api.autoscaling.v2beta2.HPAScalingRules
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscalerCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscalerList
 apiVersion~ string
 items*! []@api.autoscaling.v2beta2.HorizontalPodAutoscaler
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscalerSpec
 behavior @api.autoscaling.v2beta2.HorizontalPodAutoscalerBehavior
 maxReplicas* int32
 metrics~ []@api.autoscaling.v2beta2.MetricSpec
 minReplicas int32
 scaleTargetRef*! @api.autoscaling.v2beta2.CrossVersionObjectReference
)",
R"(api.autoscaling.v2beta2.HorizontalPodAutoscalerStatus
 conditions*! []@api.autoscaling.v2beta2.HorizontalPodAutoscalerCondition
 currentMetrics! []@api.autoscaling.v2beta2.MetricStatus
 currentReplicas* int32
 desiredReplicas* int32
 lastScaleTime date-time
 observedGeneration int64
)",
R"(api.autoscaling.v2beta2.MetricIdentifier
 name* string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.autoscaling.v2beta2.MetricSpec
 containerResource @api.autoscaling.v2beta2.ContainerResourceMetricSource
 external @api.autoscaling.v2beta2.ExternalMetricSource
 object @api.autoscaling.v2beta2.ObjectMetricSource
 pods @api.autoscaling.v2beta2.PodsMetricSource
 resource @api.autoscaling.v2beta2.ResourceMetricSource
 type* string
)",
R"(api.autoscaling.v2beta2.MetricStatus
 containerResource @api.autoscaling.v2beta2.ContainerResourceMetricStatus
 external @api.autoscaling.v2beta2.ExternalMetricStatus
 object @api.autoscaling.v2beta2.ObjectMetricStatus
 pods @api.autoscaling.v2beta2.PodsMetricStatus
 resource @api.autoscaling.v2beta2.ResourceMetricStatus
 type* string
)",
R"(api.autoscaling.v2beta2.MetricTarget
 averageUtilization int32
 averageValue quantity
 type* string
 value quantity
)",
R"(api.autoscaling.v2beta2.MetricValueStatus
 averageUtilization int32
 averageValue quantity
 value quantity
)",
R"(api.autoscaling.v2beta2.ObjectMetricSource
 describedObject*! @api.autoscaling.v2beta2.CrossVersionObjectReference
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
 target*! @api.autoscaling.v2beta2.MetricTarget
)",
R"(api.autoscaling.v2beta2.ObjectMetricStatus
 current*! @api.autoscaling.v2beta2.MetricValueStatus
 describedObject*! @api.autoscaling.v2beta2.CrossVersionObjectReference
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
)",
R"(api.autoscaling.v2beta2.PodsMetricSource
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
 target*! @api.autoscaling.v2beta2.MetricTarget
)",
R"(api.autoscaling.v2beta2.PodsMetricStatus
 current*! @api.autoscaling.v2beta2.MetricValueStatus
 metric*! @api.autoscaling.v2beta2.MetricIdentifier
)",
R"(api.autoscaling.v2beta2.ResourceMetricSource
 name* string
 target*! @api.autoscaling.v2beta2.MetricTarget
)",
R"(api.autoscaling.v2beta2.ResourceMetricStatus
 current*! @api.autoscaling.v2beta2.MetricValueStatus
 name* string
)",
R"(api.batch.v1.CronJob
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1.CronJobSpec
 status! @api.batch.v1.CronJobStatus
)",
R"(api.batch.v1.CronJobList
 apiVersion~ string
 items*! []@api.batch.v1.CronJob
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.batch.v1.CronJobSpec
 concurrencyPolicy~ string
 failedJobsHistoryLimit int32
 jobTemplate*! @api.batch.v1.JobTemplateSpec
 schedule* string
 startingDeadlineSeconds int64
 successfulJobsHistoryLimit int32
 suspend bool
 timeZone string
)",
R"(api.batch.v1.CronJobStatus
 active~ []@api.core.v1.ObjectReference
 lastScheduleTime date-time
 lastSuccessfulTime date-time
)",
R"(api.batch.v1.Job
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1.JobSpec
 status! @api.batch.v1.JobStatus
)",
R"(api.batch.v1.JobCondition
 lastProbeTime date-time
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.batch.v1.JobList
 apiVersion~ string
 items*! []@api.batch.v1.Job
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.batch.v1.JobSpec
 activeDeadlineSeconds int64
 backoffLimit int32
 backoffLimitPerIndex int32
 completionMode string
 completions int32
 managedBy string
 manualSelector bool
 maxFailedIndexes int32
 parallelism int32
 podFailurePolicy @api.batch.v1.PodFailurePolicy
 podReplacementPolicy string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
 successPolicy @api.batch.v1.SuccessPolicy
 suspend bool
 template*! @api.core.v1.PodTemplateSpec
 ttlSecondsAfterFinished int32
)",
R"(api.batch.v1.JobStatus
 active~ int32
 completedIndexes~ string
 completionTime date-time
 conditions~ []@api.batch.v1.JobCondition patch=merge key=type
 failed~ int32
 failedIndexes string
 ready int32
 startTime date-time
 succeeded~ int32
 terminating int32
 uncountedTerminatedPods @api.batch.v1.UncountedTerminatedPods
)",
R"(api.batch.v1.JobTemplateSpec
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1.JobSpec
)",
R"(api.batch.v1.PodFailurePolicy
 rules* []@api.batch.v1.PodFailurePolicyRule list=atomic
)",
R"(api.batch.v1.PodFailurePolicyOnExitCodesRequirement
 containerName string
 operator* string
 values* []int32 list=set
)",
R"(api.batch.v1.PodFailurePolicyOnPodConditionsPattern
 status* string
 type* string
)",
R"(api.batch.v1.PodFailurePolicyRule
 action* string
 onExitCodes @api.batch.v1.PodFailurePolicyOnExitCodesRequirement
 onPodConditions []@api.batch.v1.PodFailurePolicyOnPodConditionsPattern list=atomic
)",
R"(api.batch.v1.SuccessPolicy
 rules* []@api.batch.v1.SuccessPolicyRule list=atomic
)",
R"(api.batch.v1.SuccessPolicyRule
 succeededCount int32
 succeededIndexes string
)",
R"(api.batch.v1.UncountedTerminatedPods
 failed~ []string list=set
 succeeded~ []string list=set
)",
R"(api.batch.v1beta1.CronJob
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1beta1.CronJobSpec
 status! @api.batch.v1beta1.CronJobStatus
)",
R"(api.batch.v1beta1.CronJobList
 apiVersion~ string
 items*! []@api.batch.v1beta1.CronJob
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.batch.v1beta1.CronJobSpec
 concurrencyPolicy~ string
 failedJobsHistoryLimit int32
 jobTemplate*! @api.batch.v1beta1.JobTemplateSpec
 schedule* string
 startingDeadlineSeconds int64
 successfulJobsHistoryLimit int32
 suspend bool
)",
R"(api.batch.v1beta1.CronJobStatus
 active~ []@api.core.v1.ObjectReference
 lastScheduleTime date-time
)",
R"(api.batch.v1beta1.JobTemplateSpec
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1.JobSpec
)",
R"(api.batch.v2alpha1.CronJob
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v2alpha1.CronJobSpec
 status! @api.batch.v2alpha1.CronJobStatus
)",
R"(api.batch.v2alpha1.CronJobList
 apiVersion~ string
 items*! []@api.batch.v2alpha1.CronJob
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.batch.v2alpha1.CronJobSpec
 concurrencyPolicy~ string
 failedJobsHistoryLimit int32
 jobTemplate*! @api.batch.v2alpha1.JobTemplateSpec
 schedule* string
 startingDeadlineSeconds int64
 successfulJobsHistoryLimit int32
 suspend bool
)",
R"(api.batch.v2alpha1.CronJobStatus
 active~ []@api.core.v1.ObjectReference
 lastScheduleTime date-time
)",
R"(api.batch.v2alpha1.JobTemplateSpec
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.batch.v1.JobSpec
)",
R"(api.certificates.v1.CertificateSigningRequest
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.certificates.v1.CertificateSigningRequestSpec
 status! @api.certificates.v1.CertificateSigningRequestStatus
)",
R"(api.certificates.v1.CertificateSigningRequestCondition
 lastTransitionTime date-time
 lastUpdateTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.certificates.v1.CertificateSigningRequestList
 apiVersion~ string
 items*! []@api.certificates.v1.CertificateSigningRequest
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.certificates.v1.CertificateSigningRequestSpec
 extra~ {}[]string
 groups~ []string list=atomic
 request* byte list=atomic
 signerName* string
 uid~ string
 usages~ []string list=atomic
 username~ string
)",
R"(api.certificates.v1.CertificateSigningRequestStatus
 certificate~ byte list=atomic
 conditions~ []@api.certificates.v1.CertificateSigningRequestCondition list=map:type
)",
R"(api.certificates.v1beta1.CertificateSigningRequest
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.certificates.v1beta1.CertificateSigningRequestSpec
 status! @api.certificates.v1beta1.CertificateSigningRequestStatus
)",
R"(api.certificates.v1beta1.CertificateSigningRequestCondition
 lastTransitionTime date-time
 lastUpdateTime date-time
 message~ string
 reason~ string
 status string
 type* string
)",
R"(api.certificates.v1beta1.CertificateSigningRequestList
 apiVersion~ string
 items*! []@api.certificates.v1beta1.CertificateSigningRequest
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.certificates.v1beta1.CertificateSigningRequestSpec
 extra~ {}[]string
 groups~ []string list=atomic
 request* byte list=atomic
 signerName string
 uid~ string
 usages~ []string list=atomic
 username~ string
)",
R"(api.certificates.v1beta1.CertificateSigningRequestStatus
 certificate~ byte list=atomic
 conditions~ []@api.certificates.v1beta1.CertificateSigningRequestCondition list=map:type
)",
R"(api.coordination.v1.Lease
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.coordination.v1.LeaseSpec
)",
R"(api.coordination.v1.LeaseList
 apiVersion~ string
 items*! []@api.coordination.v1.Lease
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.coordination.v1.LeaseSpec
 acquireTime date-time
 holderIdentity string
 leaseDurationSeconds int32
 leaseTransitions int32
 preferredHolder string
 renewTime date-time
 strategy string
)",
R"(api.coordination.v1beta1.Lease
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.coordination.v1beta1.LeaseSpec
)",
R"(api.coordination.v1beta1.LeaseList
 apiVersion~ string
 items*! []@api.coordination.v1beta1.Lease
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.coordination.v1beta1.LeaseSpec
 acquireTime date-time
 holderIdentity string
 leaseDurationSeconds int32
 leaseTransitions int32
 renewTime date-time
)",
R"(api.core.v1.AWSElasticBlockStoreVolumeSource
 fsType~ string
 partition~ int32
 readOnly~ bool
 volumeID* string
)",
R"(api.core.v1.Affinity
 nodeAffinity @api.core.v1.NodeAffinity
 podAffinity @api.core.v1.PodAffinity
 podAntiAffinity @api.core.v1.PodAntiAffinity
)",
R"(api.core.v1.AppArmorProfile
 localhostProfile string
 type* string
)",
R"(api.core.v1.AttachedVolume
 devicePath* string
 name* string
)",
R"(api.core.v1.AzureDiskVolumeSource
 cachingMode string
 diskName* string
 diskURI* string
 fsType string
 kind string
 readOnly bool
)",
R"(api.core.v1.AzureFilePersistentVolumeSource
 readOnly~ bool
 secretName* string
 secretNamespace string
 shareName* string
)",
R"(api.core.v1.AzureFileVolumeSource
 readOnly~ bool
 secretName* string
 shareName* string
)",
R"(api.core.v1.Binding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 target*! @api.core.v1.ObjectReference
)",
R"(api.core.v1.CSIPersistentVolumeSource
 controllerExpandSecretRef @api.core.v1.SecretReference
 controllerPublishSecretRef @api.core.v1.SecretReference
 driver* string
 fsType~ string
 nodePublishSecretRef @api.core.v1.SecretReference
 nodeStageSecretRef @api.core.v1.SecretReference
 readOnly~ bool
 volumeAttributes~ {}string
 volumeHandle* string
)",
R"(api.core.v1.CSIVolumeSource
 driver* string
 fsType string
 nodePublishSecretRef @api.core.v1.LocalObjectReference
 readOnly bool
 volumeAttributes~ {}string
)",
R"(api.core.v1.Capabilities
 add~ []string
 drop~ []string
)",
R"(api.core.v1.CephFSPersistentVolumeSource
 monitors*! []string
 path~ string
 readOnly~ bool
 secretFile~ string
 secretRef @api.core.v1.SecretReference
 user~ string
)",
R"(api.core.v1.CephFSVolumeSource
 monitors*! []string
 path~ string
 readOnly~ bool
 secretFile~ string
 secretRef @api.core.v1.LocalObjectReference
 user~ string
)",
R"(api.core.v1.CinderPersistentVolumeSource
 fsType~ string
 readOnly~ bool
 secretRef @api.core.v1.SecretReference
 volumeID* string
)",
R"(api.core.v1.CinderVolumeSource
 fsType~ string
 readOnly~ bool
 secretRef @api.core.v1.LocalObjectReference
 volumeID* string
)",
R"(api.core.v1.ClaimSource
 resourceClaimName string
 resourceClaimTemplateName string
)",
R"(api.core.v1.ClientIPConfig
 timeoutSeconds int32
)",
R"(api.core.v1.ClusterTrustBundleProjection
 labelSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 name string
 optional bool
 path* string
 signerName string
)",
R"(api.core.v1.ComponentCondition
 error~ string
 message~ string
 status* string
 type* string
)",
R"(api.core.v1.ComponentStatus
 apiVersion~ string
 conditions~ []@api.core.v1.ComponentCondition patch=merge key=type
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
)",
R"(api.core.v1.ComponentStatusList
 apiVersion~ string
 items*! []@api.core.v1.ComponentStatus
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ConfigMap
 apiVersion~ string
 binaryData~ {}byte
 data~ {}string
 immutable bool
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
)",
R"(api.core.v1.ConfigMapEnvSource
 name~ string
 optional bool
)",
R"(api.core.v1.ConfigMapKeySelector
 key* string
 name~ string
 optional bool
)",
R"(api.core.v1.ConfigMapList
 apiVersion~ string
 items*! []@api.core.v1.ConfigMap
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ConfigMapNodeConfigSource
 kubeletConfigKey* string
 name* string
 namespace* string
 resourceVersion~ string
 uid~ string
)",
R"(api.core.v1.ConfigMapProjection
 items~ []@api.core.v1.KeyToPath
 name~ string
 optional bool
)",
R"(api.core.v1.ConfigMapVolumeSource
 defaultMode int32
 items~ []@api.core.v1.KeyToPath
 name~ string
 optional bool
)",
R"(api.core.v1.Container
 args~ []string
 command~ []string
 env~ []@api.core.v1.EnvVar patch=merge key=name
 envFrom~ []@api.core.v1.EnvFromSource
 image~ string
 imagePullPolicy~ string
 lifecycle @api.core.v1.Lifecycle
 livenessProbe @api.core.v1.Probe
 name* string
 ports~ []@api.core.v1.ContainerPort list=map:containerPort,protocol patch=merge key=containerPort
 readinessProbe @api.core.v1.Probe
 resizePolicy~ []@api.core.v1.ContainerResizePolicy list=atomic
 resources! @api.core.v1.ResourceRequirements
 restartPolicy string
 securityContext @api.core.v1.SecurityContext
 startupProbe @api.core.v1.Probe
 stdin~ bool
 stdinOnce~ bool
 terminationMessagePath~ string
 terminationMessagePolicy~ string
 tty~ bool
 volumeDevices~ []@api.core.v1.VolumeDevice patch=merge key=devicePath
 volumeMounts~ []@api.core.v1.VolumeMount patch=merge key=mountPath
 workingDir~ string
)",
R"(api.core.v1.ContainerImage
 names*! []string
 sizeBytes~ int64
)",
R"(api.core.v1.ContainerPort
 containerPort* int32
 hostIP~ string
 hostPort~ int32
 name~ string
 protocol~ string default="TCP"
)",
R"(api.core.v1.ContainerResizePolicy
 resourceName* string
 restartPolicy* string
)",
R"(api.core.v1.ContainerState
 running @api.core.v1.ContainerStateRunning
 terminated @api.core.v1.ContainerStateTerminated
 waiting @api.core.v1.ContainerStateWaiting
)",
R"(api.core.v1.ContainerStateRunning
 startedAt date-time
)",
R"(api.core.v1.ContainerStateTerminated
 containerID~ string
 exitCode* int32
 finishedAt date-time
 message~ string
 reason~ string
 signal~ int32
 startedAt date-time
)",
R"(api.core.v1.ContainerStateWaiting
 message~ string
 reason~ string
)",
R"(api.core.v1.ContainerStatus
 allocatedResources~ {}quantity
 containerID~ string
 image* string
 imageID* string
 lastState! @api.core.v1.ContainerState
 name* string
 ready* bool
 resources @api.core.v1.ResourceRequirements
 restartCount* int32
 started bool
 state! @api.core.v1.ContainerState
)",
R"(api.core.v1.DaemonEndpoint
 Port* int32
)",
R"(api.core.v1.DownwardAPIProjection
 items~ []@api.core.v1.DownwardAPIVolumeFile
)",
R"(api.core.v1.DownwardAPIVolumeFile
 fieldRef @api.core.v1.ObjectFieldSelector
 mode int32
 path* string
 resourceFieldRef @api.core.v1.ResourceFieldSelector
)",
R"(api.core.v1.DownwardAPIVolumeSource
 defaultMode int32
 items~ []@api.core.v1.DownwardAPIVolumeFile
)",
R"(api.core.v1.EmptyDirVolumeSource
 medium~ string
 sizeLimit quantity
)",
R"(api.core.v1.EndpointAddress
 hostname~ string
 ip* string
 nodeName string
 targetRef @api.core.v1.ObjectReference
)",
R"(api.core.v1.EndpointPort
 appProtocol string
 name~ string
 port* int32
 protocol~ string
)",
R"(api.core.v1.EndpointSubset
 addresses~ []@api.core.v1.EndpointAddress
 notReadyAddresses~ []@api.core.v1.EndpointAddress
 ports~ []@api.core.v1.EndpointPort
)",
R"(api.core.v1.Endpoints
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 subsets~ []@api.core.v1.EndpointSubset
)",
R"(api.core.v1.EndpointsList
 apiVersion~ string
 items*! []@api.core.v1.Endpoints
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.EnvFromSource
 configMapRef @api.core.v1.ConfigMapEnvSource
 prefix~ string
 secretRef @api.core.v1.SecretEnvSource
)",
R"(api.core.v1.EnvVar
 name* string
 value~ string
 valueFrom @api.core.v1.EnvVarSource
)",
R"(api.core.v1.EnvVarSource
 configMapKeyRef @api.core.v1.ConfigMapKeySelector
 fieldRef @api.core.v1.ObjectFieldSelector
 resourceFieldRef @api.core.v1.ResourceFieldSelector
 secretKeyRef @api.core.v1.SecretKeySelector
)",
R"(api.core.v1.EphemeralContainer
 args~ []string
 command~ []string
 env~ []@api.core.v1.EnvVar patch=merge key=name
 envFrom~ []@api.core.v1.EnvFromSource
 image~ string
 imagePullPolicy~ string
 lifecycle @api.core.v1.Lifecycle
 livenessProbe @api.core.v1.Probe
 name* string
 ports~ []@api.core.v1.ContainerPort list=map:containerPort,protocol patch=merge key=containerPort
 readinessProbe @api.core.v1.Probe
 resizePolicy~ []@api.core.v1.ContainerResizePolicy list=atomic
 resources! @api.core.v1.ResourceRequirements
 restartPolicy string
 securityContext @api.core.v1.SecurityContext
 startupProbe @api.core.v1.Probe
 stdin~ bool
 stdinOnce~ bool
 targetContainerName~ string
 terminationMessagePath~ string
 terminationMessagePolicy~ string
 tty~ bool
 volumeDevices~ []@api.core.v1.VolumeDevice patch=merge key=devicePath
 volumeMounts~ []@api.core.v1.VolumeMount patch=merge key=mountPath
 workingDir~ string
)",
R"(api.core.v1.EphemeralVolumeSource
 readOnly~ bool
 volumeClaimTemplate @api.core.v1.PersistentVolumeClaimTemplate
)",
R"(api.core.v1.Event
 action~ string
 apiVersion~ string
 count~ int32
 eventTime date-time
 firstTimestamp date-time
 involvedObject*! @api.core.v1.ObjectReference
 kind~ string
 lastTimestamp date-time
 message~ string
 metadata*! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 reason~ string
 related @api.core.v1.ObjectReference
 reportingComponent string
 reportingInstance string
 series @api.core.v1.EventSeries
 source! @api.core.v1.EventSource
 type~ string
)",
R"(api.core.v1.EventList
 apiVersion~ string
 items*! []@api.core.v1.Event
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.EventSeries
 count~ int32
 lastObservedTime date-time
)",
R"(api.core.v1.EventSource
 component~ string
 host~ string
)",
R"(api.core.v1.ExecAction
 command~ []string
)",
R"(api.core.v1.FCVolumeSource
 fsType~ string
 lun int32
 readOnly~ bool
 targetWWNs~ []string
 wwids~ []string
)",
R"(api.core.v1.FlexPersistentVolumeSource
 driver* string
 fsType~ string
 options~ {}string
 readOnly~ bool
 secretRef @api.core.v1.SecretReference
)",
R"(api.core.v1.FlexVolumeSource
 driver* string
 fsType~ string
 options~ {}string
 readOnly~ bool
 secretRef @api.core.v1.LocalObjectReference
)",
R"(api.core.v1.FlockerVolumeSource
 datasetName~ string
 datasetUUID~ string
)",
R"(api.core.v1.GCEPersistentDiskVolumeSource
 fsType~ string
 partition~ int32
 pdName* string
 readOnly~ bool
)",
R"(api.core.v1.GRPCAction
 port* int32
 service string
)",
R"(api.core.v1.GitRepoVolumeSource
 directory~ string
 repository* string
 revision~ string
)",
R"(api.core.v1.GlusterfsPersistentVolumeSource
 endpoints* string
 endpointsNamespace string
 path* string
 readOnly~ bool
)",
R"(api.core.v1.GlusterfsVolumeSource
 endpoints* string
 path* string
 readOnly~ bool
)",
R"(api.core.v1.HTTPGetAction
 host~ string
 httpHeaders~ []@api.core.v1.HTTPHeader
 path~ string
 port* int-or-string
 scheme~ string
)",
R"(api.core.v1.HTTPHeader
 name* string
 value* string
)",
R"(api.core.v1.Handler
 exec @api.core.v1.ExecAction
 httpGet @api.core.v1.HTTPGetAction
 sleep @api.core.v1.SleepAction
 tcpSocket @api.core.v1.TCPSocketAction
)",
R"(api.core.v1.HostAlias
 hostnames~ []string
 ip~ string
)",
R"(api.core.v1.HostIP
 ip* string
)",
R"(api.core.v1.HostPathVolumeSource
 path* string
 type string
)",
R"(api.core.v1.ISCSIPersistentVolumeSource
 chapAuthDiscovery~ bool
 chapAuthSession~ bool
 fsType~ string
 initiatorName string
 iqn* string
 iscsiInterface~ string
 lun* int32
 portals~ []string
 readOnly~ bool
 secretRef @api.core.v1.SecretReference
 targetPortal* string
)",
R"(api.core.v1.ISCSIVolumeSource
 chapAuthDiscovery~ bool
 chapAuthSession~ bool
 fsType~ string
 initiatorName string
 iqn* string
 iscsiInterface~ string
 lun* int32
 portals~ []string
 readOnly~ bool
 secretRef @api.core.v1.LocalObjectReference
 targetPortal* string
)",
R"(api.core.v1.ImageVolumeSource
 pullPolicy~ string
 reference~ string
)",
R"(api.core.v1.KeyToPath
 key* string
 mode int32
 path* string
)",
R"(api.core.v1.Lifecycle
 postStart @api.core.v1.Handler
 preStop @api.core.v1.Handler
)",
R"(api.core.v1.LimitRange
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.LimitRangeSpec
)",
R"(api.core.v1.LimitRangeItem
 default~ {}quantity
 defaultRequest~ {}quantity
 max~ {}quantity
 maxLimitRequestRatio~ {}quantity
 min~ {}quantity
 type* string
)",
R"(api.core.v1.LimitRangeList
 apiVersion~ string
 items*! []@api.core.v1.LimitRange
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.LimitRangeSpec
 limits*! []@api.core.v1.LimitRangeItem
)",
R"(api.core.v1.LoadBalancerIngress
 hostname~ string
 ip~ string
 ipMode string
 ports~ []@api.core.v1.PortStatus list=atomic
)",
R"(api.core.v1.LoadBalancerStatus
 ingress~ []@api.core.v1.LoadBalancerIngress
)",
R"(api.core.v1.LocalObjectReference
 name~ string
)",
R"(api.core.v1.LocalVolumeSource
 fsType string
 path* string
)",
R"(api.core.v1.ModifyVolumeStatus
 status* string
 targetVolumeAttributesClassName~ string
)",
R"(api.core.v1.NFSVolumeSource
 path* string
 readOnly~ bool
 server* string
)",
R"(api.core.v1.Namespace
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.NamespaceSpec
 status! @api.core.v1.NamespaceStatus
)",
R"(api.core.v1.NamespaceCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.core.v1.NamespaceList
 apiVersion~ string
 items*! []@api.core.v1.Namespace
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.NamespaceSpec
 finalizers~ []string
)",
R"(api.core.v1.NamespaceStatus
 conditions~ []@api.core.v1.NamespaceCondition list=map:type patch=merge key=type
 phase~ string
)",
R"(api.core.v1.Node
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.NodeSpec
 status! @api.core.v1.NodeStatus
)",
R"(api.core.v1.NodeAddress
 address* string
 type* string
)",
R"(api.core.v1.NodeAffinity
 preferredDuringSchedulingIgnoredDuringExecution~ []@api.core.v1.PreferredSchedulingTerm
 requiredDuringSchedulingIgnoredDuringExecution @api.core.v1.NodeSelector
)",
R"(api.core.v1.NodeCondition
 lastHeartbeatTime date-time
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.core.v1.NodeConfigSource
 configMap @api.core.v1.ConfigMapNodeConfigSource
)",
R"(api.core.v1.NodeConfigStatus
 active @api.core.v1.NodeConfigSource
 assigned @api.core.v1.NodeConfigSource
 error~ string
 lastKnownGood @api.core.v1.NodeConfigSource
)",
R"(api.core.v1.NodeDaemonEndpoints
 kubeletEndpoint! @api.core.v1.DaemonEndpoint
)",
R"(api.core.v1.NodeList
 apiVersion~ string
 items*! []@api.core.v1.Node
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.NodeSelector
 nodeSelectorTerms*! []@api.core.v1.NodeSelectorTerm
)",
R"(api.core.v1.NodeSelectorRequirement
 key* string
 operator* string
 values~ []string
)",
R"(api.core.v1.NodeSelectorTerm
 matchExpressions~ []@api.core.v1.NodeSelectorRequirement
 matchFields~ []@api.core.v1.NodeSelectorRequirement
)",
R"(api.core.v1.NodeSpec
 configSource @api.core.v1.NodeConfigSource
 externalID~ string
 podCIDR~ string
 podCIDRs~ []string patch=merge
 providerID~ string
 taints~ []@api.core.v1.Taint
 unschedulable~ bool
)",
R"(api.core.v1.NodeStatus
 addresses~ []@api.core.v1.NodeAddress patch=merge key=type
 allocatable~ {}quantity
 capacity~ {}quantity
 conditions~ []@api.core.v1.NodeCondition patch=merge key=type
 config @api.core.v1.NodeConfigStatus
 daemonEndpoints! @api.core.v1.NodeDaemonEndpoints
 images~ []@api.core.v1.ContainerImage
 nodeInfo! @api.core.v1.NodeSystemInfo
 phase~ string
 volumesAttached~ []@api.core.v1.AttachedVolume
 volumesInUse~ []string
)",
R"(api.core.v1.NodeSystemInfo
 architecture* string
 bootID* string
 containerRuntimeVersion* string
 kernelVersion* string
 kubeProxyVersion* string
 kubeletVersion* string
 machineID* string
 operatingSystem* string
 osImage* string
 systemUUID* string
)",
R"(api.core.v1.ObjectFieldSelector
 apiVersion~ string
 fieldPath* string
)",
R"(api.core.v1.ObjectReference
 apiVersion~ string
 fieldPath~ string
 kind~ string
 name~ string
 namespace~ string
 resourceVersion~ string
 uid~ string
)",
R"(api.core.v1.PersistentVolume
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.PersistentVolumeSpec
 status! @api.core.v1.PersistentVolumeStatus
)",
R"(api.core.v1.PersistentVolumeClaim
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.PersistentVolumeClaimSpec
 status! @api.core.v1.PersistentVolumeClaimStatus
)",
R"(api.core.v1.PersistentVolumeClaimCondition
 lastProbeTime date-time
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.core.v1.PersistentVolumeClaimList
 apiVersion~ string
 items*! []@api.core.v1.PersistentVolumeClaim
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.PersistentVolumeClaimSpec
 accessModes~ []string
 dataSource @api.core.v1.TypedLocalObjectReference
 dataSourceRef @api.core.v1.TypedObjectReference
 resources! @api.core.v1.ResourceRequirements
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
 storageClassName string
 volumeAttributesClassName string
 volumeMode string
 volumeName~ string
)",
R"(api.core.v1.PersistentVolumeClaimStatus
 accessModes~ []string
 allocatedResourceStatuses~ {}string map=granular
 allocatedResources~ {}quantity
 capacity~ {}quantity
 conditions~ []@api.core.v1.PersistentVolumeClaimCondition patch=merge key=type
 currentVolumeAttributesClassName string
 modifyVolumeStatus @api.core.v1.ModifyVolumeStatus
 phase~ string
)",
R"(api.core.v1.PersistentVolumeClaimTemplate
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.core.v1.PersistentVolumeClaimSpec
)",
R"(api.core.v1.PersistentVolumeClaimVolumeSource
 claimName* string
 readOnly~ bool
)",
R"(api.core.v1.PersistentVolumeList
 apiVersion~ string
 items*! []@api.core.v1.PersistentVolume
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.PersistentVolumeSpec
 accessModes~ []string
 awsElasticBlockStore @api.core.v1.AWSElasticBlockStoreVolumeSource
 azureDisk @api.core.v1.AzureDiskVolumeSource
 azureFile @api.core.v1.AzureFilePersistentVolumeSource
 capacity~ {}quantity
 cephfs @api.core.v1.CephFSPersistentVolumeSource
 cinder @api.core.v1.CinderPersistentVolumeSource
 claimRef @api.core.v1.ObjectReference
 csi @api.core.v1.CSIPersistentVolumeSource
 fc @api.core.v1.FCVolumeSource
 flexVolume @api.core.v1.FlexPersistentVolumeSource
 flocker @api.core.v1.FlockerVolumeSource
 gcePersistentDisk @api.core.v1.GCEPersistentDiskVolumeSource
 glusterfs @api.core.v1.GlusterfsPersistentVolumeSource
 hostPath @api.core.v1.HostPathVolumeSource
 iscsi @api.core.v1.ISCSIPersistentVolumeSource
 local @api.core.v1.LocalVolumeSource
 mountOptions~ []string
 nfs @api.core.v1.NFSVolumeSource
 nodeAffinity @api.core.v1.VolumeNodeAffinity
 persistentVolumeReclaimPolicy~ string
 photonPersistentDisk @api.core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume @api.core.v1.PortworxVolumeSource
 quobyte @api.core.v1.QuobyteVolumeSource
 rbd @api.core.v1.RBDPersistentVolumeSource
 scaleIO @api.core.v1.ScaleIOPersistentVolumeSource
 storageClassName~ string
 storageos @api.core.v1.StorageOSPersistentVolumeSource
 volumeAttributesClassName string
 volumeMode string
 vsphereVolume @api.core.v1.VsphereVirtualDiskVolumeSource
)",
R"(api.core.v1.PersistentVolumeStatus
 lastPhaseTransitionTime date-time
 message~ string
 phase~ string
 reason~ string
)",
R"(api.core.v1.PhotonPersistentDiskVolumeSource
 fsType~ string
 pdID* string
)",
R"(api.core.v1.Pod
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.PodSpec
 status! @api.core.v1.PodStatus
)",
R"(api.core.v1.PodAffinity
 preferredDuringSchedulingIgnoredDuringExecution~ []@api.core.v1.WeightedPodAffinityTerm
 requiredDuringSchedulingIgnoredDuringExecution~ []@api.core.v1.PodAffinityTerm
)",
R"(api.core.v1.PodAffinityTerm
 labelSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 matchLabelKeys~ []string list=atomic
 mismatchLabelKeys~ []string list=atomic
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 namespaces~ []string
 topologyKey* string
)",
R"(api.core.v1.PodAntiAffinity
 preferredDuringSchedulingIgnoredDuringExecution~ []@api.core.v1.WeightedPodAffinityTerm
 requiredDuringSchedulingIgnoredDuringExecution~ []@api.core.v1.PodAffinityTerm
)",
R"(api.core.v1.PodCondition
 lastProbeTime date-time
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.core.v1.PodDNSConfig
 nameservers~ []string
 options~ []@api.core.v1.PodDNSConfigOption
 searches~ []string
)",
R"(api.core.v1.PodDNSConfigOption
 name~ string
 value string
)",
R"(api.core.v1.PodIP
 ip~ string
)",
R"(api.core.v1.PodList
 apiVersion~ string
 items*! []@api.core.v1.Pod
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.PodOS
 name* string
)",
R"(api.core.v1.PodReadinessGate
 conditionType* string
)",
R"(api.core.v1.PodResourceClaim
 name* string
 resourceClaimName string
 resourceClaimTemplateName string
)",
R"(api.core.v1.PodSchedulingGate
 name* string
)",
R"(api.core.v1.PodSecurityContext
 appArmorProfile @api.core.v1.AppArmorProfile
 fsGroup int64
 fsGroupChangePolicy string
 runAsGroup int64
 runAsNonRoot bool
 runAsUser int64
 seLinuxChangePolicy string
 seLinuxOptions @api.core.v1.SELinuxOptions
 seccompProfile @api.core.v1.SeccompProfile
 supplementalGroups~ []int64
 supplementalGroupsPolicy string
 sysctls~ []@api.core.v1.Sysctl
 windowsOptions @api.core.v1.WindowsSecurityContextOptions
)",
R"(api.core.v1.PodSpec
 activeDeadlineSeconds int64
 affinity @api.core.v1.Affinity
 automountServiceAccountToken bool
 containers*! []@api.core.v1.Container patch=merge key=name
 dnsConfig @api.core.v1.PodDNSConfig
 dnsPolicy~ string
 enableServiceLinks bool
 ephemeralContainers~ []@api.core.v1.EphemeralContainer patch=merge key=name
 hostAliases~ []@api.core.v1.HostAlias patch=merge key=ip
 hostIPC~ bool
 hostNetwork~ bool
 hostPID~ bool
 hostUsers bool
 hostname~ string
 imagePullSecrets~ []@api.core.v1.LocalObjectReference patch=merge key=name
 initContainers~ []@api.core.v1.Container patch=merge key=name
 nodeName~ string
 nodeSelector~ {}string
 os @api.core.v1.PodOS
 overhead~ {}quantity
 preemptionPolicy string
 priority int32
 priorityClassName~ string
 readinessGates~ []@api.core.v1.PodReadinessGate
 resourceClaims~ []@api.core.v1.PodResourceClaim list=map:name patch=merge,retainKeys key=name
 resources @api.core.v1.ResourceRequirements
 restartPolicy~ string
 runtimeClassName string
 schedulerName~ string
 schedulingGates~ []@api.core.v1.PodSchedulingGate list=map:name patch=merge key=name
 securityContext @api.core.v1.PodSecurityContext
 serviceAccount~ string
 serviceAccountName~ string
 setHostnameAsFQDN bool
 shareProcessNamespace bool
 subdomain~ string
 terminationGracePeriodSeconds int64
 tolerations~ []@api.core.v1.Toleration
 topologySpreadConstraints~ []@api.core.v1.TopologySpreadConstraint list=map:topologyKey,whenUnsatisfiable patch=merge key=topologyKey
 volumes~ []@api.core.v1.Volume patch=merge,retainKeys key=name
)",
R"(api.core.v1.PodStatus
 conditions~ []@api.core.v1.PodCondition patch=merge key=type
 containerStatuses~ []@api.core.v1.ContainerStatus
 ephemeralContainerStatuses~ []@api.core.v1.ContainerStatus
 hostIP~ string
 hostIPs~ []@api.core.v1.HostIP list=atomic patch=merge key=ip
 initContainerStatuses~ []@api.core.v1.ContainerStatus
 message~ string
 nominatedNodeName~ string
 phase~ string
 podIP~ string
 podIPs~ []@api.core.v1.PodIP patch=merge key=ip
 qosClass~ string
 reason~ string
 resize~ string
 startTime date-time
)",
R"(api.core.v1.PodTemplate
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 template! @api.core.v1.PodTemplateSpec
)",
R"(api.core.v1.PodTemplateList
 apiVersion~ string
 items*! []@api.core.v1.PodTemplate
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.PodTemplateSpec
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.PodSpec
)",
R"(api.core.v1.PortStatus
 error string
 port* int32
 protocol* string
)",
R"(api.core.v1.PortworxVolumeSource
 fsType~ string
 readOnly~ bool
 volumeID* string
)",
R"(api.core.v1.PreferredSchedulingTerm
 preference*! @api.core.v1.NodeSelectorTerm
 weight* int32
)",
R"(api.core.v1.Probe
 exec @api.core.v1.ExecAction
 failureThreshold~ int32
 grpc @api.core.v1.GRPCAction
 httpGet @api.core.v1.HTTPGetAction
 initialDelaySeconds~ int32
 periodSeconds~ int32
 successThreshold~ int32
 tcpSocket @api.core.v1.TCPSocketAction
 terminationGracePeriodSeconds int64
 timeoutSeconds~ int32
)",
R"(api.core.v1.ProjectedVolumeSource
 defaultMode int32
 sources! []@api.core.v1.VolumeProjection
)",
R"(api.core.v1.QuobyteVolumeSource
 group~ string
 readOnly~ bool
 registry* string
 tenant~ string
 user~ string
 volume* string
)",
R"(api.core.v1.RBDPersistentVolumeSource
 fsType~ string
 image* string
 keyring~ string
 monitors*! []string
 pool~ string
 readOnly~ bool
 secretRef @api.core.v1.SecretReference
 user~ string
)",
R"(api.core.v1.RBDVolumeSource
 fsType~ string
 image* string
 keyring~ string
 monitors*! []string
 pool~ string
 readOnly~ bool
 secretRef @api.core.v1.LocalObjectReference
 user~ string
)",
R"(api.core.v1.ReplicationController
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.ReplicationControllerSpec
 status! @api.core.v1.ReplicationControllerStatus
)",
R"(api.core.v1.ReplicationControllerCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(api.core.v1.ReplicationControllerList
 apiVersion~ string
 items*! []@api.core.v1.ReplicationController
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ReplicationControllerSpec
 minReadySeconds~ int32
 replicas int32
 selector~ {}string
 template @api.core.v1.PodTemplateSpec
)",
R"(api.core.v1.ReplicationControllerStatus
 availableReplicas~ int32
 conditions~ []@api.core.v1.ReplicationControllerCondition patch=merge key=type
 fullyLabeledReplicas~ int32
 observedGeneration~ int64
 readyReplicas~ int32
 replicas* int32
)",
R"(api.core.v1.ResourceClaim
 name* string
 request~ string
)",
R"(api.core.v1.ResourceFieldSelector
 containerName~ string
 divisor quantity
 resource* string
)",
R"(api.core.v1.ResourceQuota
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.ResourceQuotaSpec
 status! @api.core.v1.ResourceQuotaStatus
)",
R"(api.core.v1.ResourceQuotaList
 apiVersion~ string
 items*! []@api.core.v1.ResourceQuota
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ResourceQuotaSpec
 hard~ {}quantity
 scopeSelector @api.core.v1.ScopeSelector
 scopes~ []string
)",
R"(api.core.v1.ResourceQuotaStatus
 hard~ {}quantity
 used~ {}quantity
)",
R"(api.core.v1.ResourceRequirements
 claims~ []@api.core.v1.ResourceClaim list=map:name
 limits~ {}quantity
 requests~ {}quantity
)",
R"(api.core.v1.SELinuxOptions
 level~ string
 role~ string
 type~ string
 user~ string
)",
R"(api.core.v1.ScaleIOPersistentVolumeSource
 fsType~ string
 gateway* string
 protectionDomain~ string
 readOnly~ bool
 secretRef* @api.core.v1.SecretReference
 sslEnabled~ bool
 storageMode~ string
 storagePool~ string
 system* string
 volumeName~ string
)",
R"(api.core.v1.ScaleIOVolumeSource
 fsType~ string
 gateway* string
 protectionDomain~ string
 readOnly~ bool
 secretRef* @api.core.v1.LocalObjectReference
 sslEnabled~ bool
 storageMode~ string
 storagePool~ string
 system* string
 volumeName~ string
)",
R"(api.core.v1.ScopeSelector
 matchExpressions~ []@api.core.v1.ScopedResourceSelectorRequirement
)",
R"(api.core.v1.ScopedResourceSelectorRequirement
 operator* string
 scopeName* string
 values~ []string
)",
R"(api.core.v1.SeccompProfile
 localhostProfile string
 type* string
)",
R"(api.core.v1.Secret
 apiVersion~ string
 data~ {}byte
 immutable bool
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 stringData~ {}string
 type~ string
)",
R"(api.core.v1.SecretEnvSource
 name~ string
 optional bool
)",
R"(api.core.v1.SecretKeySelector
 key* string
 name~ string
 optional bool
)",
R"(api.core.v1.SecretList
 apiVersion~ string
 items*! []@api.core.v1.Secret
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.SecretProjection
 items~ []@api.core.v1.KeyToPath
 name~ string
 optional bool
)",
R"(api.core.v1.SecretReference
 name~ string
 namespace~ string
)",
R"(api.core.v1.SecretVolumeSource
 defaultMode int32
 items~ []@api.core.v1.KeyToPath
 optional bool
 secretName~ string
)",
R"(api.core.v1.SecurityContext
 allowPrivilegeEscalation bool
 appArmorProfile @api.core.v1.AppArmorProfile
 capabilities @api.core.v1.Capabilities
 privileged bool
 procMount string
 readOnlyRootFilesystem bool
 runAsGroup int64
 runAsNonRoot bool
 runAsUser int64
 seLinuxOptions @api.core.v1.SELinuxOptions
 seccompProfile @api.core.v1.SeccompProfile
 windowsOptions @api.core.v1.WindowsSecurityContextOptions
)",
R"(api.core.v1.Service
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.core.v1.ServiceSpec
 status! @api.core.v1.ServiceStatus
)",
R"(api.core.v1.ServiceAccount
 apiVersion~ string
 automountServiceAccountToken bool
 imagePullSecrets~ []@api.core.v1.LocalObjectReference
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 secrets~ []@api.core.v1.ObjectReference patch=merge key=name
)",
R"(api.core.v1.ServiceAccountList
 apiVersion~ string
 items*! []@api.core.v1.ServiceAccount
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ServiceAccountTokenProjection
 audience~ string
 expirationSeconds int64
 path* string
)",
R"(api.core.v1.ServiceList
 apiVersion~ string
 items*! []@api.core.v1.Service
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.core.v1.ServicePort
 appProtocol string
 name~ string
 nodePort~ int32
 port* int32
 protocol~ string default="TCP"
 targetPort int-or-string
)",
R"(api.core.v1.ServiceSpec
 allocateLoadBalancerNodePorts bool
 clusterIP~ string
 clusterIPs~ []string list=atomic
 externalIPs~ []string
 externalName~ string
 externalTrafficPolicy~ string
 healthCheckNodePort~ int32
 internalTrafficPolicy string
 ipFamilies~ []string list=atomic
 ipFamilyPolicy string
 loadBalancerClass string
 loadBalancerIP~ string
 loadBalancerSourceRanges~ []string
 ports~ []@api.core.v1.ServicePort list=map:port,protocol patch=merge key=port
 publishNotReadyAddresses~ bool
 selector~ {}string
 sessionAffinity~ string
 sessionAffinityConfig @api.core.v1.SessionAffinityConfig
 topologyKeys~ []string
 trafficDistribution string
 type~ string
)",
R"(api.core.v1.ServiceStatus
 conditions~ []@apimachinery.pkg.apis.meta.v1.Condition list=map:type patch=merge key=type
 loadBalancer! @api.core.v1.LoadBalancerStatus
)",
R"(api.core.v1.SessionAffinityConfig
 clientIP @api.core.v1.ClientIPConfig
)",
R"(api.core.v1.SleepAction
 seconds* int64
)",
R"(api.core.v1.StorageOSPersistentVolumeSource
 fsType~ string
 readOnly~ bool
 secretRef @api.core.v1.ObjectReference
 volumeName~ string
 volumeNamespace~ string
)",
R"(api.core.v1.StorageOSVolumeSource
 fsType~ string
 readOnly~ bool
 secretRef @api.core.v1.LocalObjectReference
 volumeName~ string
 volumeNamespace~ string
)",
R"(api.core.v1.Sysctl
 name* string
 value* string
)",
R"(api.core.v1.TCPSocketAction
 host~ string
 port* int-or-string
)",
R"(api.core.v1.Taint
 effect* string
 key* string
 timeAdded date-time
 value~ string
)",
R"(api.core.v1.Toleration
 effect~ string
 key~ string
 operator~ string
 tolerationSeconds int64
 value~ string
)",
R"(api.core.v1.TopologySelectorLabelRequirement
 key* string
 values*! []string
)",
R"(api.core.v1.TopologySelectorTerm
 matchLabelExpressions~ []@api.core.v1.TopologySelectorLabelRequirement
)",
R"(api.core.v1.TopologySpreadConstraint
 labelSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 matchLabelKeys~ []string list=atomic
 maxSkew* int32
 minDomains int32
 nodeAffinityPolicy string
 nodeTaintsPolicy string
 topologyKey* string
 whenUnsatisfiable* string
)",
R"(api.core.v1.TypedLocalObjectReference
 apiGroup string
 kind* string
 name* string
)",
R"(api.core.v1.TypedObjectReference
 apiGroup string
 kind* string
 name* string
 namespace string
)",
R"(api.core.v1.Volume
 awsElasticBlockStore @api.core.v1.AWSElasticBlockStoreVolumeSource
 azureDisk @api.core.v1.AzureDiskVolumeSource
 azureFile @api.core.v1.AzureFileVolumeSource
 cephfs @api.core.v1.CephFSVolumeSource
 cinder @api.core.v1.CinderVolumeSource
 configMap @api.core.v1.ConfigMapVolumeSource
 csi @api.core.v1.CSIVolumeSource
 downwardAPI @api.core.v1.DownwardAPIVolumeSource
 emptyDir @api.core.v1.EmptyDirVolumeSource
 ephemeral @api.core.v1.EphemeralVolumeSource
 fc @api.core.v1.FCVolumeSource
 flexVolume @api.core.v1.FlexVolumeSource
 flocker @api.core.v1.FlockerVolumeSource
 gcePersistentDisk @api.core.v1.GCEPersistentDiskVolumeSource
 gitRepo @api.core.v1.GitRepoVolumeSource
 glusterfs @api.core.v1.GlusterfsVolumeSource
 hostPath @api.core.v1.HostPathVolumeSource
 image @api.core.v1.ImageVolumeSource
 iscsi @api.core.v1.ISCSIVolumeSource
 name* string
 nfs @api.core.v1.NFSVolumeSource
 persistentVolumeClaim @api.core.v1.PersistentVolumeClaimVolumeSource
 photonPersistentDisk @api.core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume @api.core.v1.PortworxVolumeSource
 projected @api.core.v1.ProjectedVolumeSource
 quobyte @api.core.v1.QuobyteVolumeSource
 rbd @api.core.v1.RBDVolumeSource
 scaleIO @api.core.v1.ScaleIOVolumeSource
 secret @api.core.v1.SecretVolumeSource
 storageos @api.core.v1.StorageOSVolumeSource
 vsphereVolume @api.core.v1.VsphereVirtualDiskVolumeSource
)",
R"(api.core.v1.VolumeDevice
 devicePath* string
 name* string
)",
R"(api.core.v1.VolumeMount
 mountPath* string
 mountPropagation string
 name* string
 readOnly~ bool
 recursiveReadOnly string
 subPath~ string
 subPathExpr~ string
)",
R"(api.core.v1.VolumeNodeAffinity
 required @api.core.v1.NodeSelector
)",
R"(api.core.v1.VolumeProjection
 clusterTrustBundle @api.core.v1.ClusterTrustBundleProjection
 configMap @api.core.v1.ConfigMapProjection
 downwardAPI @api.core.v1.DownwardAPIProjection
 secret @api.core.v1.SecretProjection
 serviceAccountToken @api.core.v1.ServiceAccountTokenProjection
)",
R"(api.core.v1.VsphereVirtualDiskVolumeSource
 fsType~ string
 storagePolicyID~ string
 storagePolicyName~ string
 volumePath* string
)",
R"(api.core.v1.WeightedPodAffinityTerm
 podAffinityTerm*! @api.core.v1.PodAffinityTerm
 weight* int32
)",
R"(api.core.v1.WindowsSecurityContextOptions
 gmsaCredentialSpec string
 gmsaCredentialSpecName string
 hostProcess bool
 runAsUserName string
)",
R"(api.discovery.v1.Endpoint
 addresses*! []string list=set
 conditions! @api.discovery.v1.EndpointConditions
 deprecatedTopology~ {}string
 hints @api.discovery.v1.EndpointHints
 hostname string
 nodeName string
 targetRef @api.core.v1.ObjectReference
 zone string
)",
R"(api.discovery.v1.EndpointConditions
 ready bool
 serving bool
 terminating bool
)",
R"(api.discovery.v1.EndpointHints
 forZones~ []@api.discovery.v1.ForZone list=atomic
)",
R"(api.discovery.v1.EndpointPort
 appProtocol string
 name string
 port int32
 protocol string
)",
R"(api.discovery.v1.EndpointSlice
 addressType* string
 apiVersion~ string
 endpoints*! []@api.discovery.v1.Endpoint list=atomic
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 ports! []@api.discovery.v1.EndpointPort list=atomic
)",
R"(api.discovery.v1.EndpointSliceList
 apiVersion~ string
 items*! []@api.discovery.v1.EndpointSlice
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.discovery.v1.ForZone
 name* string
)",
R"(api.discovery.v1beta1.Endpoint
 addresses*! []string list=set
 conditions! @api.discovery.v1beta1.EndpointConditions
 hostname string
 nodeName string
 targetRef @api.core.v1.ObjectReference
 topology~ {}string
)",
R"(api.discovery.v1beta1.EndpointConditions
 ready bool
 serving bool
 terminating bool
)",
R"(api.discovery.v1beta1.EndpointPort
 appProtocol string
 name string
 port int32
 protocol string
)",
R"(api.discovery.v1beta1.EndpointSlice
 addressType* string
 apiVersion~ string
 endpoints*! []@api.discovery.v1beta1.Endpoint list=atomic
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 ports! []@api.discovery.v1beta1.EndpointPort list=atomic
)",
R"(api.discovery.v1beta1.EndpointSliceList
 apiVersion~ string
 items*! []@api.discovery.v1beta1.EndpointSlice
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.events.v1.Event
 action~ string
 apiVersion~ string
 deprecatedCount~ int32
 deprecatedFirstTimestamp date-time
 deprecatedLastTimestamp date-time
 deprecatedSource! @api.core.v1.EventSource
 eventTime* date-time
 kind~ string
 metadata*! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 note~ string
 reason~ string
 regarding! @api.core.v1.ObjectReference
 related @api.core.v1.ObjectReference
 reportingController~ string
 reportingInstance~ string
 series @api.events.v1.EventSeries
 type~ string
)",
R"(api.events.v1.EventList
 apiVersion~ string
 items*! []@api.events.v1.Event
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.events.v1.EventSeries
 count* int32
 lastObservedTime* date-time
)",
R"(api.events.v1beta1.Event
 action~ string
 apiVersion~ string
 deprecatedCount~ int32
 deprecatedFirstTimestamp date-time
 deprecatedLastTimestamp date-time
 deprecatedSource! @api.core.v1.EventSource
 eventTime* date-time
 kind~ string
 metadata*! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 note~ string
 reason~ string
 regarding! @api.core.v1.ObjectReference
 related @api.core.v1.ObjectReference
 reportingController~ string
 reportingInstance~ string
 series @api.events.v1beta1.EventSeries
 type~ string
)",
R"(api.events.v1beta1.EventList
 apiVersion~ string
 items*! []@api.events.v1beta1.Event
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.events.v1beta1.EventSeries
 count* int32
 lastObservedTime* date-time
)",
R"(api.extensions.v1beta1.HTTPIngressPath
 backend*! @api.extensions.v1beta1.IngressBackend
 path~ string
 pathType string
)",
R"(api.extensions.v1beta1.HTTPIngressRuleValue
 paths*! []@api.extensions.v1beta1.HTTPIngressPath
)",
R"(api.extensions.v1beta1.Ingress
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.extensions.v1beta1.IngressSpec
 status! @api.extensions.v1beta1.IngressStatus
)",
R"(api.extensions.v1beta1.IngressBackend
 resource @api.core.v1.TypedLocalObjectReference
 serviceName~ string
 servicePort int-or-string
)",
R"(api.extensions.v1beta1.IngressList
 apiVersion~ string
 items*! []@api.extensions.v1beta1.Ingress
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.extensions.v1beta1.IngressRule
 host~ string
 http @api.extensions.v1beta1.HTTPIngressRuleValue
)",
R"(api.extensions.v1beta1.IngressSpec
 backend @api.extensions.v1beta1.IngressBackend
 ingressClassName string
 rules~ []@api.extensions.v1beta1.IngressRule
 tls~ []@api.extensions.v1beta1.IngressTLS
)",
R"(api.extensions.v1beta1.IngressStatus
 loadBalancer! @api.core.v1.LoadBalancerStatus
)",
R"(api.extensions.v1beta1.IngressTLS
 hosts~ []string
 secretName~ string
)",
R"(api.flowcontrol.v1alpha1.FlowDistinguisherMethod
 type* string
)",
R"(api.flowcontrol.v1alpha1.FlowSchema
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.flowcontrol.v1alpha1.FlowSchemaSpec
 status! @api.flowcontrol.v1alpha1.FlowSchemaStatus
)",
R"(api.flowcontrol.v1alpha1.FlowSchemaCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status~ string
 type~ string
)",
R"(api.flowcontrol.v1alpha1.FlowSchemaList
 apiVersion~ string
 items*! []@api.flowcontrol.v1alpha1.FlowSchema
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.flowcontrol.v1alpha1.FlowSchemaSpec
 distinguisherMethod @api.flowcontrol.v1alpha1.FlowDistinguisherMethod
 matchingPrecedence int32
 priorityLevelConfiguration*! @api.flowcontrol.v1alpha1.PriorityLevelConfigurationReference
 rules~ []@api.flowcontrol.v1alpha1.PolicyRulesWithSubjects list=atomic
)",
R"(api.flowcontrol.v1alpha1.FlowSchemaStatus
 conditions~ []@api.flowcontrol.v1alpha1.FlowSchemaCondition list=map:type
)",
R"(api.flowcontrol.v1alpha1.GroupSubject
 name* string
)",
R"(api.flowcontrol.v1alpha1.LimitResponse
 queuing @api.flowcontrol.v1alpha1.QueuingConfiguration
 type* string
)",
R"(api.flowcontrol.v1alpha1.LimitedPriorityLevelConfiguration
 assuredConcurrencyShares int32
 limitResponse! @api.flowcontrol.v1alpha1.LimitResponse
)",
R"(api.flowcontrol.v1alpha1.NonResourcePolicyRule
 nonResourceURLs*! []string list=set
 verbs*! []string list=set
)",
R"(api.flowcontrol.v1alpha1.PolicyRulesWithSubjects
 nonResourceRules~ []@api.flowcontrol.v1alpha1.NonResourcePolicyRule list=atomic
 resourceRules~ []@api.flowcontrol.v1alpha1.ResourcePolicyRule list=atomic
 subjects*! []@api.flowcontrol.v1alpha1.Subject list=atomic
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.flowcontrol.v1alpha1.PriorityLevelConfigurationSpec
 status! @api.flowcontrol.v1alpha1.PriorityLevelConfigurationStatus
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfigurationCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status~ string
 type~ string
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfigurationList
 apiVersion~ string
 items*! []@api.flowcontrol.v1alpha1.PriorityLevelConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfigurationReference
 name* string
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfigurationSpec
 limited @api.flowcontrol.v1alpha1.LimitedPriorityLevelConfiguration
 type* string
)",
R"(api.flowcontrol.v1alpha1.PriorityLevelConfigurationStatus
 conditions~ []@api.flowcontrol.v1alpha1.PriorityLevelConfigurationCondition list=map:type
)",
R"(api.flowcontrol.v1alpha1.QueuingConfiguration
 handSize int32
 queueLengthLimit int32
 queues int32
)",
R"(api.flowcontrol.v1alpha1.ResourcePolicyRule
 apiGroups*! []string list=set
 clusterScope~ bool
 namespaces! []string list=set
 resources*! []string list=set
 verbs*! []string list=set
)",
R"(api.flowcontrol.v1alpha1.ServiceAccountSubject
 name* string
 namespace* string
)",
R"(api.flowcontrol.v1alpha1.Subject
 group @api.flowcontrol.v1alpha1.GroupSubject
 kind* string
 serviceAccount @api.flowcontrol.v1alpha1.ServiceAccountSubject
 user @api.flowcontrol.v1alpha1.UserSubject
)",
R"(api.flowcontrol.v1alpha1.UserSubject
 name* string
)",
R"(api.flowcontrol.v1beta1.FlowDistinguisherMethod
 type* string
)",
R"(api.flowcontrol.v1beta1.FlowSchema
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.flowcontrol.v1beta1.FlowSchemaSpec
 status! @api.flowcontrol.v1beta1.FlowSchemaStatus
)",
R"(api.flowcontrol.v1beta1.FlowSchemaCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status~ string
 type~ string
)",
R"(api.flowcontrol.v1beta1.FlowSchemaList
 apiVersion~ string
 items*! []@api.flowcontrol.v1beta1.FlowSchema
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.flowcontrol.v1beta1.FlowSchemaSpec
 distinguisherMethod @api.flowcontrol.v1beta1.FlowDistinguisherMethod
 matchingPrecedence int32
 priorityLevelConfiguration*! @api.flowcontrol.v1beta1.PriorityLevelConfigurationReference
 rules~ []@api.flowcontrol.v1beta1.PolicyRulesWithSubjects list=atomic
)",
R"(api.flowcontrol.v1beta1.FlowSchemaStatus
 conditions~ []@api.flowcontrol.v1beta1.FlowSchemaCondition list=map:type
)",
R"(api.flowcontrol.v1beta1.GroupSubject
 name* string
)",
R"(api.flowcontrol.v1beta1.LimitResponse
 queuing @api.flowcontrol.v1beta1.QueuingConfiguration
 type* string
)",
R"(api.flowcontrol.v1beta1.LimitedPriorityLevelConfiguration
 assuredConcurrencyShares int32
 limitResponse! @api.flowcontrol.v1beta1.LimitResponse
)",
R"(api.flowcontrol.v1beta1.NonResourcePolicyRule
 nonResourceURLs*! []string list=set
 verbs*! []string list=set
)",
R"(api.flowcontrol.v1beta1.PolicyRulesWithSubjects
 nonResourceRules~ []@api.flowcontrol.v1beta1.NonResourcePolicyRule list=atomic
 resourceRules~ []@api.flowcontrol.v1beta1.ResourcePolicyRule list=atomic
 subjects*! []@api.flowcontrol.v1beta1.Subject list=atomic
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfiguration
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.flowcontrol.v1beta1.PriorityLevelConfigurationSpec
 status! @api.flowcontrol.v1beta1.PriorityLevelConfigurationStatus
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfigurationCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status~ string
 type~ string
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfigurationList
 apiVersion~ string
 items*! []@api.flowcontrol.v1beta1.PriorityLevelConfiguration
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfigurationReference
 name* string
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfigurationSpec
 limited @api.flowcontrol.v1beta1.LimitedPriorityLevelConfiguration
 type* string
)",
R"(api.flowcontrol.v1beta1.PriorityLevelConfigurationStatus
 conditions~ []@api.flowcontrol.v1beta1.PriorityLevelConfigurationCondition list=map:type
)",
R"(api.flowcontrol.v1beta1.QueuingConfiguration
 handSize int32
 queueLengthLimit int32
 queues int32
)",
R"(api.flowcontrol.v1beta1.ResourcePolicyRule
 apiGroups*! []string list=set
 clusterScope~ bool
 namespaces! []string list=set
 resources*! []string list=set
 verbs*! []string list=set
)",
R"(api.flowcontrol.v1beta1.ServiceAccountSubject
 name* string
 namespace* string
)",
R"(api.flowcontrol.v1beta1.Subject
 group @api.flowcontrol.v1beta1.GroupSubject
 kind* string
 serviceAccount @api.flowcontrol.v1beta1.ServiceAccountSubject
 user @api.flowcontrol.v1beta1.UserSubject
)",
R"(api.flowcontrol.v1beta1.UserSubject
 name* string
)",
R"(api.networking.v1.HTTPIngressPath
 backend*! @api.networking.v1.IngressBackend
 path~ string
 pathType string
)",
R"(api.networking.v1.HTTPIngressRuleValue
 paths*! []@api.networking.v1.HTTPIngressPath list=atomic
)",
R"(api.networking.v1.IPBlock
 cidr* string
 except~ []string
)",
R"(api.networking.v1.Ingress
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.networking.v1.IngressSpec
 status! @api.networking.v1.IngressStatus
)",
R"(api.networking.v1.IngressBackend
 resource @api.core.v1.TypedLocalObjectReference
 service @api.networking.v1.IngressServiceBackend
)",
R"(api.networking.v1.IngressClass
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.networking.v1.IngressClassSpec
)",
R"(api.networking.v1.IngressClassList
 apiVersion~ string
 items*! []@api.networking.v1.IngressClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.networking.v1.IngressClassParametersReference
 apiGroup string
 kind* string
 name* string
 namespace string
 scope string
)",
R"(api.networking.v1.IngressClassSpec
 controller~ string
 parameters @api.networking.v1.IngressClassParametersReference
)",
R"(api.networking.v1.IngressList
 apiVersion~ string
 items*! []@api.networking.v1.Ingress
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.networking.v1.IngressRule
 host~ string
 http @api.networking.v1.HTTPIngressRuleValue
)",
R"(api.networking.v1.IngressServiceBackend
 name* string
 port! @api.networking.v1.ServiceBackendPort
)",
R"(api.networking.v1.IngressSpec
 defaultBackend @api.networking.v1.IngressBackend
 ingressClassName string
 rules~ []@api.networking.v1.IngressRule list=atomic
 tls~ []@api.networking.v1.IngressTLS list=atomic
)",
R"(api.networking.v1.IngressStatus
 loadBalancer! @api.core.v1.LoadBalancerStatus
)",
R"(api.networking.v1.IngressTLS
 hosts~ []string list=atomic
 secretName~ string
)",
R"(api.networking.v1.NetworkPolicy
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.networking.v1.NetworkPolicySpec
)",
R"(api.networking.v1.NetworkPolicyEgressRule
 ports~ []@api.networking.v1.NetworkPolicyPort
 to~ []@api.networking.v1.NetworkPolicyPeer
)",
R"(api.networking.v1.NetworkPolicyIngressRule
 from~ []@api.networking.v1.NetworkPolicyPeer
 ports~ []@api.networking.v1.NetworkPolicyPort
)",
R"(api.networking.v1.NetworkPolicyList
 apiVersion~ string
 items*! []@api.networking.v1.NetworkPolicy
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.networking.v1.NetworkPolicyPeer
 ipBlock @api.networking.v1.IPBlock
 namespaceSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
 podSelector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.networking.v1.NetworkPolicyPort
 endPort int32
 port int-or-string
 protocol string
)",
R"(api.networking.v1.NetworkPolicySpec
 egress~ []@api.networking.v1.NetworkPolicyEgressRule
 ingress~ []@api.networking.v1.NetworkPolicyIngressRule
 podSelector*! @apimachinery.pkg.apis.meta.v1.LabelSelector
 policyTypes~ []string
)",
R"(api.networking.v1.ServiceBackendPort
 name~ string
 number~ int32
)",
R"(api.networking.v1beta1.HTTPIngressPath
 backend*! @api.networking.v1beta1.IngressBackend
 path~ string
 pathType string
)",
R"(api.networking.v1beta1.HTTPIngressRuleValue
 paths*! []@api.networking.v1beta1.HTTPIngressPath
)",
R"(api.networking.v1beta1.Ingress
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.networking.v1beta1.IngressSpec
 status! @api.networking.v1beta1.IngressStatus
)",
R"(api.networking.v1beta1.IngressBackend
 resource @api.core.v1.TypedLocalObjectReference
 serviceName~ string
 servicePort int-or-string
)",
R"(api.networking.v1beta1.IngressClass
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.networking.v1beta1.IngressClassSpec
)",
R"(api.networking.v1beta1.IngressClassList
 apiVersion~ string
 items*! []@api.networking.v1beta1.IngressClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.networking.v1beta1.IngressClassSpec
 controller~ string
 parameters @api.core.v1.TypedLocalObjectReference
)",
R"(api.networking.v1beta1.IngressList
 apiVersion~ string
 items*! []@api.networking.v1beta1.Ingress
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.networking.v1beta1.IngressRule
 host~ string
 http @api.networking.v1beta1.HTTPIngressRuleValue
)",
R"(api.networking.v1beta1.IngressSpec
 backend @api.networking.v1beta1.IngressBackend
 ingressClassName string
 rules~ []@api.networking.v1beta1.IngressRule
 tls~ []@api.networking.v1beta1.IngressTLS
)",
R"(api.networking.v1beta1.IngressStatus
 loadBalancer! @api.core.v1.LoadBalancerStatus
)",
R"(api.networking.v1beta1.IngressTLS
 hosts~ []string
 secretName~ string
)",
R"(api.node.v1.Overhead
 podFixed~ {}quantity
)",
R"(api.node.v1.RuntimeClass
 apiVersion~ string
 handler* string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 overhead @api.node.v1.Overhead
 scheduling @api.node.v1.Scheduling
)",
R"(api.node.v1.RuntimeClassList
 apiVersion~ string
 items*! []@api.node.v1.RuntimeClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.node.v1.Scheduling
 nodeSelector~ {}string
 tolerations~ []@api.core.v1.Toleration list=atomic
)",
R"(api.node.v1alpha1.Overhead
 podFixed~ {}quantity
)",
R"(api.node.v1alpha1.RuntimeClass
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.node.v1alpha1.RuntimeClassSpec
)",
R"(api.node.v1alpha1.RuntimeClassList
 apiVersion~ string
 items*! []@api.node.v1alpha1.RuntimeClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.node.v1alpha1.RuntimeClassSpec
 overhead @api.node.v1alpha1.Overhead
 runtimeHandler* string
 scheduling @api.node.v1alpha1.Scheduling
)",
R"(api.node.v1alpha1.Scheduling
 nodeSelector~ {}string
 tolerations~ []@api.core.v1.Toleration list=atomic
)",
R"(api.node.v1beta1.Overhead
 podFixed~ {}quantity
)",
R"(api.node.v1beta1.RuntimeClass
 apiVersion~ string
 handler* string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 overhead @api.node.v1beta1.Overhead
 scheduling @api.node.v1beta1.Scheduling
)",
R"(api.node.v1beta1.RuntimeClassList
 apiVersion~ string
 items*! []@api.node.v1beta1.RuntimeClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.node.v1beta1.Scheduling
 nodeSelector~ {}string
 tolerations~ []@api.core.v1.Toleration list=atomic
)",
R"(api.policy.v1.Eviction
 apiVersion~ string
 deleteOptions @apimachinery.pkg.apis.meta.v1.DeleteOptions
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
)",
R"(api.policy.v1.PodDisruptionBudget
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.policy.v1.PodDisruptionBudgetSpec
 status! @api.policy.v1.PodDisruptionBudgetStatus
)",
R"(api.policy.v1.PodDisruptionBudgetList
 apiVersion~ string
 items*! []@api.policy.v1.PodDisruptionBudget
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.policy.v1.PodDisruptionBudgetSpec
 maxUnavailable int-or-string
 minAvailable int-or-string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector patch=replace
 unhealthyPodEvictionPolicy string
)",
R"(api.policy.v1.PodDisruptionBudgetStatus
 conditions~ []@apimachinery.pkg.apis.meta.v1.Condition list=map:type patch=merge key=type
 currentHealthy* int32
 desiredHealthy* int32
 disruptedPods~ {}date-time
 disruptionsAllowed* int32
 expectedPods* int32
 observedGeneration~ int64
)",
R"(api.policy.v1beta1.AllowedCSIDriver
 name* string
)",
R"(api.policy.v1beta1.AllowedFlexVolume
 driver* string
)",
R"(api.policy.v1beta1.AllowedHostPath
 pathPrefix~ string
 readOnly~ bool
)",
R"(api.policy.v1beta1.Eviction
 apiVersion~ string
 deleteOptions @apimachinery.pkg.apis.meta.v1.DeleteOptions
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
)",
R"(api.policy.v1beta1.FSGroupStrategyOptions
 ranges~ []@api.policy.v1beta1.IDRange
 rule~ string
)",
R"(api.policy.v1beta1.HostPortRange
 max* int32
 min* int32
)",
R"(api.policy.v1beta1.IDRange
 max* int64
 min* int64
)",
R"(api.policy.v1beta1.PodDisruptionBudget
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.policy.v1beta1.PodDisruptionBudgetSpec
 status! @api.policy.v1beta1.PodDisruptionBudgetStatus
)",
R"(api.policy.v1beta1.PodDisruptionBudgetList
 apiVersion~ string
 items*! []@api.policy.v1beta1.PodDisruptionBudget
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.policy.v1beta1.PodDisruptionBudgetSpec
 maxUnavailable int-or-string
 minAvailable int-or-string
 selector @apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.policy.v1beta1.PodDisruptionBudgetStatus
 conditions~ []@apimachinery.pkg.apis.meta.v1.Condition list=map:type patch=merge key=type
 currentHealthy* int32
 desiredHealthy* int32
 disruptedPods~ {}date-time
 disruptionsAllowed* int32
 expectedPods* int32
 observedGeneration~ int64
)",
R"(api.policy.v1beta1.PodSecurityPolicy
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @api.policy.v1beta1.PodSecurityPolicySpec
)",
R"(api.policy.v1beta1.PodSecurityPolicyList
 apiVersion~ string
 items*! []@api.policy.v1beta1.PodSecurityPolicy
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.policy.v1beta1.PodSecurityPolicySpec
 allowPrivilegeEscalation bool
 allowedCSIDrivers~ []@api.policy.v1beta1.AllowedCSIDriver
 allowedCapabilities~ []string
 allowedFlexVolumes~ []@api.policy.v1beta1.AllowedFlexVolume
 allowedHostPaths~ []@api.policy.v1beta1.AllowedHostPath
 allowedProcMountTypes~ []string
 allowedUnsafeSysctls~ []string
 defaultAddCapabilities~ []string
 defaultAllowPrivilegeEscalation bool
 forbiddenSysctls~ []string
 fsGroup*! @api.policy.v1beta1.FSGroupStrategyOptions
 hostIPC~ bool
 hostNetwork~ bool
 hostPID~ bool
 hostPorts~ []@api.policy.v1beta1.HostPortRange
 privileged~ bool
 readOnlyRootFilesystem~ bool
 requiredDropCapabilities~ []string
 runAsGroup @api.policy.v1beta1.RunAsGroupStrategyOptions
 runAsUser*! @api.policy.v1beta1.RunAsUserStrategyOptions
 runtimeClass @api.policy.v1beta1.RuntimeClassStrategyOptions
 seLinux*! @api.policy.v1beta1.SELinuxStrategyOptions
 supplementalGroups*! @api.policy.v1beta1.SupplementalGroupsStrategyOptions
 volumes~ []string
)",
R"(api.policy.v1beta1.RunAsGroupStrategyOptions
 ranges~ []@api.policy.v1beta1.IDRange
 rule* string
)",
R"(api.policy.v1beta1.RunAsUserStrategyOptions
 ranges~ []@api.policy.v1beta1.IDRange
 rule* string
)",
R"(api.policy.v1beta1.RuntimeClassStrategyOptions
 allowedRuntimeClassNames*! []string
 defaultRuntimeClassName string
)",
R"(api.policy.v1beta1.SELinuxStrategyOptions
 rule* string
 seLinuxOptions @api.core.v1.SELinuxOptions
)",
R"(api.policy.v1beta1.SupplementalGroupsStrategyOptions
 ranges~ []@api.policy.v1beta1.IDRange
 rule~ string
)",
R"(api.rbac.v1.AggregationRule
 clusterRoleSelectors~ []@apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.rbac.v1.ClusterRole
 aggregationRule @api.rbac.v1.AggregationRule
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1.PolicyRule
)",
R"(api.rbac.v1.ClusterRoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1.RoleRef
 subjects~ []@api.rbac.v1.Subject
)",
R"(api.rbac.v1.ClusterRoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1.ClusterRoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1.ClusterRoleList
 apiVersion~ string
 items*! []@api.rbac.v1.ClusterRole
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1.PolicyRule
 apiGroups~ []string
 nonResourceURLs~ []string
 resourceNames~ []string
 resources~ []string
 verbs*! []string
)",
R"(api.rbac.v1.Role
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1.PolicyRule
)",
R"(api.rbac.v1.RoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1.RoleRef
 subjects~ []@api.rbac.v1.Subject
)",
R"(api.rbac.v1.RoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1.RoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1.RoleList
 apiVersion~ string
 items*! []@api.rbac.v1.Role
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1.RoleRef
 apiGroup* string
 kind* string
 name* string
)",
R"(api.rbac.v1.Subject
 apiGroup~ string
 kind* string
 name* string
 namespace~ string
)",
R"(api.rbac.v1alpha1.AggregationRule
 clusterRoleSelectors~ []@apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.rbac.v1alpha1.ClusterRole
 aggregationRule @api.rbac.v1alpha1.AggregationRule
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1alpha1.PolicyRule
)",
R"(api.rbac.v1alpha1.ClusterRoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1alpha1.RoleRef
 subjects~ []@api.rbac.v1alpha1.Subject
)",
R"(api.rbac.v1alpha1.ClusterRoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1alpha1.ClusterRoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1alpha1.ClusterRoleList
 apiVersion~ string
 items*! []@api.rbac.v1alpha1.ClusterRole
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1alpha1.PolicyRule
 apiGroups~ []string
 nonResourceURLs~ []string
 resourceNames~ []string
 resources~ []string
 verbs*! []string
)",
R"(api.rbac.v1alpha1.Role
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1alpha1.PolicyRule
)",
R"(api.rbac.v1alpha1.RoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1alpha1.RoleRef
 subjects~ []@api.rbac.v1alpha1.Subject
)",
R"(api.rbac.v1alpha1.RoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1alpha1.RoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1alpha1.RoleList
 apiVersion~ string
 items*! []@api.rbac.v1alpha1.Role
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1alpha1.RoleRef
 apiGroup* string
 kind* string
 name* string
)",
R"(api.rbac.v1alpha1.Subject
 apiVersion~ string
 kind* string
 name* string
 namespace~ string
)",
R"(api.rbac.v1beta1.AggregationRule
 clusterRoleSelectors~ []@apimachinery.pkg.apis.meta.v1.LabelSelector
)",
R"(api.rbac.v1beta1.ClusterRole
 aggregationRule @api.rbac.v1beta1.AggregationRule
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1beta1.PolicyRule
)",
R"(api.rbac.v1beta1.ClusterRoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1beta1.RoleRef
 subjects~ []@api.rbac.v1beta1.Subject
)",
R"(api.rbac.v1beta1.ClusterRoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1beta1.ClusterRoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1beta1.ClusterRoleList
 apiVersion~ string
 items*! []@api.rbac.v1beta1.ClusterRole
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1beta1.PolicyRule
 apiGroups~ []string
 nonResourceURLs~ []string
 resourceNames~ []string
 resources~ []string
 verbs*! []string
)",
R"(api.rbac.v1beta1.Role
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 rules! []@api.rbac.v1beta1.PolicyRule
)",
R"(api.rbac.v1beta1.RoleBinding
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 roleRef*! @api.rbac.v1beta1.RoleRef
 subjects~ []@api.rbac.v1beta1.Subject
)",
R"(api.rbac.v1beta1.RoleBindingList
 apiVersion~ string
 items*! []@api.rbac.v1beta1.RoleBinding
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1beta1.RoleList
 apiVersion~ string
 items*! []@api.rbac.v1beta1.Role
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.rbac.v1beta1.RoleRef
 apiGroup* string
 kind* string
 name* string
)",
R"(api.rbac.v1beta1.Subject
 apiGroup~ string
 kind* string
 name* string
 namespace~ string
)",
R"(api.scheduling.v1.PriorityClass
 apiVersion~ string
 description~ string
 globalDefault~ bool
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 preemptionPolicy string
 value* int32
)",
R"(api.scheduling.v1.PriorityClassList
 apiVersion~ string
 items*! []@api.scheduling.v1.PriorityClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.scheduling.v1alpha1.PriorityClass
 apiVersion~ string
 description~ string
 globalDefault~ bool
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 preemptionPolicy string
 value* int32
)",
R"(api.scheduling.v1alpha1.PriorityClassList
 apiVersion~ string
 items*! []@api.scheduling.v1alpha1.PriorityClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.scheduling.v1beta1.PriorityClass
 apiVersion~ string
 description~ string
 globalDefault~ bool
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 preemptionPolicy string
 value* int32
)",
R"(api.scheduling.v1beta1.PriorityClassList
 apiVersion~ string
 items*! []@api.scheduling.v1beta1.PriorityClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1.CSIDriver
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1.CSIDriverSpec
)",
R"(api.storage.v1.CSIDriverList
 apiVersion~ string
 items*! []@api.storage.v1.CSIDriver
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1.CSIDriverSpec
 attachRequired bool
 fsGroupPolicy string
 podInfoOnMount bool
 requiresRepublish bool
 storageCapacity bool
 tokenRequests~ []@api.storage.v1.TokenRequest list=atomic
 volumeLifecycleModes~ []string list=set
)",
R"(api.storage.v1.CSINode
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1.CSINodeSpec
)",
R"(api.storage.v1.CSINodeDriver
 allocatable @api.storage.v1.VolumeNodeResources
 name* string
 nodeID* string
 topologyKeys! []string
)",
R"(api.storage.v1.CSINodeList
 apiVersion~ string
 items*! []@api.storage.v1.CSINode
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1.CSINodeSpec
 drivers*! []@api.storage.v1.CSINodeDriver patch=merge key=name
)",
R"(api.storage.v1.StorageClass
 allowVolumeExpansion bool
 allowedTopologies~ []@api.core.v1.TopologySelectorTerm
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 mountOptions~ []string
 parameters~ {}string
 provisioner* string
 reclaimPolicy string
 volumeBindingMode string
)",
R"(api.storage.v1.StorageClassList
 apiVersion~ string
 items*! []@api.storage.v1.StorageClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1.TokenRequest
 audience* string
 expirationSeconds int64
)",
R"(api.storage.v1.VolumeAttachment
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1.VolumeAttachmentSpec
 status! @api.storage.v1.VolumeAttachmentStatus
)",
R"(api.storage.v1.VolumeAttachmentList
 apiVersion~ string
 items*! []@api.storage.v1.VolumeAttachment
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1.VolumeAttachmentSource
 inlineVolumeSpec @api.core.v1.PersistentVolumeSpec
 persistentVolumeName string
)",
R"(api.storage.v1.VolumeAttachmentSpec
 attacher* string
 nodeName* string
 source*! @api.storage.v1.VolumeAttachmentSource
)",
R"(api.storage.v1.VolumeAttachmentStatus
 attachError @api.storage.v1.VolumeError
 attached* bool
 attachmentMetadata~ {}string
 detachError @api.storage.v1.VolumeError
)",
R"(api.storage.v1.VolumeError
 message~ string
 time date-time
)",
R"(api.storage.v1.VolumeNodeResources
 count int32
)",
R"(api.storage.v1alpha1.VolumeAttachment
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1alpha1.VolumeAttachmentSpec
 status! @api.storage.v1alpha1.VolumeAttachmentStatus
)",
R"(api.storage.v1alpha1.VolumeAttachmentList
 apiVersion~ string
 items*! []@api.storage.v1alpha1.VolumeAttachment
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1alpha1.VolumeAttachmentSource
 inlineVolumeSpec @api.core.v1.PersistentVolumeSpec
 persistentVolumeName string
)",
R"(api.storage.v1alpha1.VolumeAttachmentSpec
 attacher* string
 nodeName* string
 source*! @api.storage.v1alpha1.VolumeAttachmentSource
)",
R"(api.storage.v1alpha1.VolumeAttachmentStatus
 attachError @api.storage.v1alpha1.VolumeError
 attached* bool
 attachmentMetadata~ {}string
 detachError @api.storage.v1alpha1.VolumeError
)",
R"(api.storage.v1alpha1.VolumeError
 message~ string
 time date-time
)",
R"(api.storage.v1beta1.CSIDriver
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1beta1.CSIDriverSpec
)",
R"(api.storage.v1beta1.CSIDriverList
 apiVersion~ string
 items*! []@api.storage.v1beta1.CSIDriver
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1beta1.CSIDriverSpec
 attachRequired bool
 fsGroupPolicy string
 podInfoOnMount bool
 requiresRepublish bool
 storageCapacity bool
 tokenRequests~ []@api.storage.v1beta1.TokenRequest list=atomic
 volumeLifecycleModes~ []string
)",
R"(api.storage.v1beta1.CSINode
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1beta1.CSINodeSpec
)",
R"(api.storage.v1beta1.CSINodeDriver
 allocatable @api.storage.v1beta1.VolumeNodeResources
 name* string
 nodeID* string
 topologyKeys! []string
)",
R"(api.storage.v1beta1.CSINodeList
 apiVersion~ string
 items*! []@api.storage.v1beta1.CSINode
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1beta1.CSINodeSpec
 drivers*! []@api.storage.v1beta1.CSINodeDriver patch=merge key=name
)",
R"(api.storage.v1beta1.StorageClass
 allowVolumeExpansion bool
 allowedTopologies~ []@api.core.v1.TopologySelectorTerm
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 mountOptions~ []string
 parameters~ {}string
 provisioner* string
 reclaimPolicy string
 volumeBindingMode string
)",
R"(api.storage.v1beta1.StorageClassList
 apiVersion~ string
 items*! []@api.storage.v1beta1.StorageClass
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1beta1.TokenRequest
 audience* string
 expirationSeconds int64
)",
R"(api.storage.v1beta1.VolumeAttachment
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @api.storage.v1beta1.VolumeAttachmentSpec
 status! @api.storage.v1beta1.VolumeAttachmentStatus
)",
R"(api.storage.v1beta1.VolumeAttachmentList
 apiVersion~ string
 items*! []@api.storage.v1beta1.VolumeAttachment
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(api.storage.v1beta1.VolumeAttachmentSource
 inlineVolumeSpec @api.core.v1.PersistentVolumeSpec
 persistentVolumeName string
)",
R"(api.storage.v1beta1.VolumeAttachmentSpec
 attacher* string
 nodeName* string
 source*! @api.storage.v1beta1.VolumeAttachmentSource
)",
R"(api.storage.v1beta1.VolumeAttachmentStatus
 attachError @api.storage.v1beta1.VolumeError
 attached* bool
 attachmentMetadata~ {}string
 detachError @api.storage.v1beta1.VolumeError
)",
R"(api.storage.v1beta1.VolumeError
 message~ string
 time date-time
)",
R"(api.storage.v1beta1.VolumeNodeResources
 count int32
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition
 description~ string
 format~ string
 jsonPath* string
 name* string
 priority~ int32
 type* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion
 strategy* string
 webhook @apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec
 status! @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionList
 apiVersion~ string
 items*! []@apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames
 categories~ []string
 kind* string
 listKind~ string
 plural* string
 shortNames~ []string
 singular~ string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec
 conversion @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion
 group* string
 names*! @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames
 preserveUnknownFields~ bool
 scope* string
 versions*! []@apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus
 acceptedNames! @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames
 conditions! []@apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition
 storedVersions! []string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion
 additionalPrinterColumns~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition
 deprecated~ bool
 deprecationWarning string
 name* string
 schema @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation
 selectableFields~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField list=atomic
 served* bool
 storage* bool
 subresources @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale
 labelSelectorPath string
 specReplicasPath* string
 statusReplicasPath* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus
 = object
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources
 scale @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale
 status @apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation
 openAPIV3Schema @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation
 description~ string
 url~ string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 $ref string
 $schema~ string
 additionalItems @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool
 additionalProperties @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool
 allOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 anyOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 default @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON
 definitions~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 dependencies~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray
 description~ string
 enum~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON
 example @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON
 exclusiveMaximum~ bool
 exclusiveMinimum~ bool
 externalDocs @apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation
 format~ string
 id~ string
 items @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray
 maxItems int64
 maxLength int64
 maxProperties int64
 maximum double
 minItems int64
 minLength int64
 minProperties int64
 minimum double
 multipleOf double
 not @apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 nullable~ bool
 oneOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 pattern~ string
 patternProperties~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 properties~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps
 required~ []string
 title~ string
 type~ string
 uniqueItems~ bool
 x-kubernetes-embedded-resource~ bool
 x-kubernetes-int-or-string~ bool
 x-kubernetes-list-map-keys~ []string
 x-kubernetes-list-type string
 x-kubernetes-map-type string
 x-kubernetes-preserve-unknown-fields bool
 x-kubernetes-validations~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule list=map:rule patch=merge key=rule
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField
 jsonPath* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference
 name* string
 namespace* string
 path string
 port int32
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule
 fieldPath~ string
 message~ string
 messageExpression~ string
 optionalOldSelf bool
 reason string
 rule* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig
 caBundle~ byte
 service @apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference
 url string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion
 clientConfig @apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig
 conversionReviewVersions*! []string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceColumnDefinition
 JSONPath* string
 description~ string
 format~ string
 name* string
 priority~ int32
 type* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceConversion
 conversionReviewVersions~ []string
 strategy* string
 webhookClientConfig @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.WebhookClientConfig
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec*! @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionSpec
 status! @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionStatus
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionList
 apiVersion~ string
 items*! []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionNames
 categories~ []string
 kind* string
 listKind~ string
 plural* string
 shortNames~ []string
 singular~ string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionSpec
 additionalPrinterColumns~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceColumnDefinition
 conversion @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceConversion
 group* string
 names*! @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionNames
 preserveUnknownFields bool
 scope* string
 subresources @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresources
 validation @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceValidation
 version~ string
 versions~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionVersion
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionStatus
 acceptedNames! @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionNames
 conditions! []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionCondition
 storedVersions! []string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionVersion
 additionalPrinterColumns~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceColumnDefinition
 deprecated~ bool
 deprecationWarning string
 name* string
 schema @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceValidation
 served* bool
 storage* bool
 subresources @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresources
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresourceScale
 labelSelectorPath string
 specReplicasPath* string
 statusReplicasPath* string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresourceStatus
 = object
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresources
 scale @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresourceScale
 status @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceSubresourceStatus
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceValidation
 openAPIV3Schema @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.ExternalDocumentation
 description~ string
 url~ string
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSON
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 $ref string
 $schema~ string
 additionalItems @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrBool
 additionalProperties @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrBool
 allOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 anyOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 default @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSON
 definitions~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 dependencies~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrStringArray
 description~ string
 enum~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSON
 example @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSON
 exclusiveMaximum~ bool
 exclusiveMinimum~ bool
 externalDocs @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.ExternalDocumentation
 format~ string
 id~ string
 items @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrArray
 maxItems int64
 maxLength int64
 maxProperties int64
 maximum double
 minItems int64
 minLength int64
 minProperties int64
 minimum double
 multipleOf double
 not @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 nullable~ bool
 oneOf~ []@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 pattern~ string
 patternProperties~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 properties~ {}@apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaProps
 required~ []string
 title~ string
 type~ string
 uniqueItems~ bool
 x-kubernetes-embedded-resource~ bool
 x-kubernetes-int-or-string~ bool
 x-kubernetes-list-map-keys~ []string
 x-kubernetes-list-type string
 x-kubernetes-map-type string
 x-kubernetes-preserve-unknown-fields bool
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrArray
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrBool
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.JSONSchemaPropsOrStringArray
 = any
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.ServiceReference
 name* string
 namespace* string
 path string
 port int32
)",
R"(apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.WebhookClientConfig
 caBundle~ byte
 service @apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.ServiceReference
 url string
)",
R"(apimachinery.pkg.api.resource.Quantity
 = quantity
)",
R"(apimachinery.pkg.apis.meta.v1.APIGroup
 apiVersion~ string
 kind~ string
 name* string
 preferredVersion! @apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery
 serverAddressByClientCIDRs~ []@apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR
 versions*! []@apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery
)",
R"(apimachinery.pkg.apis.meta.v1.APIGroupList
 apiVersion~ string
 groups*! []@apimachinery.pkg.apis.meta.v1.APIGroup
 kind~ string
)",
R"(apimachinery.pkg.apis.meta.v1.APIResource
 categories~ []string
 group~ string
 kind* string
 name* string
 namespaced* bool
 shortNames~ []string
 singularName* string
 storageVersionHash~ string
 verbs*! []string
 version~ string
)",
R"(apimachinery.pkg.apis.meta.v1.APIResourceList
 apiVersion~ string
 groupVersion* string
 kind~ string
 resources*! []@apimachinery.pkg.apis.meta.v1.APIResource
)",
R"(apimachinery.pkg.apis.meta.v1.APIVersions
 apiVersion~ string
 kind~ string
 serverAddressByClientCIDRs*! []@apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR
 versions*! []string
)",
R"(apimachinery.pkg.apis.meta.v1.Condition
 lastTransitionTime* date-time
 message* string
 observedGeneration~ int64
 reason* string
 status* string
 type* string
)",
R"(apimachinery.pkg.apis.meta.v1.DeleteOptions
 apiVersion~ string
 dryRun~ []string
 gracePeriodSeconds int64
 kind~ string
 orphanDependents bool
 preconditions @apimachinery.pkg.apis.meta.v1.Preconditions
 propagationPolicy string
)",
R"(apimachinery.pkg.apis.meta.v1.FieldsV1
 = any
)",
R"(apimachinery.pkg.apis.meta.v1.GroupVersionForDiscovery
 groupVersion* string
 version* string
)",
R"(apimachinery.pkg.apis.meta.v1.LabelSelector map=atomic
 matchExpressions~ []@apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement
 matchLabels~ {}string
)",
R"(apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement
 key* string patch=merge key=key
 operator* string
 values~ []string
)",
R"(apimachinery.pkg.apis.meta.v1.ListMeta
 continue~ string
 remainingItemCount int64
 resourceVersion~ string
 selfLink~ string
)",
R"(apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry
 apiVersion~ string
 fieldsType~ string
 fieldsV1 any
 manager~ string
 operation~ string
 time date-time
)",
R"(apimachinery.pkg.apis.meta.v1.MicroTime
 = date-time
)",
R"(apimachinery.pkg.apis.meta.v1.ObjectMeta
 annotations~ {}string
 clusterName~ string
 creationTimestamp date-time
 deletionGracePeriodSeconds int64
 deletionTimestamp date-time
 finalizers~ []string patch=merge
 generateName~ string
 generation~ int64
 labels~ {}string
 managedFields~ []@apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry
 name~ string
 namespace~ string
 ownerReferences~ []@apimachinery.pkg.apis.meta.v1.OwnerReference patch=merge key=uid
 resourceVersion~ string
 selfLink~ string
 uid~ string
)",
R"(apimachinery.pkg.apis.meta.v1.OwnerReference
 apiVersion* string
 blockOwnerDeletion bool
 controller bool
 kind* string
 name* string
 uid* string
)",
R"(apimachinery.pkg.apis.meta.v1.Patch
 = any
)",
R"(apimachinery.pkg.apis.meta.v1.Preconditions
 resourceVersion string
 uid string
)",
R"(apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR
 clientCIDR* string
 serverAddress* string
)",
R"(apimachinery.pkg.apis.meta.v1.Status
 apiVersion~ string
 code~ int32
 details @apimachinery.pkg.apis.meta.v1.StatusDetails
 kind~ string
 message~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
 reason~ string
 status~ string
)",
R"(apimachinery.pkg.apis.meta.v1.StatusCause
 field~ string
 message~ string
 reason~ string
)",
R"(apimachinery.pkg.apis.meta.v1.StatusDetails
 causes~ []@apimachinery.pkg.apis.meta.v1.StatusCause
 group~ string
 kind~ string
 name~ string
 retryAfterSeconds~ int32
 uid~ string
)",
R"(apimachinery.pkg.apis.meta.v1.Time
 = date-time
)",
R"(apimachinery.pkg.apis.meta.v1.WatchEvent
 object* any
 type* string
)",
R"(apimachinery.pkg.runtime.RawExtension
 = any
)",
R"(apimachinery.pkg.util.intstr.IntOrString
 = int-or-string
)",
R"(apimachinery.pkg.version.Info
 buildDate* string
 compiler* string
 gitCommit* string
 gitTreeState* string
 gitVersion* string
 goVersion* string
 major* string
 minor* string
 platform* string
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.APIService
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec
 status! @kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.APIServiceList
 apiVersion~ string
 items*! []@kube-aggregator.pkg.apis.apiregistration.v1.APIService
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec
 caBundle~ byte list=atomic
 group~ string
 groupPriorityMinimum* int32
 insecureSkipTLSVerify~ bool
 service @kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference
 version~ string
 versionPriority* int32
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus
 conditions~ []@kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition list=map:type patch=merge key=type
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference
 name~ string
 namespace~ string
 port int32
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService
 apiVersion~ string
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ObjectMeta
 spec! @kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceSpec
 status! @kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceCondition
 lastTransitionTime date-time
 message~ string
 reason~ string
 status* string
 type* string
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceList
 apiVersion~ string
 items*! []@kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService
 kind~ string
 metadata! @apimachinery.pkg.apis.meta.v1.ListMeta
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceSpec
 caBundle~ byte list=atomic
 group~ string
 groupPriorityMinimum* int32
 insecureSkipTLSVerify~ bool
 service @kube-aggregator.pkg.apis.apiregistration.v1beta1.ServiceReference
 version~ string
 versionPriority* int32
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus
 conditions~ []@kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceCondition list=map:type patch=merge key=type
)",
R"(kube-aggregator.pkg.apis.apiregistration.v1beta1.ServiceReference
 name~ string
 namespace~ string
 port int32
)",
R"(kind admissionregistration.k8s.io/v1 MutatingWebhookConfiguration api.admissionregistration.v1.MutatingWebhookConfiguration
kind admissionregistration.k8s.io/v1 MutatingWebhookConfigurationList api.admissionregistration.v1.MutatingWebhookConfigurationList
kind admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration api.admissionregistration.v1.ValidatingWebhookConfiguration
kind admissionregistration.k8s.io/v1 ValidatingWebhookConfigurationList api.admissionregistration.v1.ValidatingWebhookConfigurationList
kind admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration api.admissionregistration.v1beta1.MutatingWebhookConfiguration
kind admissionregistration.k8s.io/v1beta1 MutatingWebhookConfigurationList api.admissionregistration.v1beta1.MutatingWebhookConfigurationList
kind admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration api.admissionregistration.v1beta1.ValidatingWebhookConfiguration
kind admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfigurationList api.admissionregistration.v1beta1.ValidatingWebhookConfigurationList
kind apiextensions.k8s.io/v1 CustomResourceDefinition apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition
kind apiextensions.k8s.io/v1 CustomResourceDefinitionList apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionList
kind apiextensions.k8s.io/v1beta1 CustomResourceDefinition apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition
kind apiextensions.k8s.io/v1beta1 CustomResourceDefinitionList apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinitionList
kind apiregistration.k8s.io/v1 APIService kube-aggregator.pkg.apis.apiregistration.v1.APIService
kind apiregistration.k8s.io/v1 APIServiceList kube-aggregator.pkg.apis.apiregistration.v1.APIServiceList
kind apiregistration.k8s.io/v1beta1 APIService kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService
kind apiregistration.k8s.io/v1beta1 APIServiceList kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceList
kind apps/v1 ControllerRevision api.apps.v1.ControllerRevision
kind apps/v1 ControllerRevisionList api.apps.v1.ControllerRevisionList
kind apps/v1 DaemonSet api.apps.v1.DaemonSet
kind apps/v1 DaemonSetList api.apps.v1.DaemonSetList
kind apps/v1 Deployment api.apps.v1.Deployment
kind apps/v1 DeploymentList api.apps.v1.DeploymentList
kind apps/v1 ReplicaSet api.apps.v1.ReplicaSet
kind apps/v1 ReplicaSetList api.apps.v1.ReplicaSetList
kind apps/v1 StatefulSet api.apps.v1.StatefulSet
kind apps/v1 StatefulSetList api.apps.v1.StatefulSetList
kind authentication.k8s.io/v1 TokenRequest api.authentication.v1.TokenRequest
kind authentication.k8s.io/v1 TokenReview api.authentication.v1.TokenReview
kind authentication.k8s.io/v1beta1 TokenReview api.authentication.v1beta1.TokenReview
kind authorization.k8s.io/v1 LocalSubjectAccessReview api.authorization.v1.LocalSubjectAccessReview
kind authorization.k8s.io/v1 SelfSubjectAccessReview api.authorization.v1.SelfSubjectAccessReview
kind authorization.k8s.io/v1 SelfSubjectRulesReview api.authorization.v1.SelfSubjectRulesReview
kind authorization.k8s.io/v1 SubjectAccessReview api.authorization.v1.SubjectAccessReview
kind authorization.k8s.io/v1beta1 LocalSubjectAccessReview api.authorization.v1beta1.LocalSubjectAccessReview
kind authorization.k8s.io/v1beta1 SelfSubjectAccessReview api.authorization.v1beta1.SelfSubjectAccessReview
kind authorization.k8s.io/v1beta1 SelfSubjectRulesReview api.authorization.v1beta1.SelfSubjectRulesReview
kind authorization.k8s.io/v1beta1 SubjectAccessReview api.authorization.v1beta1.SubjectAccessReview
kind autoscaling/v1 HorizontalPodAutoscaler api.autoscaling.v1.HorizontalPodAutoscaler
kind autoscaling/v1 HorizontalPodAutoscalerList api.autoscaling.v1.HorizontalPodAutoscalerList
kind autoscaling/v1 Scale api.autoscaling.v1.Scale
kind autoscaling/v2 HorizontalPodAutoscaler api.autoscaling.v2.HorizontalPodAutoscaler
kind autoscaling/v2 HorizontalPodAutoscalerList api.autoscaling.v2.HorizontalPodAutoscalerList
kind autoscaling/v2beta1 HorizontalPodAutoscaler api.autoscaling.v2beta1.HorizontalPodAutoscaler
kind autoscaling/v2beta1 HorizontalPodAutoscalerList api.autoscaling.v2beta1.HorizontalPodAutoscalerList
kind autoscaling/v2beta2 HorizontalPodAutoscaler api.autoscaling.v2beta2.HorizontalPodAutoscaler
kind autoscaling/v2beta2 HorizontalPodAutoscalerList api.autoscaling.v2beta2.HorizontalPodAutoscalerList
kind batch/v1 CronJob api.batch.v1.CronJob
kind batch/v1 CronJobList api.batch.v1.CronJobList
kind batch/v1 Job api.batch.v1.Job
kind batch/v1 JobList api.batch.v1.JobList
kind batch/v1beta1 CronJob api.batch.v1beta1.CronJob
kind batch/v1beta1 CronJobList api.batch.v1beta1.CronJobList
kind batch/v2alpha1 CronJob api.batch.v2alpha1.CronJob
kind batch/v2alpha1 CronJobList api.batch.v2alpha1.CronJobList
kind certificates.k8s.io/v1 CertificateSigningRequest api.certificates.v1.CertificateSigningRequest
kind certificates.k8s.io/v1 CertificateSigningRequestList api.certificates.v1.CertificateSigningRequestList
kind certificates.k8s.io/v1beta1 CertificateSigningRequest api.certificates.v1beta1.CertificateSigningRequest
kind certificates.k8s.io/v1beta1 CertificateSigningRequestList api.certificates.v1beta1.CertificateSigningRequestList
kind coordination.k8s.io/v1 Lease api.coordination.v1.Lease
kind coordination.k8s.io/v1 LeaseList api.coordination.v1.LeaseList
kind coordination.k8s.io/v1beta1 Lease api.coordination.v1beta1.Lease
kind coordination.k8s.io/v1beta1 LeaseList api.coordination.v1beta1.LeaseList
kind discovery.k8s.io/v1 EndpointSlice api.discovery.v1.EndpointSlice
kind discovery.k8s.io/v1 EndpointSliceList api.discovery.v1.EndpointSliceList
kind discovery.k8s.io/v1beta1 EndpointSlice api.discovery.v1beta1.EndpointSlice
kind discovery.k8s.io/v1beta1 EndpointSliceList api.discovery.v1beta1.EndpointSliceList
kind events.k8s.io/v1 Event api.events.v1.Event
kind events.k8s.io/v1 EventList api.events.v1.EventList
kind events.k8s.io/v1beta1 Event api.events.v1beta1.Event
kind events.k8s.io/v1beta1 EventList api.events.v1beta1.EventList
kind extensions/v1beta1 Ingress api.extensions.v1beta1.Ingress
kind extensions/v1beta1 IngressList api.extensions.v1beta1.IngressList
kind flowcontrol.apiserver.k8s.io/v1alpha1 FlowSchema api.flowcontrol.v1alpha1.FlowSchema
kind flowcontrol.apiserver.k8s.io/v1alpha1 FlowSchemaList api.flowcontrol.v1alpha1.FlowSchemaList
kind flowcontrol.apiserver.k8s.io/v1alpha1 PriorityLevelConfiguration api.flowcontrol.v1alpha1.PriorityLevelConfiguration
kind flowcontrol.apiserver.k8s.io/v1alpha1 PriorityLevelConfigurationList api.flowcontrol.v1alpha1.PriorityLevelConfigurationList
kind flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema api.flowcontrol.v1beta1.FlowSchema
kind flowcontrol.apiserver.k8s.io/v1beta1 FlowSchemaList api.flowcontrol.v1beta1.FlowSchemaList
kind flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration api.flowcontrol.v1beta1.PriorityLevelConfiguration
kind flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfigurationList api.flowcontrol.v1beta1.PriorityLevelConfigurationList
kind internal.apiserver.k8s.io/v1alpha1 StorageVersion api.apiserverinternal.v1alpha1.StorageVersion
kind internal.apiserver.k8s.io/v1alpha1 StorageVersionList api.apiserverinternal.v1alpha1.StorageVersionList
kind networking.k8s.io/v1 Ingress api.networking.v1.Ingress
kind networking.k8s.io/v1 IngressClass api.networking.v1.IngressClass
kind networking.k8s.io/v1 IngressClassList api.networking.v1.IngressClassList
kind networking.k8s.io/v1 IngressList api.networking.v1.IngressList
kind networking.k8s.io/v1 NetworkPolicy api.networking.v1.NetworkPolicy
kind networking.k8s.io/v1 NetworkPolicyList api.networking.v1.NetworkPolicyList
kind networking.k8s.io/v1beta1 Ingress api.networking.v1beta1.Ingress
kind networking.k8s.io/v1beta1 IngressClass api.networking.v1beta1.IngressClass
kind networking.k8s.io/v1beta1 IngressClassList api.networking.v1beta1.IngressClassList
kind networking.k8s.io/v1beta1 IngressList api.networking.v1beta1.IngressList
kind node.k8s.io/v1 RuntimeClass api.node.v1.RuntimeClass
kind node.k8s.io/v1 RuntimeClassList api.node.v1.RuntimeClassList
kind node.k8s.io/v1alpha1 RuntimeClass api.node.v1alpha1.RuntimeClass
kind node.k8s.io/v1alpha1 RuntimeClassList api.node.v1alpha1.RuntimeClassList
kind node.k8s.io/v1beta1 RuntimeClass api.node.v1beta1.RuntimeClass
kind node.k8s.io/v1beta1 RuntimeClassList api.node.v1beta1.RuntimeClassList
kind policy/v1 Eviction api.policy.v1.Eviction
kind policy/v1 PodDisruptionBudget api.policy.v1.PodDisruptionBudget
kind policy/v1 PodDisruptionBudgetList api.policy.v1.PodDisruptionBudgetList
kind policy/v1beta1 Eviction api.policy.v1beta1.Eviction
kind policy/v1beta1 PodDisruptionBudget api.policy.v1beta1.PodDisruptionBudget
kind policy/v1beta1 PodDisruptionBudgetList api.policy.v1beta1.PodDisruptionBudgetList
kind policy/v1beta1 PodSecurityPolicy api.policy.v1beta1.PodSecurityPolicy
kind policy/v1beta1 PodSecurityPolicyList api.policy.v1beta1.PodSecurityPolicyList
kind rbac.authorization.k8s.io/v1 ClusterRole api.rbac.v1.ClusterRole
kind rbac.authorization.k8s.io/v1 ClusterRoleBinding api.rbac.v1.ClusterRoleBinding
kind rbac.authorization.k8s.io/v1 ClusterRoleBindingList api.rbac.v1.ClusterRoleBindingList
kind rbac.authorization.k8s.io/v1 ClusterRoleList api.rbac.v1.ClusterRoleList
kind rbac.authorization.k8s.io/v1 Role api.rbac.v1.Role
kind rbac.authorization.k8s.io/v1 RoleBinding api.rbac.v1.RoleBinding
kind rbac.authorization.k8s.io/v1 RoleBindingList api.rbac.v1.RoleBindingList
kind rbac.authorization.k8s.io/v1 RoleList api.rbac.v1.RoleList
kind rbac.authorization.k8s.io/v1alpha1 ClusterRole api.rbac.v1alpha1.ClusterRole
kind rbac.authorization.k8s.io/v1alpha1 ClusterRoleBinding api.rbac.v1alpha1.ClusterRoleBinding
kind rbac.authorization.k8s.io/v1alpha1 ClusterRoleBindingList api.rbac.v1alpha1.ClusterRoleBindingList
kind rbac.authorization.k8s.io/v1alpha1 ClusterRoleList api.rbac.v1alpha1.ClusterRoleList
kind rbac.authorization.k8s.io/v1alpha1 Role api.rbac.v1alpha1.Role
kind rbac.authorization.k8s.io/v1alpha1 RoleBinding api.rbac.v1alpha1.RoleBinding
kind rbac.authorization.k8s.io/v1alpha1 RoleBindingList api.rbac.v1alpha1.RoleBindingList
kind rbac.authorization.k8s.io/v1alpha1 RoleList api.rbac.v1alpha1.RoleList
kind rbac.authorization.k8s.io/v1beta1 ClusterRole api.rbac.v1beta1.ClusterRole
kind rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding api.rbac.v1beta1.ClusterRoleBinding
kind rbac.authorization.k8s.io/v1beta1 ClusterRoleBindingList api.rbac.v1beta1.ClusterRoleBindingList
kind rbac.authorization.k8s.io/v1beta1 ClusterRoleList api.rbac.v1beta1.ClusterRoleList
kind rbac.authorization.k8s.io/v1beta1 Role api.rbac.v1beta1.Role
kind rbac.authorization.k8s.io/v1beta1 RoleBinding api.rbac.v1beta1.RoleBinding
kind rbac.authorization.k8s.io/v1beta1 RoleBindingList api.rbac.v1beta1.RoleBindingList
kind rbac.authorization.k8s.io/v1beta1 RoleList api.rbac.v1beta1.RoleList
kind scheduling.k8s.io/v1 PriorityClass api.scheduling.v1.PriorityClass
kind scheduling.k8s.io/v1 PriorityClassList api.scheduling.v1.PriorityClassList
kind scheduling.k8s.io/v1alpha1 PriorityClass api.scheduling.v1alpha1.PriorityClass
kind scheduling.k8s.io/v1alpha1 PriorityClassList api.scheduling.v1alpha1.PriorityClassList
kind scheduling.k8s.io/v1beta1 PriorityClass api.scheduling.v1beta1.PriorityClass
kind scheduling.k8s.io/v1beta1 PriorityClassList api.scheduling.v1beta1.PriorityClassList
kind storage.k8s.io/v1 CSIDriver api.storage.v1.CSIDriver
kind storage.k8s.io/v1 CSIDriverList api.storage.v1.CSIDriverList
kind storage.k8s.io/v1 CSINode api.storage.v1.CSINode
kind storage.k8s.io/v1 CSINodeList api.storage.v1.CSINodeList
kind storage.k8s.io/v1 StorageClass api.storage.v1.StorageClass
kind storage.k8s.io/v1 StorageClassList api.storage.v1.StorageClassList
kind storage.k8s.io/v1 VolumeAttachment api.storage.v1.VolumeAttachment
kind storage.k8s.io/v1 VolumeAttachmentList api.storage.v1.VolumeAttachmentList
kind storage.k8s.io/v1alpha1 VolumeAttachment api.storage.v1alpha1.VolumeAttachment
kind storage.k8s.io/v1alpha1 VolumeAttachmentList api.storage.v1alpha1.VolumeAttachmentList
kind storage.k8s.io/v1beta1 CSIDriver api.storage.v1beta1.CSIDriver
kind storage.k8s.io/v1beta1 CSIDriverList api.storage.v1beta1.CSIDriverList
kind storage.k8s.io/v1beta1 CSINode api.storage.v1beta1.CSINode
kind storage.k8s.io/v1beta1 CSINodeList api.storage.v1beta1.CSINodeList
kind storage.k8s.io/v1beta1 StorageClass api.storage.v1beta1.StorageClass
kind storage.k8s.io/v1beta1 StorageClassList api.storage.v1beta1.StorageClassList
kind storage.k8s.io/v1beta1 VolumeAttachment api.storage.v1beta1.VolumeAttachment
kind storage.k8s.io/v1beta1 VolumeAttachmentList api.storage.v1beta1.VolumeAttachmentList
kind v1 APIGroup apimachinery.pkg.apis.meta.v1.APIGroup
kind v1 APIGroupList apimachinery.pkg.apis.meta.v1.APIGroupList
kind v1 APIResourceList apimachinery.pkg.apis.meta.v1.APIResourceList
kind v1 APIVersions apimachinery.pkg.apis.meta.v1.APIVersions
kind v1 Binding api.core.v1.Binding
kind v1 ComponentStatus api.core.v1.ComponentStatus
kind v1 ComponentStatusList api.core.v1.ComponentStatusList
kind v1 ConfigMap api.core.v1.ConfigMap
kind v1 ConfigMapList api.core.v1.ConfigMapList
kind v1 Endpoints api.core.v1.Endpoints
kind v1 EndpointsList api.core.v1.EndpointsList
kind v1 Event api.core.v1.Event
kind v1 EventList api.core.v1.EventList
kind v1 LimitRange api.core.v1.LimitRange
kind v1 LimitRangeList api.core.v1.LimitRangeList
kind v1 Namespace api.core.v1.Namespace
kind v1 NamespaceList api.core.v1.NamespaceList
kind v1 Node api.core.v1.Node
kind v1 NodeList api.core.v1.NodeList
kind v1 PersistentVolume api.core.v1.PersistentVolume
kind v1 PersistentVolumeClaim api.core.v1.PersistentVolumeClaim
kind v1 PersistentVolumeClaimList api.core.v1.PersistentVolumeClaimList
kind v1 PersistentVolumeList api.core.v1.PersistentVolumeList
kind v1 Pod api.core.v1.Pod
kind v1 PodList api.core.v1.PodList
kind v1 PodTemplate api.core.v1.PodTemplate
kind v1 PodTemplateList api.core.v1.PodTemplateList
kind v1 ReplicationController api.core.v1.ReplicationController
kind v1 ReplicationControllerList api.core.v1.ReplicationControllerList
kind v1 ResourceQuota api.core.v1.ResourceQuota
kind v1 ResourceQuotaList api.core.v1.ResourceQuotaList
kind v1 Secret api.core.v1.Secret
kind v1 SecretList api.core.v1.SecretList
kind v1 Service api.core.v1.Service
kind v1 ServiceAccount api.core.v1.ServiceAccount
kind v1 ServiceAccountList api.core.v1.ServiceAccountList
kind v1 ServiceList api.core.v1.ServiceList
kind v1 Status apimachinery.pkg.apis.meta.v1.Status
)",
R"(resource admissionregistration.k8s.io/v1 MutatingWebhookConfiguration mutatingwebhookconfigurations cluster -
resource admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration validatingwebhookconfigurations cluster -
resource apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions cluster status
resource apiregistration.k8s.io/v1 APIService apiservices cluster status
resource apps/v1 ControllerRevision controllerrevisions namespaced -
resource apps/v1 DaemonSet daemonsets namespaced status
resource apps/v1 Deployment deployments namespaced scale,status
resource apps/v1 ReplicaSet replicasets namespaced scale,status
resource apps/v1 StatefulSet statefulsets namespaced scale,status
resource authentication.k8s.io/v1 TokenReview tokenreviews cluster -
resource authorization.k8s.io/v1 LocalSubjectAccessReview localsubjectaccessreviews namespaced -
resource authorization.k8s.io/v1 SelfSubjectAccessReview selfsubjectaccessreviews cluster -
resource authorization.k8s.io/v1 SelfSubjectRulesReview selfsubjectrulesreviews cluster -
resource authorization.k8s.io/v1 SubjectAccessReview subjectaccessreviews cluster -
resource autoscaling/v1 HorizontalPodAutoscaler horizontalpodautoscalers namespaced status
resource autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers namespaced status
resource batch/v1 CronJob cronjobs namespaced status
resource batch/v1 Job jobs namespaced status
resource certificates.k8s.io/v1 CertificateSigningRequest certificatesigningrequests cluster approval,status
resource coordination.k8s.io/v1 Lease leases namespaced -
resource discovery.k8s.io/v1 EndpointSlice endpointslices namespaced -
resource events.k8s.io/v1 Event events namespaced -
resource networking.k8s.io/v1 IngressClass ingressclasses cluster -
resource networking.k8s.io/v1 Ingress ingresses namespaced status
resource networking.k8s.io/v1 NetworkPolicy networkpolicies namespaced -
resource node.k8s.io/v1 RuntimeClass runtimeclasses cluster -
resource policy/v1 PodDisruptionBudget poddisruptionbudgets namespaced status
resource rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings cluster -
resource rbac.authorization.k8s.io/v1 ClusterRole clusterroles cluster -
resource rbac.authorization.k8s.io/v1 RoleBinding rolebindings namespaced -
resource rbac.authorization.k8s.io/v1 Role roles namespaced -
resource scheduling.k8s.io/v1 PriorityClass priorityclasses cluster -
resource storage.k8s.io/v1 CSIDriver csidrivers cluster -
resource storage.k8s.io/v1 CSINode csinodes cluster -
resource storage.k8s.io/v1 StorageClass storageclasses cluster -
resource storage.k8s.io/v1 VolumeAttachment volumeattachments cluster status
resource v1 Binding bindings namespaced -
resource v1 ComponentStatus componentstatuses cluster -
resource v1 ConfigMap configmaps namespaced -
resource v1 Endpoints endpoints namespaced -
resource v1 Event events namespaced -
resource v1 LimitRange limitranges namespaced -
resource v1 Namespace namespaces cluster finalize,status
resource v1 Node nodes cluster proxy,status
resource v1 PersistentVolumeClaim persistentvolumeclaims namespaced status
resource v1 PersistentVolume persistentvolumes cluster status
resource v1 Pod pods namespaced attach,binding,eviction,exec,log,portforward,proxy,status
resource v1 PodTemplate podtemplates namespaced -
resource v1 ReplicationController replicationcontrollers namespaced scale,status
resource v1 ResourceQuota resourcequotas namespaced status
resource v1 Secret secrets namespaced -
resource v1 ServiceAccount serviceaccounts namespaced token
resource v1 Service services namespaced proxy,status
)"};
// clang-format on

}  // namespace

std::span<const std::string_view> builtin_schema_table() {
    return kTable;
}

}  // namespace sealer::manifest
