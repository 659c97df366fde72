// SPDX-License-Identifier: Apache-2.0
#include "common/app/source_render.h"

#include <gmock/gmock.h>

#include "../render/memory_tree.h"
#include "values.h"

namespace sealer::app {
namespace {

using render::MemoryTree;
using testing::HasSubstr;
using Files = std::map<std::string, std::string>;

const Files& shop() {
    static const Files kShop{
        {"base/kustomization.yaml", "resources: [web.yaml]\n"},
        {"base/web.yaml",
         "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
         "spec: {containers: [{name: web, image: 'web:1'}]}\n"},
        {"overlay/kustomization.yaml", "resources: [../base]\nnameSuffix: -demo\n"},
        {"plain/web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: plain}\n"},
        {"chart/Chart.yaml", "name: chart\n"}};
    return kShop;
}

Files with(Files files, const Files& more) {
    for (const auto& [path, content] : more) {
        files[path] = content;
    }
    return files;
}

Spec spec_of(const std::string& path, const std::string& options = "") {
    auto source = parse_source(yaml("{repoURL: https://git/x, path: " + path +
                                    (options.empty() ? "" : ", ") + options + "}"),
                               "spec.source");
    EXPECT_TRUE(source) << source.error().message;
    Spec spec;
    spec.sources.list = {source.value_or(Source())};
    spec.project = "default";
    spec.namespace_ = "shop";
    return spec;
}

Result<RenderedSource> made_of(const Files& files, const Spec& spec) {
    return render_source(std::make_shared<MemoryTree>(files),
                         {.spec = spec,
                          .source = spec.sources.list.front(),
                          .instance = "web",
                          .commit = "0123456789012345678901234567890123456789"},
                         nullptr);
}

// The one object that comes of it, as JSON is easier to compare: its name and its image.
std::string summary(const Result<RenderedSource>& made) {
    if (!made) {
        return made.error().message;
    }
    std::string text;
    for (const render::ManifestPtr& manifest : made->rendered.manifests) {
        text += std::string(manifest::name_of(manifest->object)) + " ";
        for (const auto& container :
             manifest::elements(manifest->object.get("spec", "containers"))) {
            text += std::string(container.text("image")) + " ";
        }
        text += manifest->file + ":" + std::to_string(manifest->line);
    }
    return text;
}

TEST(RenderSource, UsesTheToolThatTheDirectoryIsFor) {
    const auto made = made_of(shop(), spec_of("overlay"));
    EXPECT_EQ(summary(made), "web-demo web:1 base/web.yaml:1");
    EXPECT_EQ(made->type, render::SourceType::kKustomize);
    EXPECT_EQ(summary(made_of(shop(), spec_of("overlay", "directory: {}"))),
              "web-demo web:1 base/web.yaml:1");
    EXPECT_EQ(made_of(shop(), spec_of("plain"))->type, render::SourceType::kDirectory);
    EXPECT_THAT(summary(made_of(shop(), spec_of("chart"))), HasSubstr("Helm"));
    // Who says which tool it is has it.
    EXPECT_EQ(summary(made_of(shop(), spec_of("base", "directory: {include: web.yaml}"))),
              "web web:1 base/web.yaml:1");
    EXPECT_THAT(summary(made_of(shop(), spec_of("plain", "kustomize: {namePrefix: a-}"))),
                HasSubstr("plain: holds no kustomization.yaml"));
}

TEST(RenderSource, AppliesTheKustomizeOptions) {
    EXPECT_EQ(summary(made_of(shop(), spec_of("overlay",
                                              "kustomize: {namePrefix: a-, nameSuffix: "
                                              "-b, images: ['web=shop/web:2']}"))),
              "a-web-b shop/web:2 base/web.yaml:1");
    const auto made =
        made_of(shop(), spec_of("overlay",
                                "kustomize: {images: ['web:$ARGOCD_APP_REVISION_SHORT'], "
                                "commonLabels: {app: '${ARGOCD_APP_NAME}'}, "
                                "commonAnnotations: {path: $ARGOCD_APP_SOURCE_PATH}}"));
    EXPECT_EQ(summary(made), "web-demo web:0123456 base/web.yaml:1");
    EXPECT_TRUE(made->depends_on_commit);
    const auto& object = made->rendered.manifests.front()->object;
    EXPECT_EQ(object.text("metadata", "labels", "app"), "web");
    EXPECT_EQ(object.text("metadata", "annotations", "path"), "$ARGOCD_APP_SOURCE_PATH");
}

TEST(RenderSource, CountsAsInputsWhatItReadAndNothingElse) {
    const auto made = made_of(shop(), spec_of("overlay"));
    ASSERT_TRUE(made) << made.error().message;
    const auto unchanged_with = [&made](const Files& more) {
        return render::unchanged(MemoryTree(with(shop(), more)), made->rendered.inputs);
    };
    EXPECT_TRUE(unchanged_with({{"plain/web.yaml", "x: y"}, {"overlay/README.md", "text"}}));
    EXPECT_FALSE(unchanged_with({{"base/web.yaml", "x: y"}}));
    EXPECT_FALSE(unchanged_with({{"overlay/kustomization.yaml", "x: y"}}));
    EXPECT_FALSE(unchanged_with({{"overlay/Chart.yaml", "x: y"}}));
    EXPECT_FALSE(unchanged_with({{"overlay/.argocd-source.yaml", "x: y"}}));
    EXPECT_FALSE(unchanged_with({{"overlay/.argocd-source-web.yaml", "x: y"}}));
    EXPECT_TRUE(unchanged_with({{"overlay/.argocd-source-other.yaml", "x: y"}}));
}

TEST(RenderSource, MergesTheFilesThatOverrideTheSource) {
    const Files files =
        with(shop(), {{"overlay/.argocd-source.yaml",
                       "path: base\nkustomize: {namePrefix: all-, images: ['web:2']}\n"},
                      {"overlay/.argocd-source-web.yaml", "kustomize: {images: ['web:3']}\n"},
                      {"overlay/.argocd-source-other.yaml", "kustomize: {namePrefix: other-}\n"},
                      {"plain/.argocd-source.yaml", "# nothing\n"}});
    EXPECT_EQ(summary(made_of(files, spec_of("overlay", "kustomize: {nameSuffix: -x}"))),
              "all-web-x web:3 base/web.yaml:1");
    EXPECT_EQ(summary(made_of(files, spec_of("plain"))), "plain plain/web.yaml:1");
    EXPECT_THAT(
        summary(made_of(
            with(files, {{"overlay/.argocd-source-web.yaml", "kustomize: {namePrefx: x}\n"}}),
            spec_of("overlay"))),
        HasSubstr("overlay/.argocd-source-web.yaml: spec.source.kustomize: unknown field "
                  "\"namePrefx\": did you mean \"namePrefix\"?"));
    EXPECT_THAT(
        summary(made_of(with(files, {{"overlay/.argocd-source.yaml", "-> ../../etc/passwd"}}),
                        spec_of("overlay"))),
        HasSubstr("illegal filepath in symlink"));
}

TEST(RenderSource, APathOutsideOfTheRepositoryIsNamed) {
    EXPECT_EQ(made_of(shop(), spec_of("../shop")).error().message,
              "path \"../shop\" leads outside the repository");
}

TEST(RenderSource, NothingOutsideOfTheRepositoryIsRead) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"resources: [../../../etc/passwd]", "../../../etc/passwd"},
        {"resources: [../..]", "../.."},
        {"resources: [/etc/passwd]", "/etc/passwd"},
        {"resources: [link.yaml]", "illegal filepath in symlink"},
        {"resources: [linked/x.yaml]", "illegal filepath in symlink"},
        {"configMapGenerator: [{name: a, files: [/etc/passwd]}]", "/etc/passwd"},
        {"configMapGenerator: [{name: a, files: [../base/web.yaml]}]", "base/web.yaml"},
        {"resources: ['https://127.0.0.1/x/y']", "remote bases and files are not allowed"},
        {"resources: ['file:///etc//x']", "remote bases and files are not allowed"},
    };
    for (const auto& [kustomization, expected] : cases) {
        SCOPED_TRACE(kustomization);
        const auto made = made_of(with(shop(), {{"overlay/kustomization.yaml", kustomization},
                                                {"overlay/link.yaml", "-> ../../etc/passwd"},
                                                {"overlay/linked", "-> /etc"}}),
                                  spec_of("overlay"));
        ASSERT_FALSE(made);
        EXPECT_THAT(made.error().message, HasSubstr(expected));
        EXPECT_THAT(made.error().message, HasSubstr("overlay/kustomization.yaml"));
    }
}

