// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

constexpr char kLabelledDeployment[] = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: old}}
spec:
  selector: {matchLabels: {app: old}}
  template: {metadata: {}}
)";

TEST(Labels, GoWhereTheRuleSays) {
    struct Case {
        LabelRule rule;
        const char* labels;
        const char* selector;
        const char* of_template;
    };
    constexpr char kOld[] = R"({"app":"old"})";
    constexpr char kNew[] = R"({"app":"web"})";
    FieldSpec selector{"", "", "Deployment", "spec/selector/matchLabels", false};
    const Case cases[] = {
        {{}, kNew, kOld, "none"},
        {{{}, true, false, {}}, kNew, kNew, kNew},
        {{{}, false, true, {}}, kNew, kOld, kNew},
        {{{}, false, false, {selector}}, kNew, kNew, "none"},
    };
    for (const Case& c : cases) {
        Resources list = resources(kLabelledDeployment);
        const auto fields = label_fields(c.rule, TransformerConfig::builtin());
        ASSERT_TRUE(fields) << fields.error().message;
        ASSERT_TRUE(set_pairs(list, {{"app", "web"}}, *fields, ample_budget()));
        EXPECT_EQ(field_of(list, "metadata", "labels"), c.labels);
        EXPECT_EQ(field_of(list, "spec", "selector", "matchLabels"), c.selector);
        EXPECT_EQ(field_of(list, "spec", "template", "metadata", "labels"), c.of_template);
    }
}

TEST(Annotations, GoToTemplatesToo) {
    Resources list = resources(kLabelledDeployment);
    const TransformerConfig& config = TransformerConfig::builtin();
    ASSERT_TRUE(
        set_pairs(list, {{"a", "1"}, {"b", "x"}}, config.common_annotations, ample_budget()));
    constexpr char kBoth[] = R"({"a":"1","b":"x"})";
    EXPECT_EQ(field_of(list, "metadata", "annotations"), kBoth);
    EXPECT_EQ(field_of(list, "spec", "template", "metadata", "annotations"), kBoth);
}

TEST(Pairs, NeedKeysThatAreTextsAndAMapping) {
    const FieldSpecs fields{{"", "", "", "spec", false}};
    const auto outcome = [&](const char* spec, const TextMap& pairs) {
        Resources list = resources(
            "{apiVersion: v1, kind: Thing, metadata: {name: a}, spec: " + std::string(spec) + "}");
        const Status set = set_pairs(list, pairs, fields, ample_budget());
        return set ? field_of(list, "spec") : set.error().message;
    };
    EXPECT_EQ(outcome("null", {{"a", "b"}}), R"({"a":"b"})");
    EXPECT_THAT(outcome("{}", {{"true", "b"}}), HasSubstr("\"true\" is no key for a label"));
    EXPECT_THAT(outcome("{}", {{"5", "b"}}), HasSubstr("\"5\" is no key"));
    EXPECT_THAT(outcome("text", {{"a", "b"}}),
                HasSubstr("Thing a (test.yaml, line 1): labels and annotations"));
}

}  // namespace
}  // namespace sealer::kustomize
