// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "controller/app/round.h"
#include "values.h"

namespace sealer::app {
namespace {

TEST(CheckProject, LetsThroughWhatAllowsEverythingAlone) {
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
    for (const manifest::Value& restricted :
         {project("'https://git/x'"), project("'*', '!https://git/x'"),
          project("'*'", ", syncWindows: [{kind: deny}]"), yaml("spec: {}"), yaml("{}")}) {
        EXPECT_NE(check_project("default", &restricted), "");
    }
}

}  // namespace
}  // namespace sealer::app
