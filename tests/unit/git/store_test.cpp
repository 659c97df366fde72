// SPDX-License-Identifier: Apache-2.0
// The store against git's own servers, over each of the protocols.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "common/git/repository.h"
#include "repository_fixture.h"

namespace sealer::git {
namespace {

class StoreTest : public ::testing::Test {
  protected:
    [[nodiscard]] Result<std::string> content(Store& store, const std::string& url,
                                              const std::string& commit, const std::string& path,
                                              const Credentials* credentials = nullptr) {
        TRY_ASSIGN(const auto tree, store.tree(url, commit, credentials, {}));
        return tree->read(path);
    }

    TemporaryDirectory directory_;
    SourceRepository source_;
    Store store_{directory_.path() + "/git", Policy{.allow_local = true}};
};

TEST_F(StoreTest, ResolvesBranchesTagsAndCommits) {
    const std::string first = source_.commit({{"a", "1"}});
    source_.git({"tag", "-a", "v1", "-m", "release"});
    source_.git({"branch", "both"});
    const std::string second = source_.commit({{"a", "2"}});
    source_.git({"tag", "both"});
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", second},
        {"HEAD", second},
        {"main", second},
        {"v1", first},
        {"refs/heads/main", second},
        {"refs/tags/v1", first},
        {"both", first},
        {first, first},
    };
    for (const auto& [revision, commit] : cases) {
        SCOPED_TRACE(revision);
        const Result<std::string> resolved = store_.resolve(source_.url(), revision, nullptr, {});
        ASSERT_TRUE(resolved) << resolved.error().message;
        EXPECT_EQ(*resolved, commit);
    }
    ASSERT_TRUE(store_.tree(source_.url(), first, nullptr, {}));
    EXPECT_EQ(store_.resolve(source_.url(), first.substr(0, 8), nullptr, {}).value(), first);
}

TEST_F(StoreTest, FindsAShortIdThatWasNeverFetched) {
    const std::string first = source_.commit({{"a", "1"}});
    source_.commit({{"a", "2"}});
    EXPECT_EQ(store_.resolve(source_.url(), first.substr(0, 7), nullptr, {}).value(), first);
    EXPECT_EQ(content(store_, source_.url(), first, "a").value(), "1");
    EXPECT_EQ(store_.resolve(source_.url(), "0000000", nullptr, {}).error().code, Code::kNotFound);
}

TEST_F(StoreTest, ResolvesVersionsToTheNewestTagThatFits) {
    const std::string first = source_.commit({{"a", "1"}});
    source_.git({"tag", "-a", "v1.2.0", "-m", "release"});
    source_.git({"tag", "web/v3.0.0"});
    const std::string second = source_.commit({{"a", "2"}});
    source_.git({"tag", "v1.10.0"});
    source_.git({"tag", "v2.0.0-rc.1"});
    const auto resolve = [this](const std::string& revision, const std::string& prefix = "") {
        const auto commit = store_.resolve(source_.url(), revision, nullptr, {}, prefix);
        return commit ? *commit : commit.error().message;
    };
    EXPECT_EQ(resolve("1.x"), second);
    EXPECT_EQ(resolve("~1.2"), first);
    EXPECT_EQ(resolve(">=1.0 <1.5"), first);
    EXPECT_EQ(resolve("*", "web/v"), first);
    EXPECT_EQ(resolve("v3.0.0", "web/"), first);
    EXPECT_NE(resolve(">=2").find("'>=2' to a commit SHA: a tag of such a version not found"),
              std::string::npos);
    EXPECT_EQ(content(store_, source_.url(), first, "a").value(), "1");
}

TEST_F(StoreTest, SaysWhichRevisionIsMissing) {
    source_.commit({{"a", "1"}});
    const auto missing = store_.resolve(source_.url(), "nothing", nullptr, {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Code::kNotFound);
    EXPECT_NE(missing.error().message.find("\"nothing\" not found"), std::string::npos);
    for (const std::string revision : {"--upload-pack=x", "a b", "v1.[0-9]", ">=a <2", "a..b"}) {
        EXPECT_EQ(store_.resolve(source_.url(), revision, nullptr, {}).error().code,
                  Code::kInvalid);
    }
}

TEST_F(StoreTest, FetchesOneCommitAtATime) {
    const std::string first = source_.commit({{"a", "1"}});
    const std::string second = source_.commit({{"a", "2"}}, "second");
    EXPECT_EQ(content(store_, source_.url(), second, "a").value(), "2");
    EXPECT_EQ(content(store_, source_.url(), first, "a").value(), "1");
    const auto info = store_.commit_info(source_.url(), second, nullptr);
    ASSERT_TRUE(info);
    EXPECT_EQ(info->author, "Ann <ann@example.com>");
    EXPECT_EQ(info->message, "second\n");
}

TEST_F(StoreTest, KeepsRealmsApart) {
    const std::string commit = source_.commit({{"a", "1"}});
    Credentials own;
    own.realm = "shop";
    ASSERT_TRUE(store_.tree(source_.url(), commit, &own, {}));
    EXPECT_TRUE(store_.commit_info(source_.url(), commit, &own));
    EXPECT_FALSE(store_.commit_info(source_.url(), commit, nullptr));
    std::filesystem::remove_all(source_.folder());
    EXPECT_TRUE(store_.tree(source_.url(), commit, &own, {}));
    EXPECT_FALSE(store_.tree(source_.url(), commit, nullptr, {}));
}

TEST_F(StoreTest, SurvivesManyCommitsAndAKilledFetch) {
    source_.commit({{"a", "0"}});
    for (int i = 1; i <= 40; ++i) {
        const std::string commit = source_.commit({{"a", std::to_string(i)}});
        ASSERT_EQ(content(store_, source_.url(), commit, "a").value(), std::to_string(i));
    }
    for (const auto& mirror : std::filesystem::directory_iterator(directory_.path() + "/git")) {
        if (mirror.is_directory()) {
            ASSERT_TRUE(write_file_atomically(mirror.path() / "shallow.lock", ""));
        }
    }
    const std::string last = source_.commit({{"a", "last"}});
    EXPECT_EQ(content(store_, source_.url(), last, "a").value(), "last");
}

TEST_F(StoreTest, KeepsTheTreesOfLateOpen) {
    const auto tree = [&](const std::string& commit) {
        return store_.tree(source_.url(), commit, nullptr, {}).value();
    };
    const std::string first = source_.commit({{"a", "1"}});
    const auto open = tree(first);
    EXPECT_EQ(tree(first), open);
    const std::string second = source_.commit({{"a", "2"}});
    EXPECT_EQ(tree(second)->read("a").value(), "2");
    EXPECT_EQ(tree(second), tree(second));
    EXPECT_EQ(open->read("a").value(), "1") << "who has it keeps it";

    std::filesystem::remove_all(directory_.path() + "/git");
    EXPECT_EQ(tree(second)->read("a").value(), "2") << "not what is gone from the disk";
}

TEST_F(StoreTest, ServesManyThreads) {
    const std::string commit = source_.commit({{"a", "1"}, {"b", "2"}});
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                good += content(store_, source_.url(), commit, "b") == std::string("2") ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(good, 8);
}

TEST_F(StoreTest, ReportsAnUnreachableServerAndAStop) {
    const std::string nobody = "git://127.0.0.1:" + std::to_string(free_port()) + "/x";
    EXPECT_EQ(store_.resolve(nobody, "main", nullptr, {}).error().code, Code::kUnavailable);
    EXPECT_EQ(store_.resolve(source_.root() + "/none", "main", nullptr, {}).error().code,
              Code::kInvalid);
    EXPECT_EQ(store_.resolve("file:///nonexistent", "main", nullptr, {}).error().code,
              Code::kNotFound);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(store_.resolve(source_.url(), "main", nullptr, stop.get_token()).error().code,
              Code::kCancelled);
}

TEST_F(StoreTest, FallsBackWhereTheServerRefusesCommitIds) {
    const std::string first = source_.commit({{"a", "1"}});
    const std::string second = source_.commit({{"a", "2"}});
    // Only version 0 of the protocol refuses them; the daemon then speaks that alone.
    source_.git({"config", "protocol.version", "0"});
    source_.git({"config", "uploadpack.allowAnySHA1InWant", "false"});
    const int port = free_port();
    const Server daemon({"git", "-c", "protocol.version=0", "-c", "safe.directory=*", "daemon",
                         "--reuseaddr", "--export-all", "--listen=127.0.0.1",
                         "--port=" + std::to_string(port), "--base-path=" + source_.root()},
                        port);
    const std::string url = "git://127.0.0.1:" + std::to_string(port) + "/shop";
    const auto resolved = store_.resolve(url, "main", nullptr, {});
    ASSERT_TRUE(resolved) << resolved.error().message;
    EXPECT_EQ(*resolved, second);
    EXPECT_EQ(content(store_, url, second, "a").value(), "2");
    EXPECT_EQ(content(store_, url, first, "a").value(), "1");
}

}  // namespace
}  // namespace sealer::git
