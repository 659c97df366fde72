// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/overrides.h"

#include <gmock/gmock.h>

#include "ample_budget.h"
#include "memory_build.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

TEST(ParseImage, ReadsWhatKustomizeEditReads) {
    struct Case {
        std::string text, name, new_name, tag, digest;
    };
    const std::vector<Case> cases{
        {"web:1.5", "web", "", "1.5", ""},
        {"web@sha256:ab", "web", "", "", "sha256:ab"},
        {"web=shop/web", "web", "shop/web", "", ""},
        {"web=shop/web:1.5", "web", "shop/web", "1.5", ""},
        {"web=shop/web@sha256:ab", "web", "shop/web", "", "sha256:ab"},
        {"web=shop/web:1.5@sha256:ab", "web", "shop/web", "1.5", "sha256:ab"},
        {"web=localhost:5000/web", "web", "localhost:5000/web", "", ""},
        {"localhost:5000/web:1.5", "localhost:5000/web", "", "1.5", ""},
        {"web=*:1.5", "web", "*", "1.5", ""},
        {"web=*:*", "web", "*", "*", ""},
    };
    for (const Case& expected : cases) {
        SCOPED_TRACE(expected.text);
        const auto rule = parse_image(expected.text);
        ASSERT_TRUE(rule) << rule.error().message;
        EXPECT_EQ(rule->name, expected.name);
        EXPECT_EQ(rule->new_name, expected.new_name);
        EXPECT_EQ(rule->new_tag, expected.tag);
        EXPECT_EQ(rule->digest, expected.digest);
    }
    for (const std::string text : {"", "web", "web=", "=web", ":1.5", "localhost:5000/web"}) {
        EXPECT_FALSE(parse_image(text)) << text;
    }
}

// The kustomization after the overrides; a fault ends the test.
Kustomization applied(std::string_view text, const Overrides& overrides) {
    auto kustomization = parse_kustomization(text, "kustomization.yaml", ample_budget());
    EXPECT_TRUE(kustomization) << kustomization.error().message;
    const Status done = apply(overrides, *kustomization);
    EXPECT_TRUE(done) << done.error().message;
    return *kustomization;
}

std::string refusal(std::string_view text, const Overrides& overrides) {
    Kustomization kustomization =
        parse_kustomization(text, "kustomization.yaml", ample_budget()).value();
    const Status done = apply(overrides, kustomization);
    return done ? "" : done.error().message;
}

TEST(Overrides, ReplaceImagesOfTheSameName) {
    const Kustomization changed = applied(
        "images:\n- {name: web, newName: shop/web, newTag: '1.4'}\n- {name: db, newTag: '9'}\n",
        {.images = {"web=*:1.5", "cache:7"}});
    ASSERT_EQ(changed.images.size(), 3U);
    EXPECT_EQ(changed.images[0].name, "cache");
    EXPECT_EQ(changed.images[1].name, "db");
    EXPECT_EQ(changed.images[1].new_tag, "9");
    EXPECT_EQ(changed.images[2].new_name, "shop/web");
    EXPECT_EQ(changed.images[2].new_tag, "1.5");
    EXPECT_THAT(refusal("namespace: x", {.images = {"a:1", "b"}}), HasSubstr("images[1]: \"b\""));
}

TEST(Overrides, ReplaceReplicasOfTheSameName) {
    const Kustomization changed =
        applied("replicas:\n- {name: web, count: 1}\n- {name: db, count: 2}\n",
                {.replicas = {{.name = "web", .count = 5}}});
    ASSERT_EQ(changed.replicas.size(), 2U);
    EXPECT_EQ(changed.replicas[0].name, "db");
    EXPECT_EQ(changed.replicas[1].count, 5);
}

TEST(Overrides, SetNamesAndTheNamespace) {
    const std::string text = "namePrefix: a-\nnameSuffix: -b\nnamespace: c\n";
    const Kustomization changed =
        applied(text, {.name_prefix = "x-", .name_suffix = "-y", .namespace_ = "z"});
    EXPECT_EQ(changed.name_prefix + changed.name_suffix + changed.namespace_, "x--yz");
    const Kustomization same = applied(text, {});
    EXPECT_EQ(same.name_prefix + same.name_suffix + same.namespace_, "a--bc");
}

