// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include "common/render/kustomize/json6902.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;
using testing::HasSubstr;

// The patched `s` of an object, or the error.
std::string patched_field(const std::string& spec, const std::string& operations) {
    const auto parsed = parse_json6902(operations, ample_budget());
    if (!parsed) {
        return parsed.error().message;
    }
    auto patched = apply_json6902(yaml("{kind: Thing, metadata: {name: x}, s: " + spec + "}"),
                                  *parsed, ample_budget());
    if (!patched) {
        return patched.error().message;
    }
    const Value* field = patched->get("s");
    return field == nullptr ? "no s" : manifest::canonical_json(*field);
}

TEST(Json6902, AppliesOperations) {
    struct Case {
        const char* spec;
        const char* operations;
        const char* patched;
    };
    const Case cases[] = {
        {"{a: 1}", "- {op: add, path: /s/b, value: 2}", R"({"a":1,"b":2})"},
        {"{a: 1}", "- {op: add, path: /s/b}", R"({"a":1,"b":null})"},
        {"{a: 1}", "- {op: replace, path: /s/b, value: 2}", R"({"a":1,"b":2})"},
        {"{a: 1}", "- {op: remove, path: /s/a}", "{}"},
        {"{a: 1}", "- {op: add, path: x/s/b, value: 2}", R"({"a":1,"b":2})"},
        {"{a/b~: 1}", "- {op: remove, path: /s/a~1b~0}", "{}"},
        {"[1, 2]", "- {op: add, path: /s/-, value: 3}", "[1,2,3]"},
        {"[1, 2]", "- {op: add, path: /s/2, value: 3}", "[1,2,3]"},
        {"[1, 2]", "- {op: add, path: /s/0, value: 3}", "[3,1,2]"},
        {"[1, 2]", "- {op: add, path: /s/-1, value: 3}", "[1,2,3]"},
        {"[1, 2]", "- {op: remove, path: /s/-1}", "[1]"},
        {"[1, 2]", "- {op: replace, path: /s/-2, value: 3}", "[3,2]"},
        {"{a: 1}", "- {op: move, from: /s/a, path: /s/b}", R"({"b":1})"},
        {"{a: [1]}", "- {op: copy, from: /s/a, path: /s/b}", R"({"a":[1],"b":[1]})"},
        {"{}", "- {op: copy, from: /s/a, path: /s/b}", R"({"b":null})"},
        {"{a: 1}", "- {op: test, path: /s/a, value: 1}", R"({"a":1})"},
        {"{a: 1}", "- {op: test, path: /s/b, value: null}", R"({"a":1})"},
        {"{a: 1}", R"([{"op": "add", "path": "/s/b", "value": {"c": [true]}}])",
         R"({"a":1,"b":{"c":[true]}})"},
        {"{a: 1}", "# nothing", R"({"a":1})"},
        {"[9007199254740992, 9223372036854775807, 12]", "[]",
         "[9007199254740992,9223372036854776000,12]"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(patched_field(c.spec, c.operations), c.patched) << c.operations;
    }
}

TEST(Json6902, SaysWhyNot) {
    struct Case {
        const char* operations;
        const char* message;
    };
    const Case cases[] = {
        {"", "the patch is empty"},
        {"{op: add}", "a list of operations"},
        {"- add", "`op` and `path`"},
        {"[{op: add}]", "JSON"},
        {"[{\"op\": \"add\", \"path\": \"/s/\x7F\"}]", "control characters are not allowed"},
        {"- {op: add, path: /s/a, value: \"\\x7F\"}", "control characters are not allowed"},
        {"- {op: add, value: 1}", "`path` is missing"},
        {"- {op: put, path: /s}", "`op` is one of"},
        {"- {op: move, path: /s/a}", "`from` is missing"},
        {"- {op: remove, path: /s/no}", "remove /s/no: there is no such path"},
        {"- {op: remove, path: /s/l/1}", "no such path"},
        {"- {op: add, path: /s/l/2, value: 1}", "no such path"},
        {"- {op: add, path: /s/l/-3, value: 1}", "no such path"},
        {"- {op: add, path: /s/no/a, value: 1}", "no such path"},
        {"- {op: add, path: /s/a/b, value: 1}", "no such path"},
        {"- {op: add, path: \"\", value: 1}", "no such path"},
        {"- {op: test, path: /s/a, value: \"1\"}", "another value"},
        {"- {op: replace, path: \"\", value: {a: b}}", "no object with a kind"},
        {"- {op: remove, path: /metadata/name}", "no object with a kind and a name"},
    };
    for (const Case& c : cases) {
        EXPECT_THAT(patched_field("{a: 1, l: [1]}", c.operations), HasSubstr(c.message))
            << c.operations;
    }
}

TEST(Json6902, BoundsWhatCopiesMake) {
    std::string operations = "- {op: add, path: /s/a, value: 0123456789012345678901234567890123}\n";
    for (int i = 0; i < 40; ++i) {
        operations += "- {op: copy, from: /s, path: /s/" + std::to_string(i) + "}\n";
    }
    EXPECT_THAT(patched_field("{}", operations), HasSubstr("the objects become too big"));
}

}  // namespace
}  // namespace sealer::kustomize
