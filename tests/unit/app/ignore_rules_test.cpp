// SPDX-License-Identifier: Apache-2.0
#include "common/app/ignore_rules.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;

TEST(IgnoreRules, MatchByGlobsOfGroupAndKindAndByExactNames) {
    struct Case {
        const char* rule;
        manifest::ObjectKey key;
        bool matches;
    };
    const manifest::ObjectKey web{"apps", "Deployment", "shop", "web"};
    const manifest::ObjectKey service{"", "Service", "shop", "web"};
    for (const Case& c : std::vector<Case>{
             {"{group: apps, kind: Deployment}", web, true},
             {"{group: '*', kind: '*'}", web, true},
             {"{group: '*', kind: '*'}", service, true},
             {"{kind: Service}", service, true},
             {"{kind: Deployment}", web, false},
             {"{group: ap*, kind: '{Deployment,StatefulSet}'}", web, true},
             {"{group: apps, kind: Deploy}", web, false},
             {"{group: apps, kind: Deployment, name: web, namespace: shop}", web, true},
             {"{group: apps, kind: Deployment, name: w*}", web, false},
             {"{group: apps, kind: Deployment, namespace: other}", web, false},
         }) {
        const Value list = manifest::Array{yaml(c.rule)};
        const auto rules = parse_ignore_rules(&list);
        ASSERT_TRUE(rules) << rules.error().message;
        EXPECT_EQ(rules->concern(c.key), c.matches) << c.rule;
    }
}

TEST(IgnoreRules, SayWhereTheyCannotBeUnderstood) {
    struct Case {
        const char* list;
        const char* error;
    };
    for (const Case& c : std::vector<Case>{
             {"{}", "spec.ignoreDifferences: not a list"},
             {"[1]", "spec.ignoreDifferences[0]: not an object"},
             {"[{group: apps}]", "spec.ignoreDifferences[0].kind: missing"},
             {"[{kind: A}, {kind: A, jsonPointers: [spec]}]",
              "spec.ignoreDifferences[1].jsonPointers: spec: a JSON pointer starts with '/'"},
             {"[{kind: A, jsonPointers: ['']}]", "names the whole object"},
             {"[{kind: A, jsonPointers: /spec}]", "jsonPointers: not a list"},
             {"[{kind: A, jqPathExpressions: [1]}]", "jqPathExpressions: not a list of"},
         }) {
        const Value list = yaml(c.list);
        const auto rules = parse_ignore_rules(&list);
        ASSERT_FALSE(rules) << c.list;
        EXPECT_NE(rules.error().message.find(c.error), std::string::npos) << rules.error().message;
    }
    EXPECT_TRUE(parse_ignore_rules(nullptr)->digest.empty());
}

TEST(SystemIgnoreRules, ComeInEveryFormThatArgoCdKnows) {
    const auto rules = parse_system_ignore_rules({
        {"resource.customizations.ignoreDifferences.all", "managedFieldsManagers: [other]"},
        {"resource.customizations.ignoreDifferences.apps_Deployment",
         "jsonPointers: [/spec/replicas]"},
        {"resource.customizations.ignoreDifferences.Service",
         "jqPathExpressions:\n- .spec.ports[].nodePort\n"},
        {"resource.customizations",
         "admissionregistration.k8s.io/*:\n  ignoreDifferences: |\n    jsonPointers: [/webhooks]\n"
         "ConfigMap:\n  ignoreDifferences: {jsonPointers: [/data/a~1b]}\n"
         "apps/Other: {health.lua: ignored}\n"},
        {"url", "https://example.com"},
    });
    ASSERT_TRUE(rules) << rules.error().message;
    ASSERT_EQ(rules->rules.size(), 5U);
    EXPECT_EQ(rules->rules[0].group, "admissionregistration.k8s.io");
    EXPECT_EQ(rules->rules[0].kind, "*");
    EXPECT_EQ(rules->rules[1].kind, "ConfigMap");
    EXPECT_EQ(Value(rules->rules[1].pointers.at(0)), yaml("[data, a/b]"));
    EXPECT_EQ(rules->rules[2].group, "");
    EXPECT_EQ(rules->rules[2].kind, "Service");
    EXPECT_EQ(rules->rules[3].group, "*");
    EXPECT_EQ(rules->rules[3].managers, std::vector<std::string>{"other"});
    EXPECT_EQ(rules->rules[4].group, "apps");
    EXPECT_FALSE(rules->digest.empty());
}

TEST(SystemIgnoreRules, NameTheKeyThatIsWrong) {
    for (const char* key : {"resource.customizations.ignoreDifferences.a_b_c",
                            "resource.customizations.ignoreDifferences.all"}) {
        const auto rules = parse_system_ignore_rules({{key, "[1]"}});
        ASSERT_FALSE(rules);
        EXPECT_NE(rules.error().message.find(key), std::string::npos) << rules.error().message;
    }
    EXPECT_TRUE(parse_system_ignore_rules({{"url", "https://example.com"}})->digest.empty());
}

}  // namespace
}  // namespace sealer::app
