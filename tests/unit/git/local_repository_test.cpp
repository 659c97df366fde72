// SPDX-License-Identifier: Apache-2.0
#include "common/git/local_repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "repository_fixture.h"

namespace sealer::git {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Local : public testing::Test {
  protected:
    Local() { git({"init", "-q", "-b", "main"}); }

    void git(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "git");
        run_ok(arguments, root_.path());
    }
    void write(const std::string& path, const std::string& content) {
        const std::filesystem::path file = std::filesystem::path(root_.path()) / path;
        std::filesystem::create_directories(file.parent_path());
        ASSERT_TRUE(write_file_atomically(file, content, 0644));
    }
    std::string commit(const std::string& message) {
        git({"add", "--all"});
        git({"commit", "-q", "-m", message});
        return run_ok({"git", "rev-parse", "HEAD"}, root_.path());
    }
    [[nodiscard]] LocalRepository open() const {
        return LocalRepository::open(root_.path()).value();
    }
    static bool is_yaml(std::string_view path) { return path.ends_with(".yaml"); }

    // "commit path content" of each.
    [[nodiscard]] std::vector<std::string> history() const {
        std::vector<std::string> seen;
        left_out_ = open()
                        .visit_history(
                            is_yaml, 10,
                            [&](const PastFile& file) {
                                seen.push_back(file.commit + " " + file.path + " " + file.content);
                            })
                        .value();
        return seen;
    }

    TemporaryDirectory root_;
    mutable std::size_t left_out_ = 0;
};

TEST_F(Local, EveryContentOfThePastIsSeenOnceInItsFirstCommit) {
    write("a.yaml", "1");
    write("b.txt", "text");
    const std::string first = commit("first");
    write("a.yaml", "2");
    write("deep/er/c.yaml", "1");
    const std::string second = commit("second");
    git({"checkout", "-q", "-b", "side", first});
    write("side.yaml", "3");
    const std::string side = commit("side");
    git({"checkout", "-q", "main"});
    git({"merge", "-q", "--no-edit", "side"});
    git({"rm", "-q", "-r", "a.yaml", "deep", "side.yaml"});
    write("large.yaml", "more than ten bytes");
    commit("last");
    EXPECT_THAT(history(), testing::UnorderedElementsAre(first + " a.yaml 1", second + " a.yaml 2",
                                                         side + " side.yaml 3"));
    EXPECT_EQ(left_out_, 1U);
}

TEST_F(Local, HeadAlone) {
    write("a.yaml", "1");
    commit("first");
    write("a.yaml", "2");
    write("b/c.yaml", "3");
    commit("second");
    std::vector<std::string> seen;
    ASSERT_TRUE(
        open().visit_head(is_yaml, 10, [&](const PastFile& file) { seen.push_back(file.path); }));
    EXPECT_THAT(seen, ElementsAre("a.yaml", "b/c.yaml"));
}

TEST_F(Local, ARepositoryWithoutCommitsHasNoHead) {
    const auto head = open().head();
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().code, Code::kNotFound);
}

TEST_F(Local, IgnoredUnlessTracked) {
    write(".gitignore", "build/\n*.local.yaml\nkept/\n");
    write("a.yaml", "1");
    write("a.local.yaml", "1");
    write("build/b.yaml", "1");
    write("kept/c.yaml", "1");
    git({"add", "--force", "kept/c.yaml"});
    const LocalRepository repository = open();
    const auto ignores = [&](const std::string& path) {
        return repository.ignores(std::filesystem::canonical(root_.path()).string() + "/" + path)
            .value();
    };
    EXPECT_FALSE(ignores("a.yaml"));
    EXPECT_TRUE(ignores("a.local.yaml"));
    EXPECT_TRUE(ignores("build"));
    EXPECT_TRUE(ignores("build/b.yaml"));
    EXPECT_FALSE(ignores("kept"));
    EXPECT_FALSE(ignores("kept/c.yaml"));
    EXPECT_FALSE(repository.ignores("/elsewhere/a.local.yaml").value());
}

TEST_F(Local, IsFoundFromBelowAndWhenBareOrShallow) {
    write("a/b.yaml", "1");
    commit("first");
    write("a/b.yaml", "2");
    commit("second");
    EXPECT_FALSE(open().is_bare());
    EXPECT_FALSE(open().is_shallow());
    EXPECT_TRUE(LocalRepository::open(root_.path() + "/a"));
    const TemporaryDirectory clones;
    run_ok({"git", "clone", "-q", "--bare", "--depth=1", "file://" + root_.path(),
            clones.path() + "/bare.git"});
    const auto bare = LocalRepository::open(clones.path() + "/bare.git");
    ASSERT_TRUE(bare);
    EXPECT_TRUE(bare->is_bare());
    EXPECT_TRUE(bare->is_shallow());
    const auto none = LocalRepository::open(clones.path());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Code::kNotFound);
}

}  // namespace
}  // namespace sealer::git
