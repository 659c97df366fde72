// SPDX-License-Identifier: Apache-2.0
// Built-in generators and transformers that files configure. Expectations are what kustomize 5.5
// prints.
#include <gmock/gmock.h>

#include "memory_build.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

constexpr char kReplicatedDeployment[] =
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, "
    "template: {spec: {containers: [{name: web, image: web}]}}}}";

// A Deployment after the transformer of that kind, or the error.
std::string transformed(const std::string& kind, const std::string& config) {
    return rendered({{"app/kustomization.yaml", "resources: [web.yaml]\ntransformers: [t.yaml]\n"},
                     {"app/web.yaml", kReplicatedDeployment},
                     {"app/t.yaml", "apiVersion: builtin\nkind: " + kind +
                                        "\nmetadata: {name: t, namespace: shop}\n" + config}},
                    "app");
}

std::string generated_by_plugin(const std::string& kind, const std::string& config) {
    return rendered(
        {{"app/kustomization.yaml", "generators: [g.yaml]\n"},
         {"app/g.yaml", "apiVersion: builtin\nkind: " + kind + "\nmetadata: {name: g}\n" + config}},
        "app");
}

TEST(TransformerPlugins, DoWhatTheirFieldsDo) {
    struct Case {
        const char* kind;
        const char* config;
        const char* expected;
    };
    const Case cases[] = {
        {"AnnotationsTransformer",
         "annotations: {a: 5}\nfieldSpecs: [{path: metadata/annotations, create: true}]\n",
         "annotations:\n    a: \"5\"\n"},
        {"LabelTransformer",
         "labels: {a: b}\nfieldSpecs: [{path: metadata/labels, create: true}]\n",
         "labels:\n    a: b\n"},
        {"HashTransformer", "", "name: web\n"},
        {"ImageTagTransformer", "imageTag: {name: web, newTag: '2'}\n", "image: web:2\n"},
        {"NamespaceTransformer", "", "namespace: shop\n"},
        {"NamespaceTransformer", "setRoleBindingSubjects: some\n",
         "must be defaultOnly, allServiceAccounts or none"},
        {"PatchTransformer",
         "patch: '- {op: remove, path: /spec/replicas}'\ntarget: {kind: Deployment}\n",
         "spec:\n  template:"},
        {"PatchJson6902Transformer",
         "jsonOp: '- {op: replace, path: /spec/replicas, value: 7}'\n"
         "target: {group: apps, version: v1, kind: Deployment, name: web}\n",
         "replicas: 7\n"},
        {"PatchStrategicMergeTransformer",
         "patches: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: "
         "{replicas: 8}}'\n",
         "replicas: 8\n"},
        {"PatchStrategicMergeTransformer", "", "names no patch in paths or patches"},
        {"PrefixTransformer", "prefix: p-\nfieldSpecs: [{path: metadata/name}]\n", "name: p-web\n"},
        {"SuffixTransformer", "suffix: -s\nfieldSpecs: [{path: metadata/name}]\n", "name: web-s\n"},
        {"PrefixSuffixTransformer", "prefix: p-\nsuffix: -s\nfieldSpecs: [{path: metadata/name}]\n",
         "name: p-web-s\n"},
        {"PrefixTransformer", "prefix: p-\n", "fieldSpecs is missing"},
        {"ReplicaCountTransformer",
         "replica: {name: web, count: 9}\nfieldSpecs: [{path: spec/replicas, kind: Deployment}]\n",
         "replicas: 9\n"},
        {"ReplacementTransformer",
         "replacements: [{source: {kind: Deployment}, targets: [{select: {kind: Deployment}, "
         "fieldPaths: [spec.name], options: {create: true}}]}]\n",
         "spec:\n  name: web\n"},
        {"ValueAddTransformer", "value: v\ntargets: [{fieldPath: metadata/labels/a}]\n",
         "labels:\n    a: v\n"},
        {"ValueAddTransformer", "targets: [{fieldPath: metadata/name, filePathPosition: 1}]\n",
         "name: app/web\n"},
        {"ValueAddTransformer", "value: v\n", "needs at least one target"},
        {"NoTransformer", "", "there is no built-in transformer of that kind"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(transformed(c.kind, c.config), HasSubstr(c.expected)) << c.kind << "\n"
                                                                          << c.config;
    }
}

TEST(GeneratorPlugins, MakeObjects) {
    EXPECT_THAT(generated_by_plugin("ConfigMapGenerator",
                                    "literals: [a=b]\noptions: {disableNameSuffixHash: true}\n"),
                HasSubstr("data:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: g\n"));
    EXPECT_THAT(
        generated_by_plugin("SecretGenerator",
                            "name: own\nliterals: [a=b]\noptions: {disableNameSuffixHash: true}\n"),
        HasSubstr("name: own\n"));
    EXPECT_THAT(generated_by_plugin(
                    "IAMPolicyGenerator",
                    "cloud: gke\nkubernetesService: {name: k, namespace: shop}\nserviceAccount: "
                    "{name: s, projectId: p}\n"),
                HasSubstr("iam.gke.io/gcp-service-account: s@p.iam.gserviceaccount.com\n  name: "
                          "k\n  namespace: shop\n"));
    EXPECT_THAT(generated_by_plugin("IAMPolicyGenerator", "cloud: other\n"),
                HasSubstr("cloud must be gke"));
    EXPECT_THAT(generated_by_plugin("LabelTransformer", ""),
                HasSubstr("there is no built-in generator of that kind"));
}

TEST(Plugins, StandInline) {
    EXPECT_THAT(rendered({{"kustomization.yaml",
                           "generators:\n- |-\n  {apiVersion: builtin, kind: ConfigMapGenerator, "
                           "metadata: {name: g}, "
                           "options: {disableNameSuffixHash: true}}\n"}},
                         ""),
                HasSubstr("kind: ConfigMap\nmetadata:\n  name: g\n"));
}

TEST(Plugins, ThatAreProgramsAreRefused) {
    EXPECT_THAT(
        rendered({{"kustomization.yaml", "generators: [g.yaml]\n"},
                  {"g.yaml",
                   "{apiVersion: example.com/v1, kind: Chart, metadata: {name: g, "
                   "annotations: {config.kubernetes.io/function: '{exec: {path: ./x}}'}}}"}},
                 ""),
        HasSubstr("plug-ins that are programs, containers or charts are not run"));
}

}  // namespace
}  // namespace sealer::kustomize
