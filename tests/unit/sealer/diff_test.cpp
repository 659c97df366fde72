// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/base/process.h"
#include "common/git/local_repository.h"
#include "common/manifest/yaml.h"
#include "sealer/render_units.h"

namespace sealer::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string config(const std::string& name, const std::string& value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {a: \"" + value +
           "\"}\n";
}

std::string application(const std::string& name, const std::string& source) {
    return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: " + name +
           "}\nspec: {" + source + "}\n";
}

// A repository with two overlays of a base.
class Diff : public CliTest {
  protected:
    Diff() {
        for (const char* folder : {"base", "a", "b", "apps"}) {
            std::filesystem::create_directory(path(folder));
        }
        git({"init", "--quiet", "--initial-branch=main"});
        write("base/kustomization.yaml", "resources: [c.yaml]\n");
        write("base/c.yaml", config("c", "1"));
        write("a/kustomization.yaml", "resources: [../base]\nnamePrefix: a-\n");
        write("b/kustomization.yaml", "resources: [../base, x.yaml]\nnamePrefix: b-\n");
        write("b/x.yaml", config("x", "1"));
        commit();
    }

    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(),
                         {"git", "-C", path(""), "-c", "user.name=a", "-c", "user.email=a@b.c"});
        Command command;
        command.arguments = std::move(arguments);
        command.environment = {{"PATH", std::getenv("PATH")}, {"HOME", "/nonexistent"}};
        const auto output = sealer::run(command);
        ASSERT_TRUE(output && output->exit_code == 0) << output->standard_error;
    }
    void commit() const {
        git({"add", "-A"});
        git({"commit", "--quiet", "--message", "one"});
    }

    [[nodiscard]] Ran diff(const std::string& range, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"diff", path("") + "@" + range});
        return run_cli(std::move(more));
    }
    [[nodiscard]] std::vector<std::string> titles(std::string_view below = "") const {
        const auto tree = git::open_folder(path("")).value();
        const auto units = UnitFinder().find(*tree, below).value();
        std::vector<std::string> result;
        for (const RenderUnit& unit : units) {
            result.push_back(unit.title());
        }
        return result;
    }
};

TEST_F(Diff, CommitsOfKustomizationsThatNoOtherOneUses) {
    EXPECT_EQ(diff("HEAD..").exit_code, 0);
    write("b/x.yaml", config("x", "2"));
    commit();
    const Ran ran = diff("HEAD~1..HEAD");
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("=== b: 1 changed\n--- ConfigMap b-x\n"));
    EXPECT_THAT(ran.out, HasSubstr("-  a: \"1\"\n+  a: \"2\"\n"));
    EXPECT_THAT(ran.out, Not(HasSubstr("=== a")));
    EXPECT_THAT(diff("HEAD..HEAD~1").out, HasSubstr("-  a: \"2\"\n+  a: \"1\"\n"));
    EXPECT_EQ(diff("HEAD~1..HEAD", {"a"}).exit_code, 0);
    EXPECT_EQ(diff("HEAD~1..HEAD", {"b"}).exit_code, 1);
    EXPECT_THAT(diff("HEAD~1..HEAD", {"-o", "markdown"}).out, HasSubstr("```diff\n"));
    EXPECT_THAT(diff("HEAD~1..HEAD", {"-o", "json"}).out, HasSubstr("\"change\": \"changed\""));
}

TEST_F(Diff, AnEmptyCommitAndPathsWithSpaces) {
    git({"commit", "--quiet", "--allow-empty", "--message", "empty"});
    EXPECT_EQ(diff("HEAD~1..HEAD").exit_code, 0);
    std::filesystem::create_directory(path("with space"));
    write("with space/kustomization.yaml", "resources: [a file.yaml]\n");
    write("with space/a file.yaml", config("c", "1"));
    commit();
    const Ran ran = diff("HEAD~1..HEAD", {"with space"});
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, testing::StartsWith("=== with space: 1 added\n"));
}

TEST_F(Diff, ARepositoryWithoutCommits) {
    git({"init", "--quiet", path("empty")});
    const Ran ran = run_cli({"diff", "--local", path("empty")});
    EXPECT_EQ(ran.exit_code, 2);
    EXPECT_THAT(ran.err, HasSubstr("HEAD"));
}

