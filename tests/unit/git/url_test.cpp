// SPDX-License-Identifier: Apache-2.0
#include "common/git/url.h"

#include <gtest/gtest.h>

#include "common/git/repository.h"

namespace sealer::git {
namespace {

TEST(GitUrl, NormalizesToOneNameARepository) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"https://GitHub.com/Acme/Shop.git", "https://github.com/Acme/Shop"},
        {"https://user:word@github.com/acme/shop/", "https://github.com/acme/shop"},
        {"HTTPS://github.com/acme/shop.git/", "https://github.com/acme/shop"},
        {"git@github.com:acme/shop.git", "ssh://github.com/acme/shop"},
        {"ssh://git@github.com:22/acme/shop", "ssh://github.com:22/acme/shop"},
        {"file:///srv/git/shop.git", "file:///srv/git/shop"},
    };
    for (const auto& [url, expected] : cases) {
        SCOPED_TRACE(url);
        const Result<std::string> normal = normalize_url(url);
        ASSERT_TRUE(normal) << normal.error().message;
        EXPECT_EQ(*normal, expected);
    }
}

TEST(GitUrl, AddressesOfOneRepositoryShareAKey) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
        {"github.com/acme/shop",
         {"https://github.com/Acme/Shop", "https://token@github.com/acme/shop.git/",
          "git@GitHub.com:acme/shop.git", "ssh://git@ssh.github.com:443/acme/shop.git"}},
        {"bitbucket.org/acme/shop",
         {"https://bitbucket.org/acme/shop", "ssh://git@altssh.bitbucket.org:443/acme/shop.git"}},
        {"git.example.com/group/sub/shop",
         {"https://git.example.com:8443/group/sub/shop.git",
          "ssh://git@git.example.com:2222//group/sub/shop"}},
        {"dev.azure.com/acme/my%20project/shop",
         {"https://acme@dev.azure.com/acme/My%20Project/_git/shop",
          "git@ssh.dev.azure.com:v3/acme/My%20Project/shop"}},
        {"git.example.com/v3/_git", {"https://git.example.com/v3/_git"}},
        {"/srv/git/shop", {"file:///srv/git/shop.git"}},
        {"", {"", "shop", "-x", "https://"}},
    };
    for (const auto& [key, urls] : cases) {
        for (const std::string& url : urls) {
            EXPECT_EQ(repository_key(url), key) << url;
        }
    }
}

TEST(GitUrl, RefusesWhatGitOrSshMightTakeForAnOption) {
    for (const std::string url :
         {"", "-oProxyCommand=x", "ssh://-oProxyCommand=x/y", "ssh://-u@host/y", "-u@host:path",
          "https://a b/c", "https:///path", "/srv/git", "https://a/\nb"}) {
        SCOPED_TRACE(url);
        const Result<std::string> normal = normalize_url(url);
        ASSERT_FALSE(normal);
        EXPECT_EQ(normal.error().code, Code::kInvalid);
    }
}

TEST(GitUrl, PolicyDecidesWhichSchemesAreAllowed) {
    const Policy strict;
    const Policy local{.allow_local = true};
    for (const std::string url : {"https://host/x", "git@host:x", "ssh://host/x"}) {
        EXPECT_TRUE(check_url(url, strict)) << url;
    }
    for (const std::string url : {"git://host/x", "file:///srv/x"}) {
        EXPECT_TRUE(check_url(url, local)) << url;
        ASSERT_FALSE(check_url(url, strict)) << url;
        EXPECT_EQ(check_url(url, strict).error().code, Code::kDenied);
    }
    for (const std::string url : {"http://host/x", "ext::sh -c x", "ext::x://y", "ftp://host/x"}) {
        EXPECT_FALSE(check_url(url, local)) << url;
    }
}

TEST(GitUrl, MessagesHoldNoUser) {
    EXPECT_EQ(redact_url("https://me:hunter2@host/x.git"), "https://host/x.git");
    EXPECT_EQ(redact_url("git@host:x.git"), "ssh://host/x.git");
}

TEST(GitUrl, KnowsACommitId) {
    EXPECT_TRUE(is_commit_id(std::string(40, 'a')));
    EXPECT_TRUE(is_commit_id(std::string(64, '0')));
    EXPECT_FALSE(is_commit_id(std::string(39, 'a')));
    EXPECT_FALSE(is_commit_id(std::string(40, 'A')));
    EXPECT_FALSE(is_commit_id(std::string(40, 'g')));
}

TEST(NormalizePath, StaysInsideTheTree) {
    const std::vector<std::array<std::string, 3>> good{
        {"a/b", "../c", "a/c"}, {"", ".", ""},        {"", "a//b/./c/", "a/b/c"},
        {"a", "b", "a/b"},      {"a/b", "../..", ""},
    };
    for (const auto& [base, path, expected] : good) {
        SCOPED_TRACE(base + " + " + path);
        const Result<std::string> clean = normalize_path(base, path);
        ASSERT_TRUE(clean) << clean.error().message;
        EXPECT_EQ(*clean, expected);
    }
    for (const std::string path : {"..", "a/../..", "/etc/passwd"}) {
        SCOPED_TRACE(path);
        EXPECT_FALSE(normalize_path("", path));
    }
    EXPECT_FALSE(normalize_path("", std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace sealer::git
