// SPDX-License-Identifier: Apache-2.0
// Where a render may look, and what it remembers of it.
#include "common/render/kustomize/loader.h"

#include <gmock/gmock.h>

#include "../render/memory_tree.h"
#include "ample_budget.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

Loader loader(std::map<std::string, std::string> files, Options options = {}) {
    return {std::make_shared<render::MemoryTree>(std::move(files)), std::move(options),
            ample_budget()};
}

// The file's text, or the error.
std::string read(Loader& loader, std::string_view directory, std::string_view path) {
    const auto place = loader.open(directory);
    if (!place) {
        return place.error().message;
    }
    const auto text = loader.read(*place, path);
    return text ? *text : std::string(to_string(text.error().code)) + ": " + text.error().message;
}

TEST(Loader, ReadsInAndBelowTheKustomizationsDirectory) {
    Loader files = loader({{"app/a.txt", "a"},
                           {"app/below/b.txt", "b"},
                           {"app/link", "-> below/b.txt"},
                           {"app/out", "-> ../secret"},
                           {"app/away", "-> ../../../etc/passwd"},
                           {"app2/c.txt", "c"},
                           {"secret", "s"}});
    const std::pair<const char*, const char*> cases[] = {
        {"a.txt", "a"},
        {"./below/../a.txt", "a"},
        {"../app/a.txt", "a"},
        {"link", "b"},
        {"none.txt", "not found: app/none.txt: no such file"},
        {"below", "not found: app/below: a directory, not a file"},
        {"../secret", "denied: secret: not in or below app"},
        {"../app2/c.txt", "denied: app2/c.txt"},
        {"out", "denied: secret: not in or below app"},
        {"away", "illegal filepath in symlink"},
        {"../../etc/passwd", "../../etc/passwd"},
        {"/etc/passwd", "/etc/passwd"},
    };
    for (const auto& [path, expected] : cases) {
        EXPECT_THAT(read(files, "app", path), HasSubstr(expected)) << path;
    }
}

TEST(Loader, ReadsAnywhereInTheTreeIfAllowed) {
    Options anywhere;
    anywhere.restrict_files = false;
    Loader files = loader({{"app/a.txt", "a"}, {"secret", "s"}}, anywhere);
    EXPECT_EQ(read(files, "app", "../secret"), "s");
    EXPECT_THAT(read(files, "app", "/secret"), HasSubstr("/secret"));

    anywhere.is_filesystem = true;
    Loader machine = loader({{"app/a.txt", "a"}, {"etc/b", "b"}}, anywhere);
    EXPECT_EQ(read(machine, "app", "/etc/b"), "b");
}

TEST(Loader, OpensBasesThatAreNotAboveTheirUser) {
    Loader files = loader({{"a/b/x", ""}, {"base/x", ""}, {"up", "-> a"}});
    const Place place = files.open("a/b").value();
    const std::pair<const char*, const char*> cases[] = {
        {"../../base", "base"},
        {"..", "a cycle: a holds a/b, which uses it"},
        {".", "a cycle"},
        {"../../up", "a cycle: a holds a/b"},
        {"../../..", "../../.."},
        {"/base", "a base must be a relative path"},
        {"", "an entry is empty"},
        {"x", "a/b/x: not a directory"},
        {"none", "a/b/none: no such directory"},
    };
    for (const auto& [path, expected] : cases) {
        const auto opened = files.open(place, path);
        EXPECT_THAT(opened ? opened->directory : opened.error().message, HasSubstr(expected))
            << path;
    }
}

TEST(Loader, FindsTheOneKustomizationFile) {
    for (const std::string name : {"kustomization.yaml", "kustomization.yml", "Kustomization"}) {
        Loader files = loader({{"app/" + name, "text"}});
        const auto file = files.read_kustomization(files.open("app").value());
        ASSERT_TRUE(file) << file.error().message;
        EXPECT_EQ(file->path, "app/" + name);
        EXPECT_EQ(file->text, "text");
    }
    Loader two = loader({{"kustomization.yaml", ""}, {"Kustomization", ""}});
    EXPECT_THAT(two.read_kustomization(two.open("").value()).error().message,
                HasSubstr("keep one of kustomization.yaml and Kustomization"));
    Loader none = loader({{"app/a.yaml", ""}});
    EXPECT_EQ(none.read_kustomization(none.open("app").value()).error().code, Code::kNotFound);
}

TEST(Loader, RemembersWhatItReadAndLookedForInVain) {
    Loader files = loader(
        {{"app/kustomization.yml", ""}, {"app/unread", ""}, {"app/link", "-> a"}, {"app/a", "x"}});
    const Place place = files.open("app").value();
    ASSERT_TRUE(files.read_kustomization(place));
    ASSERT_TRUE(files.read(place, "link"));
    EXPECT_THAT(
        files.inputs(),
        UnorderedElementsAre(Pair("app/kustomization.yaml", ""), Key("app/kustomization.yml"),
                             Pair("app/Kustomization", ""), Key("app/link"), Key("app/a")));
}

TEST(Loader, OpensRemoteBasesOnlyByItsCaller) {
    const std::string url = "https://example.com/x//sub?ref=main";
    Loader without = loader({{"a", ""}});
    EXPECT_EQ(without.open_remote(without.open("").value(), url).error().code, Code::kDenied);

    Options options;
    options.fetch_remote = [](std::string_view) -> Result<RemoteTree> {
        const std::map<std::string, std::string> tree{{"sub/a", "remote"}, {"b", "hidden"}};
        return RemoteTree{.tree = std::make_shared<render::MemoryTree>(tree),
                          .path = "sub",
                          .repository = "https://example.com/x",
                          .revision = "main",
                          .commit = "c0ffee"};
    };
    options.restrict_files = false;
    Loader files = loader({{"a", "local"}}, options);
    const auto place = files.open_remote(files.open("").value(), url);
    ASSERT_TRUE(place) << place.error().message;
    EXPECT_EQ(files.read(*place, "a").value(), "remote");
    // Whatever is allowed locally: a stranger's kustomization stays in its directory.
    EXPECT_EQ(files.read(*place, "../b").error().code, Code::kDenied);
    EXPECT_THAT(files.remotes(), UnorderedElementsAre(Pair(url, "c0ffee")));
    EXPECT_THAT(files.inputs(), IsEmpty());
    EXPECT_THAT(files.open_remote(*place, url).error().message, HasSubstr("a cycle"));
}

}  // namespace
}  // namespace sealer::kustomize
