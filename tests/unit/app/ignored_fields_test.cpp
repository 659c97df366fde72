// SPDX-License-Identifier: Apache-2.0
#include "common/app/ignored_fields.h"

#include <gtest/gtest.h>

#include "common/app/respected.h"
#include "common/jq/paths.h"
#include "common/manifest/json.h"
#include "values.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

const manifest::ObjectKey kKey{"apps", "Deployment", "shop", "web"};
const Value kWithoutSidecar = yaml(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - {name: web, image: 'web:1', args: [a, b]}
)");
// A sidecar has been put before ours, and a controller scales.
const Value kWithSidecar = yaml(R"(
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
        f:template:
          f:spec:
            f:containers:
              'k:{"name":"web"}': {.: {}, f:name: {}, f:image: {}, f:args: {}}
  - manager: scaler
    operation: Update
    subresource: scale
    fieldsV1: {f:spec: {.: {}, f:replicas: {}}}
spec:
  replicas: 5
  template:
    spec:
      containers:
      - {name: proxy, image: 'proxy:1'}
      - {name: web, image: 'web:1', args: [a, c, d]}
)");

const manifest::Schema* deployment_schema() {
    return manifest::builtin_schema({"apps", "v1", "Deployment"});
}

IgnoreRules rules_of(std::string_view rule) {
    const Value list = manifest::Array{yaml(rule)};
    const auto rules = parse_ignore_rules(&list);
    EXPECT_TRUE(rules) << rules.error().message;
    return rules.value_or(IgnoreRules());
}

FieldSet ignored_by(std::string_view rule) {
    const auto ignored =
        ignored_fields(rules_of(rule), {{kKey, kWithoutSidecar, kWithSidecar, deployment_schema()}},
                       jq::Evaluator(std::chrono::seconds(30)));
    EXPECT_TRUE(ignored) << ignored.error().message;
    return ignored ? ignored->at(0) : FieldSet();
}

struct RuleCase {
    const char* rule;
    std::vector<std::string> paths;
};

TEST(IgnoredFields, AreThoseThatRulesFindInEitherObject) {
    const std::string containers = ".spec.template.spec.containers";
    for (const RuleCase& c : std::vector<RuleCase>{
             {"jsonPointers: [/spec/replicas, /spec/absent]", {".spec.replicas"}},
             {"jsonPointers: [/spec/template/spec/containers/0/image]",
              {containers + R"([name="proxy"].image)", containers + R"([name="web"].image)"}},
             {"jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == \"web\")']",
              {containers + R"([name="web"])"}},
             {"jqPathExpressions: ['.spec.template.spec.containers[].args', .spec.replicas]",
              {".spec.replicas", containers + R"([name="web"].args)"}},
             // An item by its key, of either object; of lists without keys by its index.
             {"jqPathExpressions: ['.spec.template.spec.containers[:1]']",
              {containers + R"([name="proxy"])", containers + R"([name="web"])"}},
             {"jqPathExpressions: ['.spec.template.spec.containers[-1].args[1:]']",
              {containers + R"([name="web"].args[1])", containers + R"([name="web"].args[2])"}},
             {"managedFieldsManagers: [scaler, nobody]", {".spec.replicas"}},
             {"jsonPointers: [/spec/template/spec/containers/1/args/2]",
              {containers + R"([name="web"].args[2])"}},
         }) {
        SCOPED_TRACE(c.rule);
        std::vector<std::string> paths;
        for (const auto& path :
             ignored_by("group: apps\nkind: Deployment\n" + std::string(c.rule)).paths()) {
            paths.push_back(manifest::to_string(path));
        }
        EXPECT_EQ(paths, c.paths);
    }
    EXPECT_TRUE(ignored_by("{kind: Deployment, jsonPointers: [/spec]}").empty());
}

