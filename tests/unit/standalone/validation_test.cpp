// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/validation.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api_fixture.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::standalone {
namespace {

using manifest::Value;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> messages(const std::vector<FieldError>& errors) {
    std::vector<std::string> texts;
    for (const FieldError& error : errors) {
        texts.push_back(error.message);
    }
    return texts;
}

class CustomSchema : public testing::Test {
  protected:
    const manifest::Schema& schema() const { return *document_->root(); }

    std::shared_ptr<const manifest::SchemaDocument> document_ =
        manifest::SchemaDocument::parse(json(R"({
        "type": "object", "required": ["spec"], "properties": {"spec": {"type": "object", "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"},
            "mode": {"type": "string", "enum": ["easy", "hard"], "default": "easy"},
            "count": {"type": "integer", "minimum": 1, "maximum": 10, "exclusiveMaximum": true, "multipleOf": 2},
            "weight": {"x-kubernetes-int-or-string": true},
            "when": {"type": "string", "format": "date-time"},
            "maybe": {"type": "string", "nullable": true},
            "list": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "integer"}},
            "tags": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
            "labels": {"type": "object", "maxProperties": 1, "additionalProperties": {"type": "string"}},
            "nested": {"type": "object", "default": {}, "properties": {"deep": {"type": "integer", "default": 7}}},
            "either": {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
                       "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}},
            "not3": {"type": "integer", "not": {"enum": [3]}},
            "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": true,
                     "properties": {"known": {"type": "object", "properties": {"x": {"type": "string"}}}}}
        }}}})"))
            .value();
};

TEST_F(CustomSchema, IsWhatObjectsAreCheckedAgainst) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"name":"abc","count":4,"weight":"50%","list":[1],"either":{"a":1},"maybe":null,"when":"2026-01-02T03:04:05Z"})",
         ""},
        {R"({})", "spec.name: Required value"},
        {R"({"name":3})",
         R"(spec.name: Invalid value: "integer": spec.name in body must be of type string: "integer")"},
        {R"({"name":null})",
         R"(spec.name: Invalid value: "null": spec.name in body must be of type string: "null")"},
        {R"({"name":"a"})",
         R"(spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long)"},
        {R"({"name":"abcde"})", "spec.name: Too long: may not be longer than 4"},
        {R"({"name":"A1"})",
         R"(spec.name: Invalid value: "A1": spec.name in body should match '^[a-z]+$')"},
        {R"({"name":"ab","mode":"x"})",
         R"(spec.mode: Unsupported value: "x": supported values: "easy", "hard")"},
        {R"({"name":"ab","count":0})",
         "spec.count: Invalid value: 0: spec.count in body should be greater than or equal to 1"},
        {R"({"name":"ab","count":10})",
         "spec.count: Invalid value: 10: spec.count in body should be less than 10"},
        {R"({"name":"ab","count":3})",
         "spec.count: Invalid value: 3: spec.count in body should be a multiple of 2"},
        {R"({"name":"ab","weight":true})",
         R"(spec.weight: Invalid value: "boolean": spec.weight in body must be of type integer,string: "boolean")"},
        {R"({"name":"ab","when":"now"})",
         R"(spec.when: Invalid value: "now": spec.when in body must be of type date-time: "now")"},
        {R"({"name":"ab","list":[]})",
         "spec.list: Invalid value: 0: spec.list in body should have at least 1 items"},
        {R"({"name":"ab","list":[1,2,3]})", "spec.list: Too many: 3: must have at most 2 items"},
        {R"({"name":"ab","list":[1,"x"]})",
         R"(spec.list[1]: Invalid value: "string": spec.list[1] in body must be of type integer: "string")"},
        {R"({"name":"ab","tags":["a","a"]})", R"(spec.tags[1]: Duplicate value: "a")"},
        {R"({"name":"ab","labels":{"k":1}})",
         R"(spec.labels[k]: Invalid value: "integer": spec.labels[k] in body must be of type string: "integer")"},
        {R"({"name":"ab","either":{"a":1,"b":2}})",
         R"(spec.either: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found 2 valid alternatives)"},
        {R"({"name":"ab","not3":3})",
         R"(spec.not3: Invalid value: "": "spec.not3" must not validate the schema (not))"},
    };
    for (const auto& [spec, expected] : cases) {
        SCOPED_TRACE(spec);
        manifest::Object object;
        object.append("spec", json(spec));
        const auto found = messages(validate(object, schema()));
        if (std::string_view(expected).empty()) {
            EXPECT_THAT(found, IsEmpty());
        } else {
            EXPECT_THAT(found, ElementsAre(expected));
        }
    }
}

TEST_F(CustomSchema, GivesDefaults) {
    Value object = json(R"({"spec":{"name":"ab","mode":null,"free":{}}})");
    apply_defaults(object, schema());
    EXPECT_EQ(object,
              json(R"({"spec":{"name":"ab","mode":"easy","free":{},"nested":{"deep":7}}})"));
}

TEST_F(CustomSchema, SaysWhatIsPruned) {
    Value object =
        json(R"({"apiVersion":"a/v1","kind":"K","metadata":{"name":"n","nonsense":1},"extra":1,
        "spec":{"name":"ab","foo":1,"free":{"any":{"thing":1},"known":{"x":"1","y":2}},"labels":{"k":"v"}}})");
    EXPECT_THAT(prune_unknown(object, schema()),
                ElementsAre(".extra", ".spec.foo", ".spec.free.known.y"));
    EXPECT_EQ(object, json(R"({"apiVersion":"a/v1","kind":"K","metadata":{"name":"n"},
        "spec":{"name":"ab","free":{"any":{"thing":1},"known":{"x":"1"}},"labels":{"k":"v"}}})"));
}