TEST_F(Diff, SecretsAreHiddenInEveryFormat) {
    write("b/x.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata: {a: c2VjcmV0}\n");
    write("b/kustomization.yaml",
          "resources: [../base, x.yaml]\nsecretGenerator: [{name: own, literals: [b=secret]}]\n");
    commit();
    for (const char* format : {"text", "markdown", "json"}) {
        const Ran ran = diff("HEAD~1..HEAD", {"-o", format});
        EXPECT_EQ(ran.exit_code, 1) << ran.err;
        EXPECT_THAT(ran.out, HasSubstr("a: <hidden>"));
        EXPECT_THAT(ran.out, HasSubstr("b: <hidden>"));
        EXPECT_THAT(ran.out, Not(HasSubstr("c2VjcmV0")));
    }
}

TEST_F(Diff, ApplicationsThatAreGone) {
    write("apps/shop.yaml", application("shop", "source: {repoURL: x, path: a}"));
    write("apps/two.yaml", application("two", "source: {repoURL: x, path: b}"));
    commit();
    std::filesystem::remove(path("apps/two.yaml"));
    commit();
    const Ran ran = diff("HEAD~1..HEAD");
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("=== two (b): 2 removed\n"));
    EXPECT_THAT(ran.out, Not(HasSubstr("shop")));
}

// What is the same in both trees is read from the first alone.
class CountingTree final : public git::FileTree {
  public:
    explicit CountingTree(std::shared_ptr<const git::FileTree> tree) : tree_(std::move(tree)) {}
    [[nodiscard]] Result<git::Entry> stat(std::string_view path) const override {
        return tree_->stat(path);
    }
    [[nodiscard]] Result<std::vector<git::Entry>> list(std::string_view path) const override {
        return tree_->list(path);
    }
    [[nodiscard]] Result<std::string> read(std::string_view path,
                                           std::size_t max_bytes) const override {
        read_.emplace_back(path);
        return tree_->read(path, max_bytes);
    }
    [[nodiscard]] std::vector<std::string> take_read() const { return std::exchange(read_, {}); }

  private:
    std::shared_ptr<const git::FileTree> tree_;
    mutable std::vector<std::string> read_;
};

TEST_F(Diff, FilesThatAreTheSameAreReadOnce) {
    write("b/kustomization.yaml", "resources: [../base]\n");
    commit();
    const auto repository = git::LocalRepository::open(path("")).value();
    const auto tree_of = [&](const char* revision) {
        return CountingTree(repository.tree(repository.resolve(revision).value()).value());
    };
    const CountingTree before = tree_of("HEAD~1");
    const CountingTree after = tree_of("HEAD");
    UnitFinder finder;
    ASSERT_EQ(finder.find(before, "").value().size(), 2U);
    EXPECT_THAT(before.take_read(), testing::SizeIs(5));
    EXPECT_EQ(finder.find(after, "").value().size(), 2U);
    EXPECT_THAT(after.take_read(), ElementsAre("b/kustomization.yaml"));
}

TEST_F(Diff, WorkTree) {
    EXPECT_EQ(run_cli({"diff", "--local", path("")}).exit_code, 0);
    write("base/c.yaml", config("c", "2"));
    const Ran ran = run_cli({"diff", "--local", path("")});
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("=== a: 1 changed\n--- ConfigMap a-c\n"));
    EXPECT_THAT(ran.out, HasSubstr("=== b: 1 changed\n--- ConfigMap b-c\n"));
    EXPECT_THAT(run_cli({"diff", "--local", path("b")}).out, Not(HasSubstr("=== a")));

    git({"checkout", "--quiet", "base"});
    std::filesystem::create_directory(path("built"));
    write("built/kustomization.yaml", "resources: [c.yaml]\n");
    write("built/c.yaml", config("new", "1"));
    EXPECT_THAT(run_cli({"diff", "--local", path("")}).out, HasSubstr("+++ ConfigMap new\n"));
    write(".gitignore", "built\n");
    EXPECT_EQ(run_cli({"diff", "--local", path("")}).exit_code, 0) << "what Git leaves out";
}

