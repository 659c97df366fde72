// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Json, AreAsInGo) {
    expect_all({
        {R"({{ dict "u" .username "p" .password | toJson }})", R"({"p":"bvztsl42x","u":"admin"})"},
        {R"({{ dict "b" (list 1 2) "a" .username | toPrettyJson }})",
         "{\n  \"a\": \"admin\",\n  \"b\": [\n    1,\n    2\n  ]\n}"},
        {R"({{ fromJson "{\"a\":[1,2.5,null,true,{\"b\":\"c\"}]}" }})",
         "map[a:[1 2.5 <nil> true map[b:c]]]"},
        {R"({{ (fromJson "{\"a\":1}").a }})", "1"},
        {R"({{ fromJson "nope" }})", "<no value>"},
        {R"({{ fromJson "[1e6,10000000]" }})", "[1e+06 1e+07]"},
        {"{{ list 1 2 3 | toJson }}", "[1,2,3]"},
        {R"({{ mustFromJson "[1]" }})", "[1]"},
        {R"({{ mustToJson (list 1 "<") }})", R"([1,"\u003c"])"},
        {R"({{ mustToPrettyJson (dict "a" 1) }})", "{\n  \"a\": 1\n}"},
        {R"({{ mustToRawJson "<" }})", R"("<")"},
        {R"({{ set (dict) "a" 1 | toJson }})", R"({"a":1})"},
        {"{{ toJson .url }}", R"("a b\u0026c=\u003cd\u003e'\"/?")"},
        {"{{ toJson nil }}", "null"},
        {"{{ toJson 1.0 }}", "1"},
        {"{{ toJson 1e30 }}", "1e+30"},
        {"{{ toJson (list) }}", "[]"},
        {"{{ toJson . }}",
         R"({"empty":"","multi":"l1\nl2\nl3","n":"42","password":"bvztsl42x","the-key":"dashed","u":"héllo wörld","url":"a b\u0026c=\u003cd\u003e'\"/?","username":"admin"})"},
        {R"({{ toJson (index "a" 0) }})", "97"},
        {"{{ toPrettyJson (list) }}", "[]"},
        {"{{ toPrettyJson (dict) }}", "{}"},
        {"{{ toRawJson .url }}", R"("a b&c=<d>'\"/?")"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
