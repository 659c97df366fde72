// SPDX-License-Identifier: Apache-2.0
#include "controller/app/recreation.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using kube::Propagation;

TEST(Recreation, IsUnaskedWhereNothingIsLost) {
    struct Case {
        const char* desired;
        Recreation expected;
        Propagation propagation;
    };
    for (const Case& c : {
             Case{"{apiVersion: v1, kind: Namespace}", Recreation::kNever,
                  Propagation::kForeground},
             Case{"{apiVersion: v1, kind: PersistentVolume}", Recreation::kNever,
                  Propagation::kForeground},
             Case{"{apiVersion: v1, kind: PersistentVolumeClaim}", Recreation::kNever,
                  Propagation::kForeground},
             Case{"{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}",
                  Recreation::kNever, Propagation::kForeground},
             Case{"{apiVersion: batch/v1, kind: Job}", Recreation::kUnasked,
                  Propagation::kForeground},
             Case{"{apiVersion: v1, kind: ConfigMap}", Recreation::kUnasked,
                  Propagation::kBackground},
             Case{"{apiVersion: v1, kind: Secret}", Recreation::kUnasked, Propagation::kBackground},
             Case{"{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding}",
                  Recreation::kUnasked, Propagation::kBackground},
             Case{"{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding}",
                  Recreation::kUnasked, Propagation::kBackground},
             Case{"{apiVersion: storage.k8s.io/v1, kind: StorageClass}", Recreation::kUnasked,
                  Propagation::kBackground},
             Case{"{apiVersion: apps/v1, kind: StatefulSet, spec: {selector: {a: b}}}",
                  Recreation::kUnasked, Propagation::kOrphan},
             Case{"{apiVersion: apps/v1, kind: StatefulSet, spec: {selector: {a: c}}}",
                  Recreation::kWhenAsked, Propagation::kForeground},
             Case{"{apiVersion: apps/v1, kind: Deployment, spec: {selector: {a: b}}}",
                  Recreation::kWhenAsked, Propagation::kForeground},
             Case{"{apiVersion: v1, kind: Service}", Recreation::kWhenAsked,
                  Propagation::kForeground},
             Case{"{apiVersion: acme.io/v1, kind: Secret}", Recreation::kWhenAsked,
                  Propagation::kForeground},
         }) {
        SCOPED_TRACE(c.desired);
        manifest::Value live = yaml(c.desired);
        live["spec"]["selector"] = yaml("{a: b}");
        const Recreation recreation = recreation_of(yaml(c.desired), live);
        EXPECT_EQ(recreation, c.expected);
        EXPECT_EQ(propagation_of(live, recreation, Propagation::kForeground), c.propagation);
    }
}

}  // namespace
}  // namespace sealer::app
