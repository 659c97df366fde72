// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../git/repository_fixture.h"
#include "cli_test.h"
#include "common/app/source_repositories.h"
#include "sealer/remote_sources.h"
#include "sealer/render_source.h"

namespace sealer::cli {
namespace {

using testing::AllOf;
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
    EXPECT_THAT(ran.err, HasSubstr("base/gone.yaml: no such file or directory"));
    write("base/gone.yml", "");
    EXPECT_THAT(run_cli({"render", path("overlay")}).err, HasSubstr("did you mean gone.yml?"));

    write("base/kustomization.yaml", "helmCharts: [{name: x}]\n");
    EXPECT_THAT(run_cli({"render", "--enable-helm", path("overlay")}).err, HasSubstr("helmCharts"));
    write("base/kustomization.yaml", "resource: [gone.yaml]\n");
    EXPECT_THAT(run_cli({"render", path("overlay")}).err, HasSubstr("resources"));
}

class RemoteBases : public CliTest {
  protected:
    RemoteBases() {
        library_.commit({{"settings/kustomization.yaml",
                          "configMapGenerator: [{name: settings, literals: [a=b], options: "
                          "{disableNameSuffixHash: true}}]\n"}});
        write("kustomization.yaml", "resources: ['" + base() + "']\n");
    }
    [[nodiscard]] std::string base() const { return library_.url() + "//settings?ref=main"; }

    git::SourceRepository library_;
};

TEST_F(RemoteBases, AreFetchedWhereTheUserSaysSoAlone) {
    const Ran refused = run_cli({"render", path("")});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("--allow-remote " + library_.url() + " lets sealer"));
    for (const std::string& other : {std::string("*"), std::string("github.com"),
                                     library_.url() + "x", std::string("file:///*")}) {
        EXPECT_EQ(run_cli({"render", path(""), "--allow-remote", other}).exit_code, 1) << other;
    }
    for (const std::string& pattern : {library_.url(), std::string("file://**")}) {
        const Ran ran = run_cli({"render", path(""), "--allow-remote", pattern});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_THAT(ran.out, HasSubstr("a: b"));
    }
    write("kustomization.yaml", "resources: ['https://github.com/a/b?ref=v1']\n");
    EXPECT_THAT(run_cli({"render", path("")}).err, HasSubstr("--allow-remote github.com lets"));
    write("kustomization.yaml", "resources: ['https://127.0.0.1:1/a/b.yaml']\n");
    EXPECT_THAT(run_cli({"render", path(""), "--allow-remote", "127.0.0.1:1"}).err,
                HasSubstr("Get \"https://127.0.0.1:1/a/b.yaml\""));
}

TEST_F(RemoteBases, MayBeWhatIsRendered) {
    const Ran ran = run_cli({"render", base()});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("a: b"));
}

TEST_F(RemoteBases, AreComparedAsTheyAreNow) {
    for (const char* const command : {"init -q", "add -A", "commit -qm x"}) {
        git::run_ok({"sh", "-c", std::string("git ") + command}, path(""));
    }
    write("kustomization.yaml", "namePrefix: my-\nresources: ['" + base() + "']\n");
    EXPECT_EQ(run_cli({"diff", "--local", path("")}).exit_code, 2);
    const Ran ran = run_cli({"diff", "--local", path(""), "--allow-remote", "file://**"});
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("my-settings"));
}

TEST(AllowRemote, TakesHostsAndPatterns) {
    EXPECT_EQ(permitted_by("github.com"), "{https,ssh}://github.com/**");
    EXPECT_EQ(permitted_by("github.com/acme/*"), "{https,ssh}://github.com/acme/*");
    EXPECT_EQ(permitted_by("https://github.com/acme/*"), "https://github.com/acme/*");
    EXPECT_EQ(permitted_by("git@github.com:acme/*"), "git@github.com:acme/*");
    for (const std::string url : {"https://github.com/a/b", "git@github.com:a/b",
                                  "https://github.com/a/b/releases/download/v1/x.yaml"}) {
        EXPECT_TRUE(app::permits({permitted_by("github.com")}, url)) << url;
    }
    EXPECT_FALSE(app::permits({permitted_by("github.com")}, "https://github.com.evil/a/b"));
}

class MovedSealedSecrets : public CliTest {
  protected:
    std::string warnings(const std::string& annotation, const std::string& kustomization) {
        write("sealed.yaml",
              "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: db\n"
              "  namespace: shop\n  annotations: {" +
                  annotation + "}\nspec: {encryptedData: {}}\n");
        write("kustomization.yaml", "resources: [sealed.yaml]\n" + kustomization);
        const Ran ran = run_cli({"render", path("")});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        return ran.err;
    }
};

TEST_F(MovedSealedSecrets, AreWarnedOf) {
    const std::string wide = "sealedsecrets.bitnami.com/namespace-wide: 'true'";
    const std::string cluster = "sealedsecrets.bitnami.com/cluster-wide: 'true'";
    EXPECT_EQ(warnings("", ""), "");
    EXPECT_EQ(warnings("", "namespace: shop\n"), "");
    EXPECT_THAT(warnings("", "namePrefix: my-\n"),
                AllOf(HasSubstr("sealed.yaml"), HasSubstr("shop/my-db"),
                      HasSubstr("--scope namespace-wide")));
    EXPECT_THAT(warnings(wide, "namespace: live\n"),
                AllOf(HasSubstr("live/db"), HasSubstr("--scope cluster-wide")));
    EXPECT_EQ(warnings(wide, "namePrefix: my-\n"), "");
    EXPECT_EQ(warnings(cluster, "namePrefix: my-\nnamespace: live\n"), "");
}

TEST_F(RenderErrors, KustomizesOtherFlagsAreTaken) {
    write("kustomization.yaml", "configMapGenerator: [{name: a, literals: [a=b]}]\n");
    const Ran ran = run_cli({"render", "--enable-managedby-label", "--enable-helm",
                             "--helm-command", "helm3", "-e", "A=B", path("")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("app.kubernetes.io/managed-by: sealer"));
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
