// SPDX-License-Identifier: Apache-2.0
#include "common/app/secret_mask.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "values.h"

namespace sealer::app {
namespace {

constexpr std::string_view kSecretText = R"({"apiVersion":"v1","data":{"a":"aHVudGVyMg==","b":""},)"
                                         R"("kind":"Secret","metadata":{"annotations":{)"
                                         R"("kubectl.kubernetes.io/last-applied-configuration":)"
                                         R"("{\"data\":{\"a\":\"aHVudGVyMg==\"}}","data":"kept"},)"
                                         R"("name":"s"},"stringData":{"c":"hunter2\"x"}})";

TEST(SecretMask, LeavesNoValueInTheText) {
    const auto masked = mask_secret_json(kSecretText);
    ASSERT_TRUE(masked);
    EXPECT_EQ(masked->find("hunter2"), std::string::npos);
    EXPECT_EQ(masked->find("aHVudGVyMg"), std::string::npos);
    const auto object = manifest::parse_json(*masked);
    ASSERT_TRUE(object) << object.error().message;
    EXPECT_EQ(object->text("metadata", "annotations", "data"), "kept");
    EXPECT_EQ(object->text("metadata", "name"), "s");
    EXPECT_TRUE(object->text("data", "a").starts_with("masked:"));
}

TEST(SecretMask, KeepsTheStructureOfWhatWasLastApplied) {
    const auto masked = mask_secret_json(
        R"({"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":)"
        R"("{\"kind\":\"Secret\",\"stringData\":{\"a\":\"x\\u003cy\\\"z\"}}\n"}}})");
    ASSERT_TRUE(masked);
    const auto object = manifest::parse_json(*masked);
    ASSERT_TRUE(object) << object.error().message;
    const auto applied = manifest::parse_json(object->text(
        "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"));
    ASSERT_TRUE(applied) << applied.error().message;
    EXPECT_EQ(applied->text("kind"), "Secret");
    EXPECT_TRUE(applied->text("stringData", "a").starts_with("masked:"));
}

TEST(SecretMask, MasksWhatComesFromGitAlike) {
    const auto live = manifest::parse_json(*mask_secret_json(kSecretText));
    for (const char* text : {R"({"kind":"Secret","stringData":{"a":"hunter2"},"data":{"b":null}})",
                             R"({"kind":"Secret","data":{"a":"aHVudGVy\nMg==","b":""}})"}) {
        manifest::Value desired = *manifest::parse_json(text);
        mask_secret(desired);
        EXPECT_EQ(*desired.get("data"), *live->get("data")) << text;
        EXPECT_EQ(desired.get("stringData"), nullptr);
    }
    manifest::Value other = *manifest::parse_json(R"({"data":{"a":"eA==","b":""}})");
    mask_secret(other);
    EXPECT_FALSE(*other.get("data") == *live->get("data"));
}

TEST(SecretMask, HidesAnnotationsButNotThatTheyDiffer) {
    auto a = yaml("{metadata: {annotations: {same: x, other: y, gone: z, open: o}}}");
    auto b = yaml("{metadata: {annotations: {same: x, other: w, open: p}}}");
    mask_annotations({"same", "other", "gone", "nowhere"}, a, b);
    EXPECT_EQ(a, yaml("{metadata: {annotations: {same: ++++++++, other: ++++++++, gone: ++++++++, "
                      "open: o}}}"));
    EXPECT_EQ(b, yaml("{metadata: {annotations: {same: ++++++++, other: ++++++++++++, open: p}}}"));
    manifest::Value nothing;
    mask_annotations({"same"}, nothing, b);
    EXPECT_TRUE(nothing.is_null());
}

TEST(SecretMask, LeavesNoValueInWhatTheApiServerSays) {
    const auto secret = manifest::parse_json(
        R"({"data":{"a":"Y2FuYXJ5","n":12345,"empty":""},"stringData":{"b":"canary-b"}})");
    for (const char* message :
         {"invalid: Y2FuYXJ5", "invalid: canary", R"(got {"b":"canary-b"})", "got Value:12345"}) {
        const std::string shown = without_values(message, *secret);
        EXPECT_NE(shown, message);
        EXPECT_EQ(shown.find("canary"), std::string::npos);
    }
    EXPECT_EQ(without_values("field is immutable", *secret), "field is immutable");
}

TEST(SecretMask, RefusesBrokenJson) {
    EXPECT_FALSE(mask_secret_json(R"({"data":{"a":"x)"));
    EXPECT_FALSE(mask_secret_json(R"({"data":{"a":"x\)"));
}

}  // namespace
}  // namespace sealer::app
