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
    EXPECT_EQ(tree_->stat("app/a.yaml").value().id, tree_->list("app").value()[0].id);
    EXPECT_NE(tree_->stat("app/a.yaml").value().id, tree_->stat("app/b.yaml").value().id);
}

TEST_P(FileTrees, SaysWhatIsWrong) {
    EXPECT_EQ(tree_->stat("nothing").error().code, Code::kNotFound);
    EXPECT_EQ(tree_->list("nothing").error().code, Code::kNotFound);
    EXPECT_EQ(tree_->list("app.txt").error().code, Code::kInvalid);
    EXPECT_EQ(tree_->read("app").error().code, Code::kInvalid);
    EXPECT_EQ(tree_->read("app/a.yaml", 0).error().code, Code::kInvalid);
    // Links on the way are not followed.
    EXPECT_EQ(tree_->stat("app/link/x").error().code, Code::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Kinds, FileTrees, ::testing::Bool(),
                         [](const auto& kind) { return kind.param ? "Commit" : "Folder"; });

}  // namespace
}  // namespace sealer::git
