// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_live.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "sealer/diff_report.h"

namespace sealer::cli {
namespace {

using manifest::parse_json;
using manifest::write_json;

TEST(CutToShape, LeavesWhatTheOtherHas) {
    struct Case {
        const char* live;
        const char* wanted;
        const char* expected;
    };
    for (const Case& c : {
             Case{R"({"a":1,"b":2})", R"({"a":3})", R"({"a":1})"},
             Case{R"({"a":{"b":1,"c":2}})", R"({"a":{"b":1},"d":4})", R"({"a":{"b":1}})"},
             Case{R"({"a":[{"b":1,"c":2}]})", R"({"a":[{"b":1}]})", R"({"a":[{"b":1}]})"},
             Case{R"({"a":[{"b":1},{"b":2}]})", R"({"a":[{"b":1}]})", R"({"a":[{"b":1},{"b":2}]})"},
             Case{R"({"a":"text"})", R"({"a":{}})", R"({"a":"text"})"},
         }) {
        EXPECT_EQ(write_json(cut_to_shape(*parse_json(c.live), *parse_json(c.wanted))), c.expected);
    }
}

TEST(DiffReport, SaysWhyAFieldCounts) {
    const std::vector<UnitDiff> diffs = {{.application = "argocd/shop",
                                          .path = "deploy",
                                          .changes = {{.object = {"", "ConfigMap", "shop", "a"},
                                                       .lines = "+x\n",
                                                       .reasons = {".data.x: Git has 1\n"}}}}};
    EXPECT_THAT(diff_as_text(diffs, false), testing::EndsWith("+x\n# .data.x: Git has 1?\n"));
    EXPECT_THAT(diff_as_markdown(diffs), testing::HasSubstr("+x\n# .data.x: Git has 1?\n```"));
    EXPECT_THAT(diff_as_json(diffs), testing::HasSubstr(R"("reasons": [)"));
}

}  // namespace
}  // namespace sealer::cli
