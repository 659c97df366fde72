// SPDX-License-Identifier: Apache-2.0
#include "common/app/source_repositories.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

struct PermissionCase {
    std::vector<std::string> patterns;
    std::string url;
    bool is_permitted;
};

void expect_permissions(const std::vector<PermissionCase>& cases) {
    for (const PermissionCase& c : cases) {
        EXPECT_EQ(permits(c.patterns, c.url), c.is_permitted)
            << (c.patterns.empty() ? "" : c.patterns.back()) << " on " << c.url;
    }
}

TEST(SourceRepositories, ArePermittedAsArgoCdDoes) {
    expect_permissions({
        {{}, "https://git/shop", false},
        {{"*"}, "https://git/shop", true},
        {{"https://git/shop"}, "https://git/shop", true},
        {{"https://git/shop"}, "https://GIT/Shop.git", true},
        {{"https://git/shop.git"}, "https://git/shop/", true},
        {{"https://git/shop"}, "https://git/shop2", false},
        {{"https://git/*"}, "https://git/shop", true},
        {{"https://git/*"}, "https://git/a/shop", false},
        {{"https://git/**"}, "https://git/a/shop", true},
        {{"https://**"}, "https://git/a/shop", true},
        {{"https://**"}, "file:///a/shop", false},
        {{"file://**"}, "file:///a/shop", true},
        {{"https://git/{a,b}/*"}, "https://git/b/shop", true},
        {{"git@git:a/*"}, "git@git:a/shop.git", true},
        {{"git@git:a/*"}, "ssh://git@git/a/shop", true},
        {{"git@git:a/*"}, "https://git/a/shop", false},
        {{"https://git/x", "https://git/y"}, "https://git/y", true},
    });
}

TEST(SourceRepositories, ADenialWinsAndAListOfDenialsPermitsTheRest) {
    expect_permissions({
        {{"*", "!https://git/shop"}, "https://git/shop", false},
        {{"!https://git/shop", "*"}, "https://git/shop.git", false},
        {{"*", "!https://git/shop"}, "https://git/other", true},
        {{"!https://git/shop"}, "https://git/other", true},
        {{"!https://git/a/**"}, "https://git/a/b/c", false},
        {{"!*"}, "https://git/shop", false},
    });
}

TEST(SourceRepositories, NoUrlSeemsToBeAnother) {
    expect_permissions({
        {{"https://git/**"}, "https://git@evil/x", false},
        {{"https://git*/**"}, "https://git:x@evil/x", false},
        {{"https://git/a/**"}, "https://git/a/../b/shop", false},
        {{"https://git/a/**"}, "https://git/a/%2e%2E/b/shop", false},
        {{"https://git/a/**"}, "https://git/a/..\\b", false},
        {{"!https://git/b/**"}, "https://git/a/../b/shop", false},
        {{"https://git/**"}, "https://evil/x?https://git/", false},
        {{"https://git/x.yaml"}, "https://git/x.yaml?token=1", true},
    });
}

}  // namespace
}  // namespace sealer::app
