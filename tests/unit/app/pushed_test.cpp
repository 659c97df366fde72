// SPDX-License-Identifier: Apache-2.0
#include "controller/app/pushed.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

git::PushEvent push_to(std::string ref, std::vector<std::string> files = {}) {
    return {.repositories = {"git.example.com/acme/shop"},
            .ref = std::move(ref),
            .files = std::move(files)};
}

// Of an Application that has what is given beside one source.
manifest::Value application_at(const std::string& url, const std::string& revision,
                               const std::string& path = "deploy/prod",
                               const std::string& manifest_paths = "") {
    manifest::Value object = yaml("{spec: {source: {repoURL: '" + url + "', path: " + path + "}}}");
    if (!revision.empty()) {
        object["spec"]["source"]["targetRevision"] = revision;
    }
    if (!manifest_paths.empty()) {
        object["metadata"]["annotations"][kManifestGeneratePaths] = manifest_paths;
    }
    return object;
}

constexpr const char* kPushedUrl = "https://git.example.com/acme/shop.git";

TEST(Pushed, ConcernsWhoFollowsTheRepositoryByAnyAddress) {
    for (const char* url :
         {kPushedUrl, "git@git.example.com:acme/shop", "https://me@GIT.example.com/Acme/shop"}) {
        EXPECT_EQ(concern_of(application_at(url, "main"), push_to("main")), Concern::kLikely)
            << url;
    }
    for (const char* url : {"https://git.example.com/acme/shop2", "https://git.example.com/acme",
                            "https://evil.com/git.example.com/acme/shop", ""}) {
        EXPECT_EQ(concern_of(application_at(url, "main"), push_to("main")), Concern::kNone) << url;
    }
    EXPECT_EQ(concern_of(yaml("{spec: {source: [1]}}"), push_to("main")), Concern::kNone);
    EXPECT_EQ(concern_of(yaml("{}"), push_to("main")), Concern::kNone);
}

TEST(Pushed, ConcernsWhoFollowsTheBranchOrTag) {
    struct Case {
        std::string revision;
        git::PushEvent push;
        bool follows;
    };
    git::PushEvent default_branch = push_to("main");
    default_branch.is_default_branch = true;
    git::PushEvent tag = push_to("v1.3.0");
    tag.is_tag = true;
    const std::string commit(40, 'a');
    for (const Case& c : std::vector<Case>{
             {"", default_branch, true},
             {"HEAD", default_branch, true},
             {"HEAD", push_to("main"), false},
             {"main", push_to("main"), true},
             {"refs/heads/main", push_to("main"), true},
             {"heads/feature/x", push_to("feature/x"), true},
             {"feature/x", push_to("x"), false},
             {"Main", push_to("main"), false},
             {commit, push_to(commit), false},
             {"v1.3.0", tag, true},
             {"refs/tags/v1.3.0", tag, true},
             {"HEAD", tag, false},
             {"main", tag, false},
             {"1.x", tag, true},
             {"v1.*", tag, true},
             {">=1.2.0 <2", tag, true},
             {"^1.2", tag, true},
             {"1.*", push_to("v1.3.0"), false},
         }) {
        const bool follows =
            concern_of(application_at(kPushedUrl, c.revision), c.push) != Concern::kNone;
        EXPECT_EQ(follows, c.follows) << c.revision << " " << c.push.ref;
    }
}

TEST(Pushed, ChangedFilesSayWhomItConcernsFirst) {
    struct Case {
        std::string path;
        std::string manifest_paths;
        std::string file;
        bool likely;
    };
    for (const Case& c : std::vector<Case>{
             {"deploy/prod", "", "deploy/prod/web.yaml", true},
             {"deploy/prod", "", "deploy/prod2/web.yaml", false},
             {"deploy/prod", "", "deploy/base/web.yaml", false},
             {".", "", "anything", true},
             {"deploy/prod", ".", "deploy/prod/web.yaml", true},
             {"deploy/prod", ".;../base", "deploy/base/web.yaml", true},
             {"deploy/prod", "/deploy/base", "deploy/base/web.yaml", true},
             {"deploy/prod", " ; /deploy/base ;", "deploy/prod/web.yaml", false},
             {"deploy/prod", "/deploy/*/web.yaml", "deploy/base/web.yaml", true},
             {"deploy/prod", "/deploy/*/web.yaml", "deploy/a/b/web.yaml", false},
             {"deploy/prod", "../../../..", "anything", true},
         }) {
        const Concern concern =
            concern_of(application_at(kPushedUrl, "main", c.path, c.manifest_paths),
                       push_to("main", {c.file}));
        EXPECT_EQ(concern, c.likely ? Concern::kLikely : Concern::kPossible)
            << c.path << " | " << c.manifest_paths << " | " << c.file;
    }
}

TEST(Pushed, OfSeveralSourcesTheMostConcernedCounts) {
    const manifest::Value object = yaml(R"({spec: {sources: [
        {repoURL: "https://git.example.com/other/x", path: apps, targetRevision: main},
        {repoURL: "https://git.example.com/acme/shop", path: web, targetRevision: main},
        {repoURL: "https://git.example.com/acme/shop", path: jobs, targetRevision: main}]}})");
    EXPECT_EQ(concern_of(object, push_to("main", {"jobs/a"})), Concern::kLikely);
    EXPECT_EQ(concern_of(object, push_to("main", {"apps/a"})), Concern::kPossible);
    EXPECT_EQ(concern_of(object, push_to("next")), Concern::kNone);
}

}  // namespace
}  // namespace sealer::app
