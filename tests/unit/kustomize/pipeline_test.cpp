// SPDX-License-Identifier: Apache-2.0
// What a kustomization does, and in which order. Expectations are what kustomize 5.5 prints.
#include "common/render/kustomize/pipeline.h"

#include <gmock/gmock.h>

#include "memory_build.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr char kSecret[] = "{apiVersion: v1, kind: Secret, metadata: {name: a}}\n";
constexpr char kComponent[] = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";

std::vector<std::string> ids_after(Files files, std::string_view directory) {
    const auto built = build_files(std::move(files), directory);
    EXPECT_TRUE(built) << built.error().message;
    return built ? ids_of(built->resources) : std::vector<std::string>();
}

TEST(Build, PrintsObjectsInOrder) {
    EXPECT_EQ(rendered({{"kustomization.yaml", "resources: [two.yaml]\nnamespace: shop\n"},
                        {"two.yaml",
                         "{kind: ConfigMap, apiVersion: v1, metadata: {name: b}}\n---\n"
                         "{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n"}},
                       ""),
              "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n"
              "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: shop\n");
}

TEST(Build, LayersWorkFromTheInsideOut) {
    const Files files{
        {"base/kustomization.yaml", "resources: [a.yaml]\nnamePrefix: base-\nnamespace: base\n"},
        {"base/a.yaml", kSecret},
        {"left/kustomization.yaml", "resources: [../base]\nnamePrefix: left-\n"},
        {"right/kustomization.yaml",
         "resources: [../base]\nnameSuffix: -right\nnamespace: right\n"},
        {"top/kustomization.yaml", "resources: [../left, ../right]\nnamePrefix: top-\n"}};
    EXPECT_THAT(ids_after(files, "top"),
                ElementsAre("Secret top-left-base-a/base", "Secret top-base-a-right/right"));
    EXPECT_THAT(ids_after(files, "left"), ElementsAre("Secret left-base-a/base"));
}

TEST(Build, ComponentsChangeWhatTheirUserHas) {
    const Files files{{"app/kustomization.yaml",
                       "resources: [a.yaml]\ncomponents: [../one, ../two]\nnamePrefix: app-\n"},
                      {"app/a.yaml", kSecret},
                      {"one/kustomization.yaml", std::string(kComponent) + "namePrefix: one-\n"},
                      {"two/kustomization.yaml",
                       std::string(kComponent) + "resources: [b.yaml]\nnamePrefix: two-\n"},
                      {"two/b.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: b}}"}};
    // One after the other, on all that is there by then; the user's own steps come last.
    EXPECT_THAT(ids_after(files, "app"), ElementsAre("Secret app-two-b", "Secret app-two-one-a"));
}

// Each step sees what the ones before it did.
TEST(Build, StepsComeInKustomizesOrder) {
    const std::string text =
        rendered({{"kustomization.yaml", R"(
resources: [web.yaml]
replacements:
- source: {kind: Deployment, fieldPath: spec.template.spec.containers.0.image}
  targets: [{select: {kind: Deployment}, fieldPaths: [metadata.annotations.image], options: {create: true}}]
images: [{name: patched, newTag: '2'}]
replicas: [{name: web, count: 5}]
commonAnnotations: {note: x}
namePrefix: p-
namespace: shop
patches:
- target: {kind: Deployment, name: web}
  patch: '- {op: add, path: /metadata/namespace, value: lost}'
patchesStrategicMerge:
- '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, template: {spec: {containers: [{name: web, image: patched}]}}}}'
patchesJson6902:
- target: {version: v1, group: apps, kind: Deployment, name: p-web}
  patch: |-
    - {op: test, path: /metadata/annotations/note, value: x}
    - {op: test, path: /spec/replicas, value: 1}
)"},
                  {"web.yaml",
                   "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, "
                   "spec: {template: {spec: {containers: [{name: web, image: web}]}}}}"}},
                 "");
    EXPECT_THAT(text, AllOf(HasSubstr("name: p-web\n  namespace: shop\n"), HasSubstr("replicas: 5"),
                            HasSubstr("image: patched:2\n        name: web"),
                            HasSubstr("    image: patched:2\n    note: x\n")));
}