TEST(KustomizeOptions, AreReadStrictly) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{namePrefx: x}", "did you mean \"namePrefix\"?"},
        {"{images: web}", "images must be a list"},
        {"{replicas: [{name: web, count: many}]}", "replicas[0]: count"},
        {"{replicas: [{name: web, count: -1}]}", "replicas[0]: count"},
        {"{patches: [{pth: x}]}", "patches[0]"},
    };
    for (const auto& [text, expected] : cases) {
        const auto options = parse_kustomize_options(yaml(text), "spec.source.kustomize");
        ASSERT_FALSE(options) << text;
        EXPECT_THAT(options.error().message, HasSubstr(expected));
    }
    const auto options = parse_kustomize_options(
        yaml("{version: v5, kubeVersion: '1.30', apiVersions: [apps/v1], replicas: [{name: web, "
             "count: '3'}, {name: db, count: 0}], patches: [{patch: x, target: {kind: Pod}}], "
             "components: [../c], ignoreMissingComponents: true}"),
        "spec.source.kustomize");
    ASSERT_TRUE(options) << options.error().message;
    EXPECT_EQ(options->overrides.replicas[0].count, 3);
    EXPECT_EQ(options->overrides.patches[0].target->kind, "Pod");
    EXPECT_FALSE(depends_on_commit(*options));
}

TEST(ExpandVariables, AsAShellWould) {
    const BuildEnvironment environment{{"A", "one"}, {"A_B", "two"}};
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", ""},          {"text", "text"},       {"$A", "one"},
        {"${A}x", "onex"}, {"$A_B-$A", "two-one"}, {"$$A", "$A"},
        {"$none.", "."},   {"100$", "100$"},       {"$ x", "$ x"},
        {"${", ""},        {"${}x", "x"},          {"$1x", "x"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(expand_variables(text, environment), expected) << text;
    }
}

}  // namespace
}  // namespace sealer::app
