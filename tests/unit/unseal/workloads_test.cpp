// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/workloads.h"

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::unseal {
namespace {

TEST(Workloads, EveryWayToReferToASecretIsSeen) {
    for (const char* pod :
         {"{containers: [{}, {env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: a}}}]}]}",
          "{containers: [{envFrom: [{configMapRef: {name: x}}, {secretRef: {name: db}}]}]}",
          "{initContainers: [{envFrom: [{secretRef: {name: db}}]}]}",
          "{volumes: [{name: a, emptyDir: {}}, {name: v, secret: {secretName: db}}]}",
          "{volumes: [{name: v, projected: {sources: [{secret: {name: db}}]}}]}",
          "{imagePullSecrets: [{name: db}]}"}) {
        const auto spec = manifest::parse_yaml_document("spec: " + std::string(pod)).value();
        EXPECT_TRUE(refers_to_secret(spec, "db")) << pod;
        EXPECT_FALSE(refers_to_secret(spec, "d")) << pod;
    }
    EXPECT_FALSE(refers_to_secret(
        manifest::parse_yaml_document("spec: {containers: [{name: db, image: db}]}").value(),
        "db"));
}

TEST(Workloads, TheAnnotationMayStandOnEither) {
    for (const char* text :
         {"metadata: {annotations: {sealer.dev/restart: 'true'}}",
          "spec: {template: {metadata: {annotations: {sealer.dev/restart: 'true'}}}}"}) {
        EXPECT_TRUE(wants_restarts(manifest::parse_yaml_document(text).value())) << text;
    }
    EXPECT_FALSE(wants_restarts(
        manifest::parse_yaml_document("metadata: {annotations: {sealer.dev/restart: 'TRUE'}}")
            .value()));
}

}  // namespace
}  // namespace sealer::unseal
