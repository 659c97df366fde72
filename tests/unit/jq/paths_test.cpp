// SPDX-License-Identifier: Apache-2.0
#include "common/jq/paths.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::jq {
namespace {

using manifest::Value;

const Value kObject = manifest::parse_json(R"({
    "spec": {"replicas": 3, "list": [{"name": "a", "image": "x"}, {"name": "b"}]},
    "metadata": {"annotations": {"example.com/a": "1", "other": "2"}}})")
                          .value();

Evaluator evaluator(std::chrono::milliseconds budget = std::chrono::seconds(30)) {
    return Evaluator(budget);
}

TEST(JqPaths, SayWhereAnExpressionPoints) {
    struct Case {
        std::string expression, paths;
    };
    for (const Case& c : std::vector<Case>{
             {".spec.replicas", R"([["spec","replicas"]])"},
             {".spec.list[].image", R"([["spec","list",0,"image"],["spec","list",1,"image"]])"},
             {R"(.spec.list[] | select(.name == "b"))", R"([["spec","list",1]])"},
             {R"(.metadata.annotations["other"] # a comment)",
              R"([["metadata","annotations","other"]])"},
             {R"(.metadata.annotations | with_entries(.value))", "[]"},  // no path
             {".spec.replicas[]", "[]"},                                 // no list
             {".spec.replicas, .spec.list[-1]", R"([["spec","replicas"],["spec","list",-1]])"},
             {"empty", "[]"},
         }) {
        const auto paths = evaluator()(c.expression, {&kObject});
        ASSERT_TRUE(paths) << c.expression << ": " << paths.error().message;
        EXPECT_EQ(manifest::write_json(paths->at(0)), c.paths) << c.expression;
    }
}

TEST(JqPaths, OfManyObjectsComeInTheirOrder) {
    const Value empty = manifest::Object();
    const auto paths = evaluator()(".spec[]", {&empty, &kObject, &empty});
    ASSERT_TRUE(paths);
    EXPECT_EQ(manifest::write_json(paths->at(0)), "[]");
    EXPECT_EQ(paths->at(1).as_array().size(), 2U);
}

TEST(JqPaths, HostileExpressionsEndInAnErrorThatNamesThem) {
    for (const char* expression :
         {".spec[", ".spec.list[1:]", ".a) | (1", ".a) , (.b", "input", "halt",
          "[range(1e12)] | .[0]", R"(("x" * 1000000000) as $x | .a)", "def f: f, f; f",
          "def f: [f]; f | .a", "last(repeat(.))", "[limit(100000000; repeat(1))] as $x | .a"}) {
        const auto paths =
            evaluator(std::chrono::milliseconds(700))(expression, {&kObject, &kObject});
        ASSERT_FALSE(paths) << expression;
        EXPECT_NE(paths.error().message.find(expression), std::string::npos)
            << paths.error().message;
    }
    EXPECT_FALSE(evaluator()(std::string(5000, '.'), {&kObject}));
}

TEST(JqPaths, SeeNothingOfTheEnvironment) {
    ASSERT_EQ(::setenv("CANARY", "seen", 1), 0);
    const auto paths = evaluator()(R"(select($ENV.CANARY == "seen"))", {&kObject});
    ASSERT_TRUE(paths) << paths.error().message;
    EXPECT_EQ(manifest::write_json(paths->at(0)), "[]");
}

}  // namespace
}  // namespace sealer::jq