TEST(Build, GeneratedNamesGetTheirHashLastAndAreReferredToByIt) {
    const std::string text = rendered(
        {{"base/kustomization.yaml",
          "configMapGenerator: [{name: settings, literals: [a=b]}]\nresources: [pod.yaml]\n"},
         {"base/pod.yaml",
          "{apiVersion: v1, kind: Pod, metadata: {name: pod}, "
          "spec: {volumes: [{name: v, configMap: {name: settings}}]}}"},
         {"top/kustomization.yaml",
          "resources: [../base]\nnamePrefix: p-\n"
          "configMapGenerator: [{name: settings, behavior: merge, literals: [c=d]}]\n"}},
        "top");
    EXPECT_THAT(text, HasSubstr("data:\n  a: b\n  c: d\nkind: ConfigMap\nmetadata:\n"
                                "  name: p-settings-fh478f99mk\n"));
    EXPECT_THAT(text, HasSubstr("configMap:\n      name: p-settings-fh478f99mk\n"));
}

TEST(Build, VariablesOfBasesAreFilledInAtTheEnd) {
    const std::string text =
        rendered({{"base/kustomization.yaml",
                   "resources: [pod.yaml]\n"
                   "vars: [{name: ME, objref: {apiVersion: v1, kind: Pod, name: pod}}]\n"},
                  {"base/pod.yaml",
                   "{apiVersion: v1, kind: Pod, metadata: {name: pod}, "
                   "spec: {containers: [{name: a, args: [$(ME)]}]}}"},
                  {"top/kustomization.yaml", "resources: [../base]\nnamePrefix: p-\n"}},
                 "top");
    EXPECT_THAT(text, HasSubstr("- args:\n    - p-pod\n"));
}

TEST(Build, ConfigurationsAddFields) {
    const std::string text = rendered(
        {{"kustomization.yaml", "resources: [a.yaml]\nconfigurations: [c.yaml]\nnamePrefix: p-\n"},
         {"c.yaml", "namePrefix: [{path: spec/name, kind: Thing}]\n"},
         {"a.yaml", "{apiVersion: e.com/v1, kind: Thing, metadata: {name: a}, spec: {name: b}}"}},
        "");
    EXPECT_THAT(text, AllOf(HasSubstr("name: p-a"), HasSubstr("name: p-b")));
}

TEST(Build, LeavesOutWhatIsForTheRenderAlone) {
    const auto annotated = [](const std::string& value) {
        return "{apiVersion: v1, kind: Secret, metadata: {name: a, annotations: "
               "{config.kubernetes.io/local-config: '" +
               value + "'}}}";
    };
    const auto count = [&](const std::string& value) {
        return ids_after(
                   {{"kustomization.yaml", "resources: [a.yaml]\n"}, {"a.yaml", annotated(value)}},
                   "")
            .size();
    };
    EXPECT_EQ(count("true"), 0U);
    EXPECT_EQ(count("false"), 1U);
}

TEST(Build, ValidatorsMustNotChangeAnything) {
    const auto validated = [](const std::string& key) {
        return rendered({{"kustomization.yaml", "resources: [a.yaml]\nvalidators: [v.yaml]\n"},
                         {"a.yaml", kSecret},
                         {"v.yaml",
                          "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: v}\n"
                          "labels: {" +
                              key +
                              ": x}\n"
                              "fieldSpecs: [{path: metadata/labels, create: true}]\n"}},
                        "");
    };
    EXPECT_THAT(validated("validated-by"), HasSubstr("validated-by: x"));
    EXPECT_THAT(validated("other"), HasSubstr("a validator must not change resources"));
}

