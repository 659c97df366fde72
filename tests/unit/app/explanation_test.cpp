// SPDX-License-Identifier: Apache-2.0
#include "common/app/explanation.h"

#include <gtest/gtest.h>

#include "common/app/ignored_fields.h"
#include "common/app/secret_mask.h"
#include "common/jq/paths.h"
#include "common/manifest/json.h"
#include "values.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

std::vector<Difference> explained(const Value& desired, const Value& live,
                                  const Value* predicted = nullptr, const FieldSet& ignored = {},
                                  const std::set<std::string>& sensitive = {}) {
    const manifest::Schema* schema = manifest::builtin_schema(manifest::type_of(desired));
    const FieldSet fields = FieldSet::of(desired, schema);
    const auto differences = explain({.key = manifest::key_of(desired),
                                      .desired = {desired, fields, schema},
                                      .live = live,
                                      .predicted = predicted,
                                      .ignored = ignored,
                                      .sensitive_annotations = sensitive});
    EXPECT_TRUE(differences) << differences.error().message;
    return differences.value_or(std::vector<Difference>());
}

const Value kDesired = yaml(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, annotations: {example.com/team: a}}
spec:
  replicas: 2
  template:
    spec:
      containers: [{name: web, image: 'web:2', resources: {limits: {cpu: 1000m}}}]
)");
const Value kLive = yaml(R"(
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  managedFields:
  - manager: sealer
    operation: Apply
    fieldsV1:
      f:spec:
        f:paused: {}
        f:template:
          f:spec:
            f:containers:
              'k:{"name":"web"}': {.: {}, f:name: {}, f:image: {}, f:resources: {f:limits: {f:cpu: {}}}}
  - {manager: scaler, operation: Update, subresource: scale, fieldsV1: {f:spec: {f:replicas: {}}}}
spec:
  paused: true
  replicas: 5
  template:
    spec:
      containers: [{name: web, image: 'web:1', resources: {limits: {cpu: '1'}}}]
)");

TEST(Explanation, SaysWhatDiffersWhoseItIsAndHowToIgnoreIt) {
    const auto differences = explained(kDesired, kLive);
    std::vector<std::string> lines;
    std::vector<std::string> rules;
    for (const Difference& difference : differences) {
        lines.push_back(to_string(difference));
        rules.push_back(difference.ignore_rule);
    }
    const std::string rule =
        R"({"group":"apps","kind":"Deployment","name":"web","namespace":"shop",)";
    EXPECT_EQ(lines,
              (std::vector<std::string>{
                  ".metadata.annotations.example.com/team: Git has \"a\", the cluster none: it is "
                  "missing from the cluster",
                  ".spec.paused: Git has none, the cluster true: it has been applied before, and "
                  "Git does not have it any more",
                  ".spec.replicas: Git has 2, the cluster 5: scaler has set it",
                  ".spec.template.spec.containers[name=\"web\"].image: Git has \"web:2\", the "
                  "cluster \"web:1\": Git has changed it"}));
    EXPECT_EQ(rules, (std::vector<std::string>{
                         rule + R"("jsonPointers":["/metadata/annotations/example.com~1team"]})",
                         rule + R"("jsonPointers":["/spec/paused"]})",
                         rule + R"("jsonPointers":["/spec/replicas"]})",
                         rule + R"("jqPathExpressions":[".spec.template.spec.containers[] | )"
                                R"(select(.name == \"web\") | .image"]})"}));
}

TEST(Explanation, TheRulesThatItOffersDoIgnore) {
    const manifest::Schema* schema = manifest::builtin_schema(manifest::type_of(kDesired));
    manifest::Array rules;
    for (const Difference& difference : explained(kDesired, kLive)) {
        rules.push_back(yaml(difference.ignore_rule));
    }
    const Value list = rules;
    const auto ignored = ignored_fields(parse_ignore_rules(&list).value(),
                                        {{manifest::key_of(kDesired), kDesired, kLive, schema}},
                                        jq::Evaluator(std::chrono::seconds(30)));
    ASSERT_TRUE(ignored) << ignored.error().message;
    EXPECT_TRUE(explained(kDesired, kLive, nullptr, ignored->at(0)).empty());
}

TEST(Explanation, TrustsTheApiServersAnswer) {
    Value predicted = kLive;
    predicted["spec"]["replicas"] = 2;
    *predicted.get("metadata", "managedFields") = yaml(
        "[{manager: sealer, operation: Apply, fieldsV1: {f:spec: {f:replicas: {}, f:paused: "
        "{}}}}]");
    const auto differences = explained(kDesired, kLive, &predicted);
    ASSERT_EQ(differences.size(), 1U);
    EXPECT_EQ(differences[0].path, ".spec.replicas");
    EXPECT_EQ(differences[0].managers, std::vector<std::string>{"scaler"});
}

TEST(Explanation, ShowsNothingOfSecretsNorOfSensitiveAnnotations) {
    const char* const kLastApplied = R"("kubectl.kubernetes.io/last-applied-configuration":)"
                                     R"("{\"data\":{\"a\":\"Y2FuYXJ5\"}}")";
    Value desired = yaml(R"({apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {
        example.com/token: canary-1}}, data: {a: Y2FuYXJ5LWE=, b: Y2FuYXJ5LWI=, c: Y2FuYXJ5LWM=}})");
    mask_secret(desired);
    const auto live = manifest::parse_json(
        mask_secret_json(
            std::string(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s",)") +
            R"("annotations":{"example.com/token":"canary-2",)" + kLastApplied +
            R"(},"managedFields":[{"manager":"sealer","operation":"Apply","fieldsV1":)"
            R"({"f:metadata":{"f:annotations":{)"
            R"("f:kubectl.kubernetes.io/last-applied-configuration":{}}}}}]},)"
            R"("data":{"a":"Y2FuYXJ5LWI=","b":"Y2FuYXJ5LWE=","c":"Y2FuYXJ5LWQ="}})")
            .value());
    const auto differences = explained(desired, *live, nullptr, {}, {"example.com/token"});
    std::vector<std::string> values;
    for (const Difference& one : differences) {
        EXPECT_EQ(to_string(one).find("canary"), std::string::npos) << to_string(one);
        EXPECT_EQ(to_string(one).find("masked"), std::string::npos) << to_string(one);
        values.push_back(one.path + " " + manifest::write_json(one.desired.value_or(Value())) +
                         manifest::write_json(one.live.value_or(Value())));
    }
    EXPECT_EQ(values,
              (std::vector<std::string>{
                  R"(.data.a "++++++++""++++++++++++")", R"(.data.b "++++++++++++""++++++++")",
                  R"(.data.c "++++++++++++++++""++++++++++++++++++++")",
                  R"(.metadata.annotations.example.com/token "++++++++++++++++++++++++")"
                  R"("++++++++++++++++++++++++++++")",
                  R"(.metadata.annotations.kubectl.kubernetes.io/last-applied-configuration null)"
                  R"("++++++++++++++++++++++++++++++++")"}));
}

}  // namespace
}  // namespace sealer::app
