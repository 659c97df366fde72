// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "common/manifest/json.h"
#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

constexpr std::string_view kServiceWithPorts = R"(
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ""
  ports: [{name: http, port: 80}, {name: dns.udp, port: 5353}]
  ratio: 1234567.5
  ready: true
  nothing: null
)";

Variable variable(std::string name, std::string field = "metadata.name") {
    Variable made;
    made.name = std::move(name);
    made.api_version = "v1";
    made.kind = "Service";
    made.object_name = "web";
    made.field_path = std::move(field);
    return made;
}

// What `text` (YAML) becomes as a field of an object, as JSON.
std::string expanded(std::string_view text, const std::vector<Variable>& variables) {
    Resources list = resources(kServiceWithPorts);
    Resource user;
    user.object["kind"] = "User";
    user.object["spec"] = manifest::parse_yaml_document(text).value();
    list.push_back(make_resource(std::move(user)));
    for (const Variable& one : variables) {
        const Status bound = bind_variable(one, list, *Schemas::builtin(), ample_budget());
        EXPECT_TRUE(bound);
    }
    rename(list[0], "p-");
    const FieldSpecs fields = {{.group = "", .version = "", .kind = "User", .path = "spec"}};
    const Status status = expand_variables(list, variables, fields, ample_budget());
    return status ? manifest::canonical_json(*list[1]->object.get("spec"))
                  : "error: " + status.error().message;
}

TEST(ExpandVariables, ReplaceReferences) {
    const std::vector<Variable> variables = {
        variable("NAME"),
        variable("PORT", "spec.ports[1].port"),
        variable("FIRST", "spec.ports.0.port"),
        variable("NAMED", "spec.ports.[name=dns.udp].port"),
        variable("LAST", "spec.ports.-.name"),
        variable("NULL", "spec.nothing"),
        variable("RATIO", "spec.ratio"),
        variable("ON", "spec.ready"),
        variable("EMPTY", "spec.type"),
        variable("PORTS", "spec.ports"),
    };
    struct Case {
        std::string_view from, to;
    };
    for (const Case& c : std::vector<Case>{
             {"$(NAME)", "p-web"},
             {"a $(NAME) is $(PORT) b", "a p-web is 5353 b"},
             {"$(PORT)", "5353"},
             {"$(NAMED)$(FIRST)", "'535380'"},
             {"$(ON)", "true"},
             {"$(LAST)", "dns.udp"},
             {"$(NULL)", "'null'"},
             {"$(ON) $(RATIO)", "true 1.2345675e+06"},
             {"$(EMPTY)$(PORT)", "'5353'"},
             {"$$(NAME) $$ $x $(NAME $", "$(NAME) $ $x $(NAME $"},
             {"$(OTHER) $(PORTS)", "$(OTHER) $(PORTS)"},
             {"{a: $(NAME), b: 5, c: [$(NAME)]}", "{a: p-web, b: 5, c: [$(NAME)]}"},
             {"[$(NAME), x]", "[p-web, x]"},
             {"5", "5"},
         }) {
        const auto wanted = manifest::parse_yaml_document(c.to).value();
        EXPECT_EQ(expanded(c.from, variables), manifest::canonical_json(wanted));
    }
    EXPECT_THAT(expanded("[$(NAME), 5]", variables), HasSubstr("expected texts in the list"));
}

TEST(ExpandVariables, NeedWhatTheyStandFor) {
    EXPECT_THAT(expanded("1", {variable("A", "spec.missing")}),
                HasSubstr("var A: Service p-web (test.yaml, line 2) has no field spec.missing"));
    Variable other = variable("B");
    other.object_name = "db";
    EXPECT_THAT(expanded("1", {other}), HasSubstr("var B: no Service db among"));
    other.object_name = "web";
    other.api_version = "serving.knative.dev/v1";
    EXPECT_THAT(expanded("1", {other}), HasSubstr("var B: no Service"));
}

TEST(BindVariable, WantsJustOneResource) {
    Resources list = resources(
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: "
        "a}}\n---\n"
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: "
        "b}}\n");
    Variable wanted = variable("A");
    EXPECT_THAT(bind_variable(wanted, list, *Schemas::builtin(), ample_budget()).error().message,
                HasSubstr("var A could mean Service web"));
    wanted.namespace_ = "b";
    ASSERT_TRUE(bind_variable(wanted, list, *Schemas::builtin(), ample_budget()));
    EXPECT_TRUE(list[0]->variables.empty());
    EXPECT_THAT(list[1]->variables, testing::ElementsAre("A"));
}

TEST(MergeVariables, RefusesTheSameNameTwice) {
    std::vector<Variable> all = {variable("A")};
    ASSERT_TRUE(merge_variables(all, {variable("B")}, ample_budget()));
    EXPECT_THAT(merge_variables(all, {variable("A")}, ample_budget()).error().message,
                HasSubstr("var A is defined twice"));
}

}  // namespace
}  // namespace sealer::kustomize