TEST(Build, SaysWhoAskedForWhatIsWrong) {
    struct Case {
        Files files;
        const char* message;
    };
    const Case cases[] = {
        {{{"kustomization.yaml", "resources: [none.yaml]\n"}},
         "kustomization.yaml: none.yaml: none.yaml: no such file or directory"},
        {{{"kustomization.yaml", "resources: [base]\n"},
          {"base/kustomization.yaml", "resources: [a.yaml]\n"},
          {"base/a.yaml", "kind: [\n"}},
         "kustomization.yaml: base: base/kustomization.yaml: a.yaml: base/a.yaml: line"},
        {{{"kustomization.yaml", "resources: [a.yaml, a.yaml]\n"}, {"a.yaml", kSecret}},
         "Secret a (a.yaml, line 1): there is one already: Secret a (a.yaml, line 1)"},
        {{{"kustomization.yaml", "resources: [part]\n"},
          {"part/kustomization.yaml", std::string(kComponent) + "namePrefix: p-\n"}},
         "a Component: list it under `components`"},
        {{{"kustomization.yaml", "components: [base]\n"},
          {"base/kustomization.yaml", "resources: [a.yaml]\n"},
          {"base/a.yaml", kSecret}},
         "not a Component, which `components` takes"},
        {{{"kustomization.yaml", "resources: [a.yaml]\npatches: [{path: none.yaml}]\n"},
          {"a.yaml", kSecret}},
         "kustomization.yaml: patches[0]: none.yaml: no such file"},
        {{{"kustomization.yaml", "resources: [a.yaml]\npatches: [{path: p.yaml, patch: x}]\n"},
          {"a.yaml", kSecret}},
         "patches[0]: has both a path and a patch"},
        {{{"kustomization.yaml", "resources: [a.yaml]\nopenapi: {version: v1.30.0}\n"},
          {"a.yaml", kSecret}},
         "openapi.version v1.30.0 is not built in"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(rendered(c.files, ""), HasSubstr(c.message));
    }
}

TEST(BuildMetadata, TellsOriginsAndTransformations) {
    const std::string text =
        rendered({{"top/kustomization.yaml",
                   "resources: [../base]\nnamePrefix: p-\n"
                   "buildMetadata: [originAnnotations, transformerAnnotations, managedByLabel]\n"},
                  {"base/kustomization.yaml",
                   "resources: [a.yaml]\nsecretGenerator: [{name: s, options: "
                   "{disableNameSuffixHash: true}}]\n"},
                  {"base/a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"}},
                 "top");
    EXPECT_THAT(text, HasSubstr(R"(metadata:
  annotations:
    alpha.config.kubernetes.io/transformations: |
      - configuredIn: kustomization.yaml
        configuredBy:
          apiVersion: builtin
          kind: PrefixTransformer
    config.kubernetes.io/origin: |
      path: ../base/a.yaml
  labels:
    app.kubernetes.io/managed-by: sealer
  name: p-a
)"));
    EXPECT_THAT(text, HasSubstr(R"(    config.kubernetes.io/origin: |
      configuredIn: ../base/kustomization.yaml
      configuredBy:
        apiVersion: builtin
        kind: SecretGenerator
)"));
}

TEST(Annotations, BecomeTextsAndInternalOnesGo) {
    const auto annotations = [](const std::string& text) {
        return rendered({{"kustomization.yaml", "resources: [a.yaml]\n"},
                         {"a.yaml",
                          "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n"
                          "  annotations: " +
                              text + "\n"}},
                        "");
    };
    EXPECT_THAT(annotations("{a: true, b: 5, c: null}"),
                HasSubstr("annotations:\n    a: \"true\"\n    b: \"5\"\n    c: \"null\"\n"));
    EXPECT_THAT(annotations("{c: }"), HasSubstr("c: \"\"\n"));
    EXPECT_THAT(annotations("{config.kubernetes.io/index: '0'}"), Not(HasSubstr("annotations")));
}

}  // namespace
}  // namespace sealer::kustomize
