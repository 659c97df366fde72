// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Dicts, AreAsInGo) {
    expect_all({
        {R"({{ deepCopy (dict "a" (list 1 2)) }})", "map[a:[1 2]]"},
        {R"({{ (dict "a" (dict "b" 3)).a.b }})", "3"},
        {R"({{ (dict "a" 1).x.y }})", "<no value>"},
        {R"({{ dict "b" 1 "a" (list) }})", "map[a:[] b:1]"},
        {R"({{ dict "a" }})", "map[a:]"},
        {"{{ dict 1 2 }}", "map[1:2]"},
        {"{{ dict }}", "map[]"},
        {"{{ (dict).a.b }}", "<no value>"},
        {R"({{ dig "a" "b" "def" (dict "a" (dict "b" 1)) }})", "1"},
        {R"({{ dig "a" "z" "def" (dict "a" (dict "b" 1)) }})", "def"},
        {R"({{ dig "q" "def" (dict) }})", "def"},
        {R"({{ dig "a" "b" }})",
         R"(error: template: k:1:3: executing "k" at <dig "a" "b">: error calling dig: dig needs at least three arguments)"},
        {R"({{ dig "a" "b" "c" "def" (dict "a" (dict "b" 1)) }})",
         R"(error: template: k:1:3: executing "k" at <dig "a" "b" "c" "def" (dict "a" (dict "b" 1))>: error calling dig: interface conversion: interface {} is int, not map[string]interface {})"},
        {R"({{ get . "username" }})",
         R"(error: template: k:1:7: executing "k" at <.>: wrong type for value; expected map[string]interface {}; got map[string]string)"},
        {R"({{ get (dict "a" 1) "b" }})", ""},
        {R"({{ hasKey . "x" }})",
         R"(error: template: k:1:10: executing "k" at <.>: wrong type for value; expected map[string]interface {}; got map[string]string)"},
        {R"({{ hasKey (dict "a" nil) "a" }})", "true"},
        {R"({{ keys (dict "a" 1) }})", "[a]"},
        {R"({{ merge (dict "a" 1 "c" "") (dict "a" 2 "b" 3 "c" "x") }})", "map[a:1 b:3 c:x]"},
        {R"({{ merge (dict "m" (dict "x" 1)) (dict "m" (dict "x" 2 "y" 3)) }})",
         "map[m:map[x:1 y:3]]"},
        {R"({{ merge (dict "a" (list 1)) (dict "a" (list 2)) }})", "map[a:[1]]"},
        {R"({{ merge (dict) (dict "a" nil "b" (list 1) "c" (dict)) }})", "map[b:[1] c:map[]]"},
        {R"({{ mergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3) }})", "map[a:2 b:3]"},
        {R"({{ mergeOverwrite (dict "m" (dict "x" 1)) (dict "m" (dict "x" 2 "y" 3)) }})",
         "map[m:map[x:2 y:3]]"},
        {R"({{ mergeOverwrite (dict "a" (list 1) "z" "s") (dict "a" (list 2) "z" (dict "q" 1)) }})",
         "map[a:[2] z:s]"},
        {R"({{ mergeOverwrite (dict "a" "x" "b" "y") (dict "a" "" "b" 0) }})", "map[a: b:0]"},
        {"{{ mustDeepCopy (list 1) }}", "[1]"},
        {R"({{ mustMerge (dict "a" 1) (dict "b" 2) }})", "map[a:1 b:2]"},
        {R"({{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) }})", "map[a:2]"},
        {R"({{ omit (dict "a" 1 "b" 2) "a" "z" }})", "map[b:2]"},
        {R"({{ pick (dict "a" 1 "b" 2) "a" "z" }})", "map[a:1]"},
        {R"({{ pluck "a" (dict "a" 1) (dict) (dict "a" 2) }})", "[1 2]"},
        {R"({{ unset (dict "a" 1 "b" 2) "a" }})", "map[b:2]"},
        {R"({{ values (dict "a" 1) }})", "[1]"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
