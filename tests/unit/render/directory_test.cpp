// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "common/manifest/object.h"
#include "common/render/render.h"
#include "memory_tree.h"

namespace sealer::render {
namespace {

std::string object(const std::string& name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
}

std::vector<std::string> names(const Result<Rendered>& rendered) {
    std::vector<std::string> result;
    if (!rendered) {
        return {rendered.error().message};
    }
    for (const ManifestPtr& manifest : rendered->manifests) {
        result.emplace_back(manifest::name_of(manifest->object));
    }
    return result;
}

using Names = std::vector<std::string>;

TEST(RenderDirectory, TakesManifestFilesInOrder) {
    const MemoryTree tree({{"app/b.yml", object("b")},
                           {"app/a.yaml", object("a1") + "---\n" + object("a2") + "---\n"},
                           {"app/c.json", R"({"apiVersion":"v1","kind":"ConfigMap",)"
                                          R"("metadata":{"name":"c"}})"},
                           {"app/notes.txt", "kind: none"},
                           {"app/sub/d.yaml", object("d")},
                           {"other.yaml", object("other")}});
    EXPECT_EQ(names(render_directory(tree, "app", {})), (Names{"a1", "a2", "b", "c"}));
    EXPECT_EQ(names(render_directory(tree, "./app/", {.recurse = true})),
              (Names{"a1", "a2", "b", "c", "d"}));
    EXPECT_EQ(names(render_directory(tree, "app", {.recurse = true, .include = "{b*,sub/*}"})),
              (Names{"b", "d"}));
    EXPECT_EQ(names(render_directory(tree, "app", {.include = "*.y*", .exclude = "a*"})),
              (Names{"b"}));
    EXPECT_EQ(names(render_directory(tree, ".", {})), (Names{"other"}));
}

TEST(RenderDirectory, RefusesWhatIsNoGlob) {
    const MemoryTree tree({{"a.yaml", object("a")}});
    EXPECT_EQ(names(render_directory(tree, "", {.include = "{a.yaml"})),
              (Names{"directory.include: \"{a.yaml\" is no glob: a bracket or a brace is not "
                     "closed, or nothing follows a backslash"}));
    EXPECT_FALSE(render_directory(tree, "", {.exclude = "[a-"}));
    EXPECT_FALSE(render_directory(tree, "", {.exclude = "a\\"}));
}

TEST(RenderDirectory, ExpandsLists) {
    const MemoryTree tree({{"l.yaml",
                            "apiVersion: v1\nkind: List\nitems:\n"
                            "- {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n"
                            "- {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}\n"},
                           {"n.yaml", "apiVersion: v1\nkind: List\nitems: null\n"}});
    EXPECT_EQ(names(render_directory(tree, "", {})), (Names{"one", "two"}));
}

TEST(RenderDirectory, LeavesOutWhatIsNoManifest) {
    const MemoryTree tree({{"skip.yaml", "# +argocd:skip-file-rendering\n" + object("s")},
                           {"values.yaml", "a: {{ .Values.x }}\n"},
                           {"plain.yaml", "a: 1\n"},
                           {"ok.yaml", object("ok")}});
    EXPECT_EQ(names(render_directory(tree, "", {})), (Names{"ok"}));
}

TEST(RenderDirectory, ErrorsNameFileAndLine) {
    const MemoryTree broken({{"a/x.yaml", object("x") + "---\nkind: [\n"}});
    const auto error = render_directory(broken, "a", {});
    ASSERT_FALSE(error);
    EXPECT_NE(error.error().message.find("a/x.yaml: line"), std::string::npos)
        << error.error().message;
    EXPECT_EQ(render_directory(broken, "none", {}).error().message,
              "none: app path does not exist");
    EXPECT_EQ(render_directory(broken, "../x", {}).error().code, Code::kInvalid);
    const MemoryTree nameless({{"x.yaml", object("x") + "---\nkind: ConfigMap\n"}});
    EXPECT_NE(render_directory(nameless, "", {}).error().message.find("x.yaml: line 5"),
              std::string::npos)
        << render_directory(nameless, "", {}).error().message;
}

TEST(RenderDirectory, FollowsLinksInsideTheTreeAlone) {
    const MemoryTree tree({{"app/link.yaml", "-> ../shared/x.yaml"},
                           {"app/dangling.yaml", "-> nowhere.yaml"},
                           {"app/directory.yaml", "-> ../shared"},
                           {"here", "-> app"},
                           {"shared/x.yaml", object("x")}});
    EXPECT_EQ(names(render_directory(tree, "app", {.recurse = true})), (Names{"x"}));
    EXPECT_EQ(names(render_directory(tree, "here", {})), (Names{"x"}));
    for (const std::string target : {"/etc/passwd", "../../etc/passwd", "evil.yaml"}) {
        const MemoryTree evil({{"app/evil.yaml", "-> " + target}});
        const auto refused = render_directory(evil, "app", {});
        ASSERT_FALSE(refused) << target;
        EXPECT_NE(refused.error().message.find("illegal filepath in symlink"), std::string::npos);
    }
}

TEST(Inputs, ChangeExactlyWhenTheRenderMayChange) {
    const std::map<std::string, std::string> base{{"app/a.yaml", object("a")},
                                                  {"app/l.yaml", "-> ../shared/x.yaml"},
                                                  {"app/d.yaml", "-> none.yaml"},
                                                  {"shared/x.yaml", object("x")},
                                                  {"other/y.yaml", object("y")}};
    const Inputs inputs = render_directory(MemoryTree(base), "app", {})->inputs;
    const auto unchanged_with = [&](const std::string& path, const std::string& content) {
        std::map<std::string, std::string> files = base;
        files[path] = content;
        return unchanged(MemoryTree(files), inputs);
    };
    EXPECT_TRUE(unchanged(MemoryTree(base), inputs));
    EXPECT_TRUE(unchanged_with("other/y.yaml", object("z")));
    EXPECT_FALSE(unchanged_with("app/a.yaml", object("z")));
    EXPECT_FALSE(unchanged_with("app/new.yaml", object("z")));
    EXPECT_FALSE(unchanged_with("shared/x.yaml", object("z")));
    EXPECT_FALSE(unchanged_with("app/none.yaml", object("z")));
}

TEST(SourceTypes, AreToldByTheFilesInTheDirectory) {
    const MemoryTree tree({{"k/kustomization.yaml", ""}, {"h/Chart.yaml", ""}, {"d/x.yaml", ""}});
    Inputs inputs;
    EXPECT_EQ(detect_source_type(tree, "k", inputs).value(), SourceType::kKustomize);
    EXPECT_EQ(detect_source_type(tree, "h", inputs).value(), SourceType::kHelm);
    EXPECT_EQ(detect_source_type(tree, "d", inputs).value(), SourceType::kDirectory);
    EXPECT_TRUE(unchanged(MemoryTree({{"k/kustomization.yaml", ""},
                                      {"h/Chart.yaml", ""},
                                      {"d/x.yaml", "changed"},
                                      {"d/y.yaml", "new"}}),
                          inputs));
    EXPECT_FALSE(unchanged(
        MemoryTree({{"k/kustomization.yaml", ""}, {"h/Chart.yaml", ""}, {"d/Kustomization", ""}}),
        inputs));
}

}  // namespace
}  // namespace sealer::render
