// SPDX-License-Identifier: Apache-2.0
// What the advisories about Argo CD's rendering of repositories were about, tried on ours.
// docs/security.md lists them.
#include <gmock/gmock.h>

#include "../git/repository_fixture.h"
#include "../render/memory_tree.h"
#include "common/app/remote_source.h"
#include "common/app/source_render.h"
#include "common/git/repository.h"
#include "common/http/client.h"
#include "values.h"

namespace sealer::app {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using Files = std::map<std::string, std::string>;

constexpr const char* kMarker = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: outside}\n";

class HostileRepository : public testing::Test {
  protected:
    // The names of what a repository's directory "app" renders to, or the error.
    std::string render(const Files& files) {
        return render_tree(std::make_shared<render::MemoryTree>(files));
    }
    std::string render_tree(std::shared_ptr<const git::FileTree> tree) {
        Spec spec;
        spec.sources.list.emplace_back().path = path_;
        const auto made = render_source(
            std::move(tree),
            {.spec = spec,
             .source = spec.sources.list.front(),
             .instance = "app",
             .commit = std::string(40, 'a')},
            [this](std::string_view url) { return fetch_remote(std::string(url), access_); });
        if (!made) {
            return "error: " + made.error().message;
        }
        std::string names;
        for (const render::ManifestPtr& manifest : made->rendered.manifests) {
            names += std::string(manifest::name_of(manifest->object)) + " ";
        }
        return names;
    }
    std::string render_kustomization(const std::string& text, const Files& more = {}) {
        Files files{{"app/kustomization.yaml", text},
                    {"app/own.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: own}\n"},
                    {"other/outside.yaml", kMarker}};
        files.insert(more.begin(), more.end());
        return render(files);
    }

    void allow(std::vector<std::string> permitted, bool local) {
        store_ = std::make_unique<git::Store>(directory_.path() + "/store",
                                              git::Policy{.allow_local = local});
        access_.permitted = std::move(permitted);
        access_.advice = [](std::string_view) { return "not permitted"; };
        access_.resolve = [this](const std::string& url, const std::string& revision) {
            return store_->resolve(url, revision, nullptr, {});
        };
        access_.tree = [this](const std::string& url, const std::string& commit) {
            return store_->tree(url, commit, nullptr, {});
        };
        access_.download = [this](const std::string& url, std::size_t /*max_bytes*/,
                                  const auto& may_visit) -> Result<std::string> {
            downloads_.push_back(url);
            if (!redirect_.empty() && !may_visit(redirect_)) {
                return fail(Code::kDenied, "redirects to " + redirect_);
            }
            return std::string(kMarker);
        };
    }

    std::string path_ = "app";
    git::TemporaryDirectory directory_;
    std::unique_ptr<git::Store> store_;
    RemoteAccess access_;
    std::string redirect_;
    std::vector<std::string> downloads_;
};

TEST_F(HostileRepository, Cve2022_24348_24730_24731_PathsLeadNowhereOutside) {
    for (const std::string path : {"../../etc/passwd", "/etc/passwd", "../../../../../etc", "..",
                                   "own.yaml/../../../x", "/proc/self/environ"}) {
        SCOPED_TRACE(path);
        for (const std::string& kustomization : {
                 "resources: ['" + path + "']",
                 "bases: ['" + path + "']",
                 "components: ['" + path + "']",
                 "resources: [own.yaml]\npatches: [{path: '" + path + "'}]",
                 "resources: [own.yaml]\npatchesStrategicMerge: ['" + path + "']",
                 "resources: [own.yaml]\npatchesJson6902: [{target: {version: v1, kind: Pod, "
                 "name: own}, path: '" +
                     path + "'}]",
                 "configMapGenerator: [{name: a, files: ['" + path + "']}]",
                 "configMapGenerator: [{name: a, files: ['k=" + path + "']}]",
                 "configMapGenerator: [{name: a, env: '" + path + "'}]",
                 "secretGenerator: [{name: a, envs: ['" + path + "']}]",
                 "resources: [own.yaml]\nconfigurations: ['" + path + "']",
                 "resources: [own.yaml]\ncrds: ['" + path + "']",
                 "resources: [own.yaml]\nopenapi: {path: '" + path + "'}",
                 "resources: [own.yaml]\nreplacements: [{path: '" + path + "'}]",
                 "resources: [own.yaml]\ntransformers: ['" + path + "']",
                 "resources: [own.yaml]\ngenerators: ['" + path + "']",
                 "resources: [own.yaml]\nvalidators: ['" + path + "']",
             }) {
            EXPECT_THAT(render_kustomization(kustomization), HasSubstr("error: ")) << kustomization;
        }
        path_ = path;
        EXPECT_THAT(render_kustomization("resources: [own.yaml]"), AnyOf(HasSubstr("error: "), ""));
        path_ = "app";
    }
}

