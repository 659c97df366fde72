// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "sealer/render_source.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;

TEST(LocalPaths, AreSeenFromHere) {
    struct Case {
        const char* here;
        const char* message;
        const char* expected;
    };
    const Case cases[] = {
        {"/home/a/shop", "home/a/shop/k.yaml: ../base: home/a/base/x.yaml: no such file",
         "k.yaml: ../base: ../base/x.yaml: no such file"},
        {"/home/a/shop/overlays", "home/a/shop/k.yaml", "../k.yaml"},
        {"/home/a/shop", "in home/a/shop", "in ."},
        {"/somewhere/else/and/far", "\"home/a/shop/k.yaml\"", "\"/home/a/shop/k.yaml\""},
        {"/home/a", "at home/ab, my/home/a/x and home/a", "at home/ab, my/home/a/x and ."},
        {"/home/a", "nothing", "nothing"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(with_local_paths(c.message, "/home/a/shop", c.here), c.expected);
    }
    EXPECT_EQ(with_local_paths("app/x: y", "/app", "/app"), "x: y");
    EXPECT_EQ(with_local_paths("a/x: y", "/", "/app"), "a/x: y");
}

class RenderErrors : public CliTest {};

TEST_F(RenderErrors, SayWhoAskedForWhatIsMissing) {
    std::filesystem::create_directories(path("base"));
    std::filesystem::create_directories(path("overlay"));
    write("base/kustomization.yaml", "resources: [gone.yaml]\n");
    write("overlay/kustomization.yaml", "resources: [../base]\n");
    const Ran ran = run_cli({"render", path("overlay")});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, HasSubstr("overlay/kustomization.yaml: ../base: "));
    EXPECT_THAT(ran.err, HasSubstr("/base/kustomization.yaml: gone.yaml: "));

    write("base/kustomization.yaml", "helmCharts: [{name: x}]\n");
    EXPECT_THAT(run_cli({"render", "--enable-helm", path("overlay")}).err, HasSubstr("helmCharts"));
    write("base/kustomization.yaml", "resource: [gone.yaml]\n");
    EXPECT_THAT(run_cli({"render", path("overlay")}).err, HasSubstr("resources"));
}

class RenderFolder : public CliTest {
  protected:
    // The output for a ConfigMap with this line in its metadata.
    [[nodiscard]] std::string rendered(const std::string& kustomization,
                                       const std::string& line) const {
        write("kustomization.yaml", "resources: [a.yaml]\n" + kustomization);
        write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n" + line);
        const Ran ran = run_cli({"render", path("")});
        return ran.out + ran.err;
    }
};

TEST_F(RenderFolder, AnnotationsBecomeTexts) {
    EXPECT_THAT(rendered("", "  annotations: {port: 8080, ready: true}\n"),
                HasSubstr("  annotations:\n    port: \"8080\"\n    ready: \"true\"\n"));
}

TEST_F(RenderFolder, TheLabelSaysWhoManages) {
    EXPECT_THAT(rendered("buildMetadata: [managedByLabel]\n", ""),
                HasSubstr("app.kubernetes.io/managed-by: sealer"));
}

}  // namespace
}  // namespace sealer::cli
