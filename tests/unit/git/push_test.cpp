// SPDX-License-Identifier: Apache-2.0
// Commits of ours in somebody else's repository.
#include <gtest/gtest.h>

#include "common/git/repository.h"
#include "repository_fixture.h"

namespace sealer::git {
namespace {

class PushTest : public ::testing::Test {
  protected:
    PushTest() {
        // Into the branch that is checked out, for once.
        source_.git({"config", "receive.denyCurrentBranch", "ignore"});
        first_ = source_.commit({{"a", "1"}, {"deep/er/b", "2"}, {"c", "3"}});
        std::filesystem::permissions(source_.folder() + "/deep/er/b",
                                     std::filesystem::perms::owner_all);
        first_ = source_.commit({});
    }
    [[nodiscard]] Result<std::string> commit(const std::string& parent,
                                             const std::vector<FileChange>& changes) {
        TRY(store_.tree(source_.url(), parent, nullptr, {}));
        return store_.commit(source_.url(),
                             {.parent = parent,
                              .changes = changes,
                              .message = "Subject\n\nBody\n",
                              .name = "Robot",
                              .email = "robot@example.com",
                              .time = parse_time("2026-01-02T03:04:05Z").value()},
                             nullptr);
    }
    [[nodiscard]] Status push(const std::string& commit) {
        return store_.push(source_.url(), commit, "refs/heads/main", nullptr, {});
    }

    TemporaryDirectory directory_;
    SourceRepository source_;
    std::string first_;
    Store store_{directory_.path() + "/git", Policy{.allow_local = true}};
};

TEST_F(PushTest, ChangesTheseFilesAndNothingElse) {
    const auto made = commit(first_, {{"deep/er/b", "new\r\n"}, {"a", ""}});
    ASSERT_TRUE(made) << made.error().message;
    const Status pushed = push(*made);
    ASSERT_TRUE(pushed) << pushed.error().message;
    EXPECT_EQ(source_.git({"rev-parse", "main"}), *made);
    EXPECT_EQ(source_.git({"rev-parse", "main^"}), first_);
    EXPECT_EQ(source_.git({"log", "-1", "--format=%an %ae %cn %at %s %b"}),
              "Robot robot@example.com Robot 1767323045 Subject Body");
    EXPECT_EQ(source_.git({"diff", "--name-only", first_, "main"}), "a\ndeep/er/b");
    EXPECT_EQ(source_.git({"ls-tree", "main", "deep/er/b"}).substr(0, 6), "100755");
    EXPECT_EQ(store_.tree(source_.url(), *made, nullptr, {}).value()->read("deep/er/b").value(),
              "new\r\n");
}

TEST_F(PushTest, WhereSomebodyWasFasterNothingIsLost) {
    const auto made = commit(first_, {{"a", "ours"}});
    ASSERT_TRUE(made) << made.error().message;
    const std::string theirs = source_.commit({{"a", "theirs"}});
    EXPECT_EQ(push(*made).error().code, Code::kConflict);
    EXPECT_EQ(source_.git({"rev-parse", "main"}), theirs);
    const auto again = commit(theirs, {{"a", "ours"}});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(push(*again));
}

TEST_F(PushTest, ARefusalIsNoConflict) {
    ASSERT_TRUE(write_file_atomically(source_.folder() + "/.git/hooks/pre-receive",
                                      "#!/bin/sh\necho by the rules >&2\nexit 1\n", 0755));
    const auto made = commit(first_, {{"a", "ours"}});
    ASSERT_TRUE(made) << made.error().message;
    const Status refused = push(*made);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kDenied);
    EXPECT_NE(refused.error().message.find("by the rules"), std::string::npos);
}

TEST_F(PushTest, NeedsAParentAndItsFiles) {
    EXPECT_EQ(commit(first_, {{"missing", ""}}).error().code, Code::kNotFound);
    const NewCommit orphan{.parent = std::string(40, '1'), .changes = {{"a", ""}}};
    EXPECT_EQ(store_.commit(source_.url(), orphan, nullptr).error().code, Code::kNotFound);
}

TEST_F(PushTest, OnlyBranchesTakeCommits) {
    source_.git({"tag", "v1"});
    source_.git({"branch", "other"});
    for (const auto& [revision, branch] :
         std::map<std::string, std::string>{{"", "refs/heads/main"},
                                            {"HEAD", "refs/heads/main"},
                                            {"other", "refs/heads/other"},
                                            {"refs/heads/other", "refs/heads/other"}}) {
        const auto found = store_.branch(source_.url(), revision, nullptr, {});
        ASSERT_TRUE(found) << revision << ": " << found.error().message;
        EXPECT_EQ(*found, branch);
    }
    for (const std::string& revision : {std::string("v1"), std::string("refs/tags/v1"), first_,
                                        first_.substr(0, 8), std::string("none")}) {
        EXPECT_EQ(store_.branch(source_.url(), revision, nullptr, {}).error().code, Code::kInvalid)
            << revision;
    }
}

}  // namespace
}  // namespace sealer::git