TEST_F(HostileRepository, Cve2022_24904_31036_LinksLeadNowhereOutside) {
    const Files links{
        {"app/file.yaml", "-> ../../../etc/passwd"},
        {"app/absolute.yaml", "-> /etc/passwd"},
        {"app/folder", "-> /etc"},
        {"app/up", "-> ../.."},
        {"app/first", "-> second"},
        {"app/second", "-> ../../etc"},
        {"app/proc", "-> /proc/self"},
        {"app/circle", "-> circle"},
        {"app/git", "-> ../.git"},
        {"app/sibling.yaml", "-> ../other/outside.yaml"},
    };
    for (const std::string path :
         {"file.yaml", "absolute.yaml", "folder/passwd", "up/etc/passwd", "first/passwd",
          "proc/environ", "circle", "git/config", "sibling.yaml"}) {
        EXPECT_THAT(render_kustomization("resources: ['" + path + "']", links),
                    HasSubstr("error: "))
            << path;
        EXPECT_THAT(
            render_kustomization("configMapGenerator: [{name: a, files: ['" + path + "']}]", links),
            HasSubstr("error: "))
            << path;
    }
    for (const std::string path : {"folder", "up", "first", "proc", "circle"}) {
        EXPECT_THAT(render_kustomization("resources: ['" + path + "']", links),
                    HasSubstr("error: "))
            << path;
    }
}

TEST_F(HostileRepository, Cve2022_24904_LinksOfPlainDirectoriesLeadNowhereOutside) {
    EXPECT_THAT(render({{"app/leak.json", "-> ../../../etc/passwd"}}), HasSubstr("error: "));
    EXPECT_THAT(render({{"app/leak.yaml", "-> /proc/self/environ"}}), HasSubstr("error: "));
}

TEST_F(HostileRepository, StrangeNamesAreNoPaths) {
    for (const std::string text :
         {"resources: [\"a\\0b\"]", "resources: [\"../app/own.yaml\\0/etc/passwd\"]",
          "resources: [\"a\\nb\"]", "resources: ['']", "resources: ['-u']",
          "resources: ['~/.ssh/id_rsa']", "resources: ['$HOME/x']", "resources: ['own.yaml;id']"}) {
        EXPECT_THAT(render_kustomization(text), HasSubstr("error: ")) << text;
    }
}

TEST_F(HostileRepository, ProgramsAreRefusedByName) {
    EXPECT_THAT(render_kustomization("helmCharts: [{name: x}]"), HasSubstr("helmCharts"));
    EXPECT_THAT(render_kustomization("helmChartInflationGenerator: [{chartName: x}]"),
                HasSubstr("helm"));
    for (const char* annotation :
         {"exec: {path: ./run.sh}", "container: {image: evil}", "starlark: {path: x.star}"}) {
        const std::string plugin =
            "apiVersion: example.com/v1\nkind: Evil\nmetadata:\n  name: x\n  annotations:\n"
            "    config.kubernetes.io/function: |\n      " +
            std::string(annotation) + "\n";
        for (const std::string field : {"generators", "transformers", "validators"}) {
            EXPECT_THAT(render_kustomization("resources: [own.yaml]\n" + field + ": [plugin.yaml]",
                                             {{"app/plugin.yaml", plugin}}),
                        HasSubstr("Evil"))
                << field << annotation;
        }
    }
}

TEST_F(HostileRepository, RemoteBasesComeFromPermittedPlacesAlone) {
    allow({"https://git.example.com/shop/*"}, true);
    for (const std::string url :
         {"https://evil.example.com/shop/x", "https://git.example.com@evil.example.com/shop/x",
          "https://git.example.com/other/x", "https://git.example.com/shop/../other//x",
          "http://169.254.169.254/latest/x.yaml", "https://169.254.169.254/latest/x.yaml",
          "https://127.0.0.1:6443/api/x.yaml", "file:///etc//x", "git::file:///etc//x",
          "git@git.example.com:shop/x", "ssh://git.example.com/shop/x", "github.com/a/b"}) {
        EXPECT_THAT(render_kustomization("resources: ['" + url + "']"), HasSubstr("error: "))
            << url;
    }
    EXPECT_TRUE(downloads_.empty());
}