TEST(IgnoredFields, AskJqOnceForManyObjects) {
    int asked = 0;
    const auto find = [&](const std::string&,
                          const std::vector<const Value*>& objects) -> Result<std::vector<Value>> {
        ++asked;
        return std::vector<Value>(objects.size(), yaml("[[spec, replicas]]"));
    };
    const std::vector<ObjectPair> pairs(3,
                                        {kKey, kWithoutSidecar, kWithSidecar, deployment_schema()});
    const auto ignored = ignored_fields(
        rules_of("{group: apps, kind: Deployment, jqPathExpressions: [.spec.replicas]}"), pairs,
        find);
    ASSERT_TRUE(ignored);
    EXPECT_EQ(asked, 1);
    EXPECT_TRUE(ignored->at(2).contains({"f:spec", "f:replicas"}));
}

// The spec that is written; `owned` are fieldsV1 of ours in the live object.
Value written(std::string_view rule, std::string_view owned, Write way = Write::kApply) {
    Value live = kWithSidecar;
    *live.get("metadata", "managedFields") =
        yaml("[{manager: sealer, operation: Apply, fieldsV1: " + std::string(owned) + "}]");
    const auto ignored =
        ignored_fields(rules_of("group: apps\nkind: Deployment\n" + std::string(rule)),
                       {{kKey, kWithoutSidecar, live, deployment_schema()}},
                       jq::Evaluator(std::chrono::seconds(30)));
    const FieldSet fields = FieldSet::of(kWithoutSidecar, deployment_schema());
    const auto kept = keep_ignored(kWithoutSidecar, {kWithoutSidecar, fields, deployment_schema()},
                                   live, ignored.value().at(0), way);
    EXPECT_TRUE(kept);
    return *kept->get("spec");
}

TEST(KeepIgnored, WritesWhatIsThereOrNothing) {
    const std::string containers = "template: {spec: {containers: [";
    const std::string web = "{name: web, image: 'web:1', args: [a, b]}";
    const char* const kReplicas = "jsonPointers: [/spec/replicas]";
    const char* const kArgument =
        "jsonPointers: [/spec/template/spec/containers/0/args/1, "
        "/spec/template/spec/containers/1/args/1]";
    EXPECT_EQ(written(kReplicas, "{}"), yaml("{" + containers + web + "]}}}"))
        << "another's: left out";
    EXPECT_EQ(written(kReplicas, "{f:spec: {f:replicas: {}}}"),
              yaml("{replicas: 5, " + containers + web + "]}}}"))
        << "ours: as it is there";
    EXPECT_EQ(written(kReplicas, "{}", Write::kReplace),
              yaml("{replicas: 5, " + containers + web + "]}}}"));
    EXPECT_EQ(written(kArgument, "{}"),
              yaml("{replicas: 2, " + containers + "{name: web, image: 'web:1', args: [a, c]}]}}}"))
        << "within a list that is one field";
    EXPECT_EQ(written("jsonPointers: [/spec/template/spec/containers/0]",
                      R"({f:spec: {f:template: {f:spec: {f:containers: {'k:{"name":"web"}': )"
                      R"({.: {}, f:name: {}, f:args: {}}}}}}})"),
              yaml("{replicas: 2, " + containers + "{name: web, args: [a, c, d]}]}}}"))
        << "of an item what is ours";
}

TEST(KeepIgnored, LeavesMasksOut) {
    const Value secret = yaml("{apiVersion: v1, kind: Secret, data: {a: Z2l0}}");
    const Value masked = yaml("{apiVersion: v1, kind: Secret, data: {a: 'masked:1'}}");
    const Value live = yaml(R"({apiVersion: v1, kind: Secret, data: {a: 'masked:2'}, metadata: {
        managedFields: [{manager: sealer, operation: Apply, fieldsV1: {f:data: {f:a: {}}}}]}})");
    const FieldSet fields = FieldSet::of(masked, nullptr);
    FieldSet ignored;
    ignored.insert({"f:data"});
    const auto kept = keep_ignored(secret, {masked, fields, nullptr}, live, ignored, Write::kApply);
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, secret);
}

}  // namespace
}  // namespace sealer::app