TEST_F(Diff, Applications) {
    EXPECT_THAT(titles(), ElementsAre("a", "b"));
    EXPECT_THAT(titles("a"), ElementsAre("a"));
    EXPECT_THAT(titles("base"), ElementsAre("base"));
    write("apps/shop.yaml",
          application("shop", "source: {repoURL: x, path: ./a}") + "---\n" +
              application("two",
                          "sources: [{repoURL: x, path: b}, {chart: c}, {repoURL: x, path: a}]"));
    EXPECT_THAT(titles(), ElementsAre("shop (a)", "two (a)", "two (b)"));
    EXPECT_THAT(titles("b"), ElementsAre("two (b)"));

    commit();
    EXPECT_EQ(diff("HEAD~1..HEAD", {"b"}).exit_code, 0) << "the same manifests, now named";
    write("apps/shop.yaml", application("shop", "source: {repoURL: x, path: b}"));
    commit();
    const Ran moved = diff("HEAD~1..HEAD");
    EXPECT_THAT(moved.out, HasSubstr("=== shop (b): 2 added, 1 removed\n"));
    EXPECT_THAT(moved.out, HasSubstr("=== two (a): 1 removed\n"));
}

TEST_F(Diff, FoldersAreRenderedAsTheirApplicationSays) {
    std::filesystem::create_directories(path("plain/below"));
    write("plain/below/x.yaml", config("x", "1"));
    write("apps/p.yaml",
          application("p", "source: {repoURL: x, path: plain, directory: {recurse: true}}"));
    commit();
    write("apps/p.yaml", application("p", "source: {repoURL: x, path: plain}"));
    EXPECT_THAT(run_cli({"diff", "--local", path("")}).out,
                HasSubstr("=== p (plain): 1 removed\n"));
}

TEST_F(Diff, KustomizationsAreRenderedAsTheirApplicationSays) {
    write("apps/p.yaml",
          application("p", "destination: {name: far}, source: {repoURL: x, path: a}"));
    commit();
    write("apps/p.yaml",
          application("p", "source: {repoURL: x, path: a, kustomize: {nameSuffix: -x}}"));
    write("a/.argocd-source-p.yaml", "kustomize: {commonAnnotations: {a: b}}\n");
    const Ran ran = run_cli({"diff", "--local", path("")});
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("=== p (a): 1 added, 1 removed\n"));
    EXPECT_THAT(ran.out, HasSubstr("+++ ConfigMap a-c-x\n"));
    EXPECT_THAT(ran.out, HasSubstr("+    a: b\n"));
}

TEST_F(Diff, FailuresAreToldAndTheRestIsCompared) {
    write("a/kustomization.yaml", "resources: [gone.yaml]\n");
    write("b/x.yaml", config("x", "2"));
    const Ran ran = run_cli({"diff", "--local", path("")});
    EXPECT_EQ(ran.exit_code, 2);
    EXPECT_THAT(ran.err, testing::StartsWith("error: a, after: a/kustomization.yaml: gone.yaml: "));
    EXPECT_THAT(ran.out, HasSubstr("=== b: 1 changed\n"));
    write("apps/h.yaml",
          application("h", "source: {repoURL: x, path: a, helm: {valueFiles: [x]}}"));
    EXPECT_THAT(run_cli({"diff", "--local", path("")}).err, HasSubstr("spec.source.helm"));

    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{"diff"}, "say which commits"},
        {{"diff", path("")}, "say which commits"},
        {{"diff", path("") + "@main...HEAD"}, "say which commits"},
        {{"diff", path("") + "@main..nope"}, "nope"},
        {{"diff", path("") + "@main..main", "nope"}, "nope: there is no such folder"},
        {{"diff", path("") + "@main..main", "../x"}, "../x"},
        {{"diff", path("") + "@main..main", "a", "b"}, "one PATH"},
        {{"diff", "--local", path("nope")}, "nope"},
        {{"diff", "--local", "/proc"}, "/proc"},
        {{"diff", "--local", "-o", "yaml"}, "text, markdown, json"},
    };
    for (const auto& [arguments, message] : cases) {
        SCOPED_TRACE(message);
        const Ran failed = run_cli(arguments);
        EXPECT_EQ(failed.exit_code, 2);
        EXPECT_THAT(failed.err, HasSubstr(message));
        EXPECT_THAT(failed.out, IsEmpty());
    }
}

}  // namespace
}  // namespace sealer::cli