TEST_F(HostileRepository, GitIsGivenNoOptionAndNoHelper) {
    allow({"*"}, false);
    const std::string proof = directory_.path() + "/proof";
    const std::vector<std::string> urls{
        "git::ext::sh%20-c%20touch%20" + proof,
        "git::ext::touch:" + proof,
        "ssh://-oProxyCommand=touch$IFS" + proof + "/x",
        "git@-oProxyCommand=touch:" + proof,
        "git::--upload-pack=touch:" + proof,
        "git::-u./x:y",
        "file:///etc//x",
        "git::fd::17/x",
        "https://localhost:1/a/b?ref=--upload-pack=touch:" + proof,
        "https://localhost:1/a/b?ref=-x",
        "https://localhost:1/a/b?ref=a..b",
        "https://localhost:1/a/b?ref=main:refs/heads/main",
    };
    for (const std::string& url : urls) {
        EXPECT_THAT(render_kustomization("resources: ['" + url + "']"), HasSubstr("error: "))
            << url;
    }
    EXPECT_FALSE(std::filesystem::exists(proof));
}

TEST_F(HostileRepository, FilesComeOverHttpsAndRedirectsStayWithinWhatIsPermitted) {
    allow({"https://files.example.com/**"}, false);
    const std::string kustomization = "resources: ['https://files.example.com/a/x.yaml']";
    EXPECT_EQ(render_kustomization(kustomization), "outside ");
    for (const std::string to : {"https://evil.example.com/x.yaml", "http://files.example.com/x",
                                 "https://169.254.169.254/x", "file:///etc/passwd"}) {
        redirect_ = to;
        EXPECT_THAT(render_kustomization(kustomization), HasSubstr("error: ")) << to;
    }
    redirect_ = "https://files.example.com/b/x.yaml";
    EXPECT_EQ(render_kustomization(kustomization), "outside ");
}

TEST_F(HostileRepository, ARemoteBaseReadsNothingButItself) {
    git::SourceRepository library;
    library.commit({{"base/kustomization.yaml", "resources: [../../../etc/passwd]\n"},
                    {"link/kustomization.yaml", "resources: [x.yaml]\n"},
                    {"self/kustomization.yaml", "resources: ['" + library.url() + "//self']\n"},
                    {"good/kustomization.yaml",
                     "configMapGenerator: [{name: a, literals: [a=b], "
                     "options: {disableNameSuffixHash: true}}]\n"}});
    std::filesystem::create_symlink("/etc/passwd", library.folder() + "/link/x.yaml");
    library.git({"add", "-A"});
    library.git({"commit", "--quiet", "-m", "link"});
    allow({"file://**"}, true);
    const auto base = [&](const std::string& path) {
        return render_kustomization("resources: ['" + library.url() + "//" + path + "']");
    };
    EXPECT_EQ(base("good"), "a ");
    EXPECT_THAT(base("base"), HasSubstr("leads outside"));
    EXPECT_THAT(base("link"), HasSubstr("illegal filepath in symlink"));
    EXPECT_THAT(base("self"), HasSubstr("a cycle"));
    EXPECT_THAT(base("../.."), HasSubstr("error: "));
}

TEST_F(HostileRepository, NothingIsCheckedOutSoNoFilterAndNoSubmoduleRuns) {
    const std::string proof = directory_.path() + "/proof";
    git::SourceRepository source;
    source.commit({{".gitattributes", "*.yaml filter=evil\n"},
                   {".lfsconfig", "[lfs]\n  url = ext::touch " + proof + "\n"},
                   {".gitmodules",
                    "[submodule \"sub\"]\n  path = app/sub\n  url = ext::touch " + proof + "\n"},
                   {"app/kustomization.yaml", "resources: [own.yaml]\n"},
                   {"app/own.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: own}\n"},
                   {"with/kustomization.yaml", "resources: [../app/sub]\n"}});
    source.git({"config", "filter.evil.smudge", "touch " + proof});
    const std::string id = source.git({"rev-parse", "HEAD"});
    source.git({"update-index", "--add", "--cacheinfo", "160000," + id + ",app/sub"});
    source.git({"commit", "--quiet", "-m", "submodule"});
    allow({"*"}, true);
    const std::string commit = source.git({"rev-parse", "HEAD"});
    const auto tree = store_->tree(source.url(), commit, nullptr, {});
    ASSERT_TRUE(tree) << tree.error().message;
    EXPECT_EQ(render_tree(*tree), "own ");
    path_ = "with";
    EXPECT_THAT(render_tree(*tree), HasSubstr("a Git submodule"));
    for (const char* path : {"app/sub", "app/sub/deeper"}) {
        path_ = path;
        EXPECT_THAT(render_tree(*tree), HasSubstr("app/sub: a Git submodule"));
    }
    EXPECT_FALSE(std::filesystem::exists(proof));
}

TEST_F(HostileRepository, MessagesHoldNoPasswordOfAUrl) {
    allow({"https://git/**"}, false);
    EXPECT_THAT(render_kustomization("resources: ['https://me:hunter2@evil/a/b']"),
                testing::AllOf(HasSubstr("evil"), testing::Not(HasSubstr("hunter2"))));
}

}  // namespace
}  // namespace sealer::app
