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

TEST(JqPaths, OfSlicesAreThoseOfTheirItems) {
    const Value object =
        manifest::parse_json(R"({"a": [10, 11, [20, 21, 22], 13], "text": "abc", "none": null})")
            .value();
    struct Case {
        std::string expression, paths;
    };
    for (const Case& c : std::vector<Case>{
             {".a[1:3]", R"([["a",1],["a",2]])"},
             {".a[:2]", R"([["a",0],["a",1]])"},
             {".a[-2:]", R"([["a",2],["a",3]])"},
             {".a[3:99]", R"([["a",3]])"},
             {".a[:-9], .a[4:], .a[3:1]", "[]"},
             {".a[0.5:1.5]", R"([["a",0],["a",1]])"},
             {".a[1e300:]", "[]"},
             {".a[1:][0], .a[1:][-1]", R"([["a",1],["a",3]])"},
             {".a[2:][1:]", R"([["a",3]])"},
             {".a[1:][1][1:]", R"([["a",2,1],["a",2,2]])"},
             {".a[2:][5], .a[5:][0]", "[]"},
             {".a[2:][] | select(. == 13)", R"([["a",3]])"},
             {".text[1:2], .none[1:2], .absent[1:2]", "[]"},
         }) {
        const auto paths = evaluator()(c.expression, {&object});
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
         {".spec[", ".a) | (1", ".a) , (.b", "input", "halt", "[range(1e12)] | .[0]",
          R"(("x" * 1000000000) as $x | .a)", "def f: f, f; f", "def f: [f]; f | .a", "repeat(.)",
          "repeat(.spec)", "range(1e9) as $i | .spec", "def f: .spec | f; f", "until(false; .)",
          ".spec.list[range(1e5):]", "last(repeat(.))",
          "[limit(100000000; repeat(1))] as $x | .a"}) {
        const auto paths =
            evaluator(std::chrono::milliseconds(700))(expression, {&kObject, &kObject});
        ASSERT_FALSE(paths) << expression;
        EXPECT_NE(paths.error().message.find(expression), std::string::npos)
            << paths.error().message;
    }
    EXPECT_FALSE(evaluator()(std::string(5000, '.'), {&kObject}));
}

TEST(JqPaths, AreBoundedInEachObject) {
    const auto paths = evaluator()("range(20000) as $i | .spec", {&kObject, &kObject});
    ASSERT_TRUE(paths) << paths.error().message;
    EXPECT_EQ(paths->at(1).as_array().size(), 20'000U);
    for (const char* expression :
         {"range(20001) as $i | .spec", "range(10001) as $i | .spec.list[0:]"}) {
        const auto refused = evaluator()(expression, {&kObject});
        ASSERT_FALSE(refused) << expression;
        EXPECT_EQ(refused.error().message, "jq expression " + std::string(expression) +
                                               ": points to more than 20000 places in one object");
    }
}

TEST(JqPaths, SeeNothingOfTheEnvironment) {
    ASSERT_EQ(::setenv("CANARY", "seen", 1), 0);
    const auto paths = evaluator()(R"(select($ENV.CANARY == "seen"))", {&kObject});
    ASSERT_TRUE(paths) << paths.error().message;
    EXPECT_EQ(manifest::write_json(paths->at(0)), "[]");
}

}  // namespace
}  // namespace sealer::jq