TEST(BuiltinValidation, ChecksTypesButNotWhatGoFillsIn) {
    const Value good = json(R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole",
        "metadata":{"name":"a:b","labels":null},"aggregationRule":{}})");
    EXPECT_THAT(validate(good, *manifest::builtin_schema(manifest::type_of(good))), IsEmpty());
    const Value bad = json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},
        "spec":{"replicas":"3","template":{"spec":{"containers":[{"image":"i","resources":{"limits":{"cpu":"1x"}}}]}}}})");
    auto found = messages(validate(bad, *manifest::builtin_schema(manifest::type_of(bad))));
    std::sort(found.begin(), found.end());
    EXPECT_THAT(
        found,
        ElementsAre(
            R"(spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string")",
            "spec.selector: Required value",
            "spec.template.spec.containers[0].name: Required value",
            testing::StartsWith(
                R"(spec.template.spec.containers[0].resources.limits[cpu]: Invalid value: "1x": quantities must match)")));
}

struct Rule {
    const char* object;
    const char* live;  // null: create
    std::vector<const char*> fields;
};

TEST(BuiltinRules, AreThoseThatUsersRunInto) {
    const char* const deployment =
        R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"b"}},
            "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})";
    const char* const secret =
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"type":"Opaque","data":{"k":"YQ=="}})";
    const Rule cases[] = {
        {deployment, nullptr, {}},
        {deployment, deployment, {}},
        {R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"Bad_Name"}})",
         nullptr,
         {"metadata.name"}},
        {R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a.b"},"data":{"x/y":""}})",
         nullptr,
         {"data[x/y]"}},
        {R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a.b"}})",
         nullptr,
         {"metadata.name"}},
        {R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"1a"},"spec":{"ports":[{"port":0},{"port":1}]}})",
         nullptr,
         {"metadata.name", "spec.ports[0].name", "spec.ports[0].port", "spec.ports[1].name"}},
        {R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"system:X"}})",
         nullptr,
         {}},
        {R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"a b":"x y"},"annotations":{"/":""}}})",
         nullptr,
         {"metadata.labels", "metadata.labels", "metadata.annotations", "metadata.annotations"}},
        {R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"c"}},
            "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"C"},{"name":"x","image":"i"},{"name":"x","image":"i"}]}}}})",
         deployment,
         {"spec.template.spec.containers[0].name", "spec.template.spec.containers[0].image",
          "spec.template.spec.containers[2].name", "spec.template.metadata.labels",
          "spec.selector"}},
        {R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"type":"other"})",
         secret,
         {"type"}},
        {R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"k":"Yg=="}})",
         R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"k":"YQ=="},"immutable":true})",
         {"immutable", "data"}},
        {R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"x"},
            "spec":{"group":"g.io","names":{"plural":"foos"},"versions":[]}})",
         nullptr,
         {"metadata.name", "spec.versions"}},
        {R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"2","args":["x"]}]}})",
         R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"1"}]}})",
         {"spec"}},
        {R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"2"}]}})",
         R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"1"}]}})",
         {}},
        {R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b"},"roleRef":{"name":"x"}})",
         R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b"},"roleRef":{"name":"y"}})",
         {"roleRef"}},
    };
    for (const auto& [object, live, fields] : cases) {
        SCOPED_TRACE(object);
        const Value old = live == nullptr ? Value() : json(live);
        std::vector<std::string> found;
        for (const FieldError& error :
             validate_builtin(json(object), live == nullptr ? nullptr : &old)) {
            found.push_back(error.field);
        }
        EXPECT_THAT(found, testing::UnorderedElementsAreArray(
                               std::vector<std::string>(fields.begin(), fields.end())));
    }
}

TEST(BuiltinRules, DataHaveAtMostOneMebibyte) {
    const auto fields = [](const char* kind, std::size_t bytes) {
        Value object(manifest::Object{{"apiVersion", "v1"}, {"kind", kind}});
        object["metadata"]["name"] = "x";
        object["data"]["k"] = std::string(bytes, 'A');
        std::vector<std::string> found;
        for (const FieldError& error : validate_builtin(object, nullptr)) {
            found.push_back(error.field);
        }
        return found;
    };
    constexpr std::size_t kMebibyte = std::size_t{1} << 20;
    EXPECT_THAT(fields("ConfigMap", kMebibyte), testing::IsEmpty());
    EXPECT_THAT(fields("ConfigMap", kMebibyte + 1), testing::ElementsAre("[]"));
    EXPECT_THAT(fields("Secret", kMebibyte + 1), testing::IsEmpty());
    EXPECT_THAT(fields("Secret", 4 * (kMebibyte / 3 + 1)), testing::ElementsAre("data"));
}

TEST(Validate, DataThatIsNoBase64IsRefusedUnquoted) {
    const manifest::Value secret = *manifest::parse_json(
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"k":"not!"}})");
    const auto errors = validate(secret, *manifest::builtin_schema({"", "v1", "Secret"}));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].field, "data[k]");
    EXPECT_NE(errors[0].message.find("illegal base64 data at input byte 3"), std::string::npos);
    EXPECT_EQ(errors[0].message.find("not!"), std::string::npos);
}

}  // namespace
}  // namespace sealer::standalone
