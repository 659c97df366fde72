// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/kustomization.h"

#include <gmock/gmock.h>

#include "ample_budget.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Kustomization parsed(std::string_view text) {
    auto kustomization = parse_kustomization(text, "k.yaml", ample_budget());
    EXPECT_TRUE(kustomization) << kustomization.error().message;
    return kustomization.value_or(Kustomization());
}

TEST(Kustomization, IsReadWithItsOldSpellings) {
    const Kustomization k = parsed(R"(
resources: [a]
bases: [b]
images: [{name: web, newTag: '2'}]
imageTags: [{name: db, newTag: '3'}]
configMapGenerator: [{name: c, env: c.env, envs: [d.env]}]
vars: [{name: V, objref: {group: apps, version: v1, kind: Deployment, name: web}}]
patches: [{path: p.yaml, target: {apiVersion: apps/v1, name: web}}]
)");
    EXPECT_THAT(k.resources, ElementsAre("a", "b"));
    EXPECT_EQ(k.images[1].name, "db");
    EXPECT_THAT(k.config_map_generators[0].envs, ElementsAre("d.env", "c.env"));
    EXPECT_EQ(k.vars[0].api_version, "apps/v1");
    EXPECT_EQ(k.vars[0].field_path, "metadata.name");
    EXPECT_EQ(k.patches[0].target->group, "apps");
    EXPECT_THAT(k.warnings, ElementsAre(HasSubstr("'bases' is deprecated. Please use 'resources'"),
                                        HasSubstr("'imageTags'"), HasSubstr("'vars'")));
}

TEST(Kustomization, HasReplacementsWithTheirParts) {
    const Kustomization k = parsed(R"(
replacements:
- source: {kind: A, fieldPath: a.b, options: {delimiter: '-', index: 1}}
  targets:
  - select: {kind: B}
    reject: [{name: c}]
    fieldPaths: [d]
    options: {create: true}
- path: r.yaml
)");
    const Replacement& first = k.replacements[0];
    EXPECT_EQ(first.source->select.kind, "A");
    EXPECT_EQ(first.source->options.index, 1);
    EXPECT_EQ(first.targets[0].reject[0].name, "c");
    EXPECT_TRUE(first.targets[0].options.create);
    EXPECT_EQ(k.replacements[1].path, "r.yaml");
    EXPECT_FALSE(k.replacements[1].source);
}

TEST(Kustomization, TellsComponents) {
    EXPECT_TRUE(parsed("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
                       "namePrefix: a")
                    .is_component);
    EXPECT_FALSE(parsed("kind: Kustomization\nnamePrefix: a").is_component);
}

TEST(Kustomization, IsRefusedWithTheReason) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "k.yaml: the kustomization is empty"},
        {"# only a comment", "is empty"},
        {"kind: Kustomization", "is empty"},
        {"- a", "expected a mapping"},
        {"resource: [a]", "k.yaml: unknown field \"resource\": did you mean \"resources\"?"},
        {"images: [{name: web, newtTag: x}]",
         "k.yaml.images[0]: unknown field \"newtTag\": did you mean \"newTag\"?"},
        {"namePrefix: 5", "namePrefix must be text"},
        {"kind: Deployment\nnamePrefix: a", "kind must be Kustomization or Component"},
        {"apiVersion: v1\nnamePrefix: a",
         "apiVersion of a Kustomization must be kustomize.config.k8s.io/v1beta1"},
        {"kind: Component\napiVersion: kustomize.config.k8s.io/v1beta1\nnamePrefix: a",
         "of a Component must be kustomize.config.k8s.io/v1alpha1"},
        {"vars: [{objref: {}}]", "vars[0]: a variable needs a name"},
        {"helmCharts: [{name: a}]",
         "helmCharts: Helm charts are not rendered: run `helm template`"},
        {"helmChartInflationGenerator: [{}]", "Helm charts are not rendered"},
        {"resources: [\n", "k.yaml: line"},
    };
    for (const auto& [text, message] : cases) {
        const auto kustomization = parse_kustomization(text, "k.yaml", ample_budget());
        ASSERT_FALSE(kustomization) << text;
        EXPECT_THAT(kustomization.error().message, HasSubstr(message)) << text;
    }
}

}  // namespace
}  // namespace sealer::kustomize
