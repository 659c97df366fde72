// SPDX-License-Identifier: Apache-2.0
// Both kinds of tree, over the same files, say the same.
#include "common/git/file_tree.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "common/git/commit_tree.h"
#include "repository_fixture.h"

namespace sealer::git {
namespace {

class FileTrees : public ::testing::TestWithParam<bool> {
  protected:
    void SetUp() override {
        std::filesystem::create_directories(source_.folder() + "/app/sub");
        std::filesystem::create_symlink("../outside", source_.folder() + "/app/link");
        const std::string commit = source_.commit(
            {{"app/b.yaml", "b"}, {"app/a.yaml", "a"}, {"app/sub/c.yaml", "c"}, {"app.txt", "t"}});
        const auto opened = GetParam() ? open_commit(source_.folder() + "/.git", commit)
                                       : open_folder(source_.folder());
        ASSERT_TRUE(opened) << opened.error().message;
        tree_ = *opened;
    }

    SourceRepository source_;
    std::shared_ptr<const FileTree> tree_;
};

TEST_P(FileTrees, ListsByName) {
    const auto entries = tree_->list("app");
    ASSERT_TRUE(entries) << entries.error().message;
    std::vector<std::string> names;
    for (const Entry& entry : *entries) {
        names.push_back(entry.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"a.yaml", "b.yaml", "link", "sub"}));
    EXPECT_EQ((*entries)[2].type, EntryType::kLink);
    EXPECT_EQ((*entries)[3].type, EntryType::kDirectory);
}

TEST_P(FileTrees, ReadsFilesAndLinkTargets) {
    EXPECT_EQ(tree_->read("app/sub/c.yaml").value(), "c");
    EXPECT_EQ(tree_->read("app/link").value(), "../outside");
}

TEST_P(FileTrees, NamesContentsOfCommits) {
    const std::string id = tree_->stat("app/a.yaml").value().id;
    EXPECT_EQ(id, tree_->list("app").value()[0].id);
    EXPECT_EQ(id, GetParam() ? source_.git({"rev-parse", "HEAD:app/a.yaml"}) : "");
    EXPECT_EQ(tree_->stat("").value().id, GetParam() ? source_.git({"rev-parse", "HEAD:"}) : "");
    EXPECT_EQ(tree_->stat("app/sub").value().id,
              GetParam() ? source_.git({"rev-parse", "HEAD:app/sub"}) : "");
}

TEST_P(FileTrees, PathsThatLeadNowhere) {
    for (const char* path :
         {"app/a.yaml/b", "none/b", "app/sub/none/b", "app/", "/app", "app//sub"}) {
        SCOPED_TRACE(path);
        EXPECT_FALSE(tree_->read(path));
        EXPECT_FALSE(tree_->list(std::string(path) + "/x"));
    }
    // Deep ones cost no stack.
    std::string deep = "app";
    for (int i = 0; i < 100'000; ++i) {
        deep += "/x";
    }
    EXPECT_EQ(tree_->stat(deep).error().code, Code::kNotFound);
}

TEST_P(FileTrees, SaysWhatIsWrong) {
    EXPECT_EQ(tree_->stat("nothing").error().code, Code::kNotFound);
    EXPECT_EQ(tree_->list("nothing").error().code, Code::kNotFound);
    EXPECT_EQ(tree_->list("app.txt").error().code, Code::kInvalid);
    EXPECT_EQ(tree_->read("app").error().code, Code::kInvalid);
    EXPECT_FALSE(tree_->read(""));
    EXPECT_EQ(tree_->read("app/a.yaml", 0).error().code, Code::kInvalid);
    // Links on the way are not followed.
    EXPECT_EQ(tree_->stat("app/link/x").error().code, Code::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Kinds, FileTrees, ::testing::Bool(),
                         [](const auto& kind) { return kind.param ? "Commit" : "Folder"; });

}  // namespace
}  // namespace sealer::git
