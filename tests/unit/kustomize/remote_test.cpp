// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/remote.h"

#include <array>

#include <gtest/gtest.h>

namespace sealer::kustomize {
namespace {

TEST(Remote, UrlsMeanARepositoryADirectoryAndARevision) {
    const std::vector<std::array<std::string, 4>> cases{
        {"https://github.com/a/b", "https://github.com/a/b", "", ""},
        {"https://github.com/a/b//c/d?ref=v1", "https://github.com/a/b", "c/d", "v1"},
        {"https://github.com/a/b/c/d?ref=v1", "https://github.com/a/b", "c/d", "v1"},
        {"https://github.com/a/b.git/c?version=v1", "https://github.com/a/b.git", "c", "v1"},
        {"https://git/x/y/z//c?timeout=90s&ref=m", "https://git/x/y/z", "c", "m"},
        {"github.com/a/b//c", "https://github.com/a/b", "c", ""},
        {"git@github.com:a/b//c?ref=v1", "git@github.com:a/b", "c", "v1"},
        {"git@github.com:a/b.git", "git@github.com:a/b.git", "", ""},
        {"ssh://git@host:22/a/b//c", "ssh://git@host:22/a/b", "c", ""},
        {"git::https://host/a/b//c", "https://host/a/b", "c", ""},
        {"file:///srv/git/b//c", "file:///srv/git/b", "c", ""},
    };
    for (const auto& [url, repository, directory, revision] : cases) {
        SCOPED_TRACE(url);
        const auto reference = parse_remote(url);
        ASSERT_TRUE(reference);
        EXPECT_EQ(reference->repository, repository);
        EXPECT_EQ(reference->directory, directory);
        EXPECT_EQ(reference->revision, revision);
    }
    for (const std::string path : {"base", "../base", "github.com.yaml", "git/x", "ext::x"}) {
        EXPECT_FALSE(is_remote(path)) << path;
    }
}

TEST(Remote, FilesAreKnownByTheirNames) {
    for (const std::string url :
         {"https://host/a/b.yaml", "https://host/b.yml?x=y", "http://host/b.json"}) {
        EXPECT_TRUE(is_remote_file(url)) << url;
    }
    for (const std::string url :
         {"https://host/a/b", "https://host/a/b//c.yaml", "https://host/a/b.git/c.yaml",
          "git@host:a/b.yaml", "a/b.yaml", "https://host/a?b=c.yaml"}) {
        EXPECT_FALSE(is_remote_file(url)) << url;
    }
}

TEST(Remote, MessagesShowNoPassword) {
    EXPECT_EQ(without_login("https://me:hunter2@host/a?ref=b"), "https://host/a?ref=b");
    EXPECT_EQ(without_login("git::https://me@host/a"), "git::https://host/a");
    EXPECT_EQ(without_login("git@host:a/b"), "git@host:a/b");
    EXPECT_EQ(without_login("https://host/a@b"), "https://host/a@b");
    EXPECT_EQ(without_login("base/web.yaml"), "base/web.yaml");
}

}  // namespace
}  // namespace sealer::kustomize
