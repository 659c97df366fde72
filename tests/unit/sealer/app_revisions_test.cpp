// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_revisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "values.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::ElementsAre;
using testing::HasSubstr;

const Value& one() {
    static const Value kOne = yaml("spec: {source: {repoURL: r, targetRevision: main}}");
    return kOne;
}

const Value& three() {
    static const Value kThree =
        yaml("spec: {sources: [{repoURL: a}, {repoURL: b, name: values}, {repoURL: c}]}");
    return kThree;
}

TEST(Revisions, AreOfTheSourcesThatAreNamed) {
    EXPECT_THAT(*RevisionOptions{}.of(three()), ElementsAre("", "", ""));
    EXPECT_THAT(*RevisionOptions{.revision = "v1"}.of(one()), ElementsAre("v1"));
    EXPECT_THAT(*RevisionOptions{.revisions = {"v1"}}.of(one()), ElementsAre("v1"));
    const RevisionOptions in_order{.revisions = {"v1", "v2"}};
    EXPECT_THAT(*in_order.of(three()), ElementsAre("v1", "v2", ""));
    const RevisionOptions by_position{.revisions = {"v3", "v1"}, .positions = {"3", "1"}};
    EXPECT_THAT(*by_position.of(three()), ElementsAre("v1", "", "v3"));
    const RevisionOptions by_name{.revisions = {"v2"}, .names = {"values"}};
    EXPECT_THAT(*by_name.of(three()), ElementsAre("", "v2", ""));
}

TEST(Revisions, SayWhatDoesNotFit) {
    const auto why = [](const RevisionOptions& options, const Value& application) {
        const auto revisions = options.of(application);
        return revisions ? "" : revisions.error().message;
    };
    EXPECT_THAT(why({.revision = "v1"}, three()), HasSubstr("with one source"));
    EXPECT_THAT(why({.revision = "v1", .revisions = {"v2"}}, one()), HasSubstr("--revisions"));
    EXPECT_THAT(why({.revisions = {"v1", "v2"}}, one()), HasSubstr("2 --revisions, but 1"));
    EXPECT_THAT(why({.revisions = {"v1"}, .positions = {"4"}}, three()), HasSubstr("1 to 3"));
    EXPECT_THAT(why({.revisions = {"v1"}, .positions = {"0"}}, three()), HasSubstr("no source 0"));
    EXPECT_THAT(why({.revisions = {"v1"}, .names = {"x"}}, three()), HasSubstr("name x"));
    EXPECT_THAT(why({.positions = {"1"}}, three()), HasSubstr("0 --revisions, but 1"));
}

TEST(Revisions, TakeThePlaceOfTheSpecs) {
    const auto text = [](const RevisionOptions& options, const Value& application) {
        return manifest::write_json(*options.put_into(application)->get("spec"));
    };
    EXPECT_EQ(text({.revision = "v1"}, one()),
              R"({"source":{"repoURL":"r","targetRevision":"v1"}})");
    EXPECT_EQ(
        text({.revisions = {"v2"}, .positions = {"2"}}, three()),
        R"({"sources":[{"repoURL":"a"},{"repoURL":"b","name":"values","targetRevision":"v2"},)"
        R"({"repoURL":"c"}]})");
}

}  // namespace
}  // namespace sealer::cli