TEST(Overrides, AddLabelsAndAnnotations) {
    const std::string text = "commonLabels: {a: one}\ncommonAnnotations: {b: one}\n";
    const Kustomization changed =
        applied(text, {.common_labels = {{"c", "two"}}, .common_annotations = {{"c", "two"}}});
    EXPECT_EQ(changed.common_labels, (TextMap{{"a", "one"}, {"c", "two"}}));
    EXPECT_EQ(changed.common_annotations, (TextMap{{"b", "one"}, {"c", "two"}}));

    EXPECT_THAT(refusal(text, {.common_labels = {{"a", "two"}}}), HasSubstr("commonLabels: a"));
    EXPECT_THAT(refusal(text, {.common_annotations = {{"b", "two"}}}),
                HasSubstr("commonAnnotations: b"));
    const Kustomization forced = applied(text, {.common_labels = {{"a", "two"}},
                                                .common_annotations = {{"b", "two"}},
                                                .force_common_labels = true,
                                                .force_common_annotations = true});
    EXPECT_EQ(forced.common_labels.at("a") + forced.common_annotations.at("b"), "twotwo");
}

TEST(Overrides, AddLabelsWithoutSelectorsToTheRuleThatIsThere) {
    const std::string text =
        "labels:\n- pairs: {a: one}\n  includeSelectors: true\n- pairs: {b: one}\n";
    const Kustomization changed =
        applied(text, {.common_labels = {{"c", "two"}}, .label_without_selector = true});
    ASSERT_EQ(changed.labels.size(), 2U);
    EXPECT_EQ(changed.labels[1].pairs, (TextMap{{"b", "one"}, {"c", "two"}}));
    EXPECT_TRUE(changed.common_labels.empty());

    const Kustomization templates = applied(text, {.common_labels = {{"c", "two"}},
                                                   .label_without_selector = true,
                                                   .label_include_templates = true});
    ASSERT_EQ(templates.labels.size(), 3U);
    EXPECT_TRUE(templates.labels[2].include_templates);
    EXPECT_FALSE(templates.labels[2].include_selectors);
    EXPECT_THAT(refusal(text, {.common_labels = {{"c", "d"}}, .label_include_templates = true}),
                HasSubstr("labelWithoutSelector"));
}

TEST(Overrides, AppendPatchesAndComponents) {
    const Kustomization changed =
        applied("patches: [{path: a.yaml}]\ncomponents: [one]\n",
                {.patches = {{.path = "b.yaml", .patch = {}, .target = {}, .options = {}}},
                 .components = {"one", "two"}});
    ASSERT_EQ(changed.patches.size(), 2U);
    EXPECT_EQ(changed.patches[1].path, "b.yaml");
    EXPECT_EQ(changed.components, (std::vector<std::string>{"one", "two"}));
}

std::string overridden(const Files& files, Overrides overrides) {
    Options options;
    options.overrides = std::move(overrides);
    return rendered(files, "overlay", std::move(options));
}

TEST(Overrides, ChangeTheTopAloneAndMayNameWhatIsMissing) {
    const Files files{
        {"base/kustomization.yaml", "resources: [web.yaml]\nimages: [{name: web, newTag: '1'}]\n"},
        {"base/web.yaml",
         "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
         "spec: {containers: [{name: web, image: web}]}\n"},
        {"overlay/kustomization.yaml", "resources: [../base]\n"},
        {"extra/kustomization.yaml",
         "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: extra-\n"}};
    const std::string changed = overridden(files, {.images = {"web:2"},
                                                   .components = {"../extra", "../none"},
                                                   .ignore_missing_components = true});
    EXPECT_THAT(changed, HasSubstr("image: web:2"));
    EXPECT_THAT(changed, HasSubstr("name: extra-web"));
    EXPECT_THAT(overridden(files, {.components = {"../none"}}),
                HasSubstr("overlay/kustomization.yaml: ../none"));
    EXPECT_THAT(overridden(files, {.images = {"web"}}),
                HasSubstr("overlay/kustomization.yaml: images[0]"));
    EXPECT_THAT(
        overridden(files, {.components = {"../../../etc"}, .ignore_missing_components = true}),
        HasSubstr("../../../etc"));
}

}  // namespace
}  // namespace sealer::kustomize
