// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "controller/app/round.h"
#include "values.h"

namespace sealer::app {
namespace {

TEST(CheckProject, LetsThroughWhatRestrictsRepositoriesAlone) {
    const auto project = [](std::string_view repositories, std::string_view more = "") {
        return yaml("spec: {sourceRepos: [" + std::string(repositories) +
                    "], destinations: [{namespace: '*', server: '*'}], clusterResourceWhitelist: "
                    "[{group: '*', kind: '*'}]" +
                    std::string(more) + "}");
    };
    EXPECT_EQ(check_project("default", nullptr), "");
    EXPECT_NE(check_project("other", nullptr), "");
    const manifest::Value open = project("'*'");
    EXPECT_EQ(check_project("other", &open), "");
    const manifest::Value some = project("'https://git/x', '!https://git/y'");
    EXPECT_EQ(check_project("other", &some), "");
    EXPECT_EQ(source_repositories(&some),
              (std::vector<std::string>{"https://git/x", "!https://git/y"}));
    EXPECT_EQ(source_repositories(nullptr), std::vector<std::string>{"*"});
    for (const manifest::Value& restricted :
         {project("'*'", ", syncWindows: [{kind: deny}]"), yaml("spec: {}"), yaml("{}")}) {
        EXPECT_NE(check_project("default", &restricted), "");
    }
}

}  // namespace
}  // namespace sealer::app
