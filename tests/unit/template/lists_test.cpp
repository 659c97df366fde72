// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Lists, AreAsInGo) {
    expect_all({
        {"{{ append (list 1) 2 }}", "[1 2]"},
        {"{{ chunk 2 (list 1 2 3) }}", "[[1 2] [3]]"},
        {"{{ chunk 3 (list) }}", "[]"},
        {"{{ chunk 0 (list 1) }}",
         R"(error: template: k:1:3: executing "k" at <chunk 0 (list 1)>: error calling chunk: runtime error: makeslice: len out of range)"},
        {R"({{ compact (list 0 1 "" "a" nil) }})", "[1 a]"},
        {"{{ concat (list 1) (list 2 3) }}", "[1 2 3]"},
        {R"({{ concat (list 1) "a" }})",
         R"(error: template: k:1:3: executing "k" at <concat (list 1) "a">: error calling concat: Cannot concat type string as list)"},
        {"{{ first (list) }}", "<no value>"},
        {R"({{ first "abc" }})",
         R"(error: template: k:1:3: executing "k" at <first "abc">: error calling first: Cannot find first on type string)"},
        {"{{ first nil }}",
         R"(error: template: k:1:3: executing "k" at <first nil>: error calling first: runtime error: invalid memory address or nil pointer dereference)"},
        {"{{ has 2 (list 1 2) }}", "true"},
        {"{{ has 1 nil }}", "false"},
        {R"({{ has 1 "abc" }})",
         R"(error: template: k:1:3: executing "k" at <has 1 "abc">: error calling has: Cannot find has on type string)"},
        {"{{ initial (list 1 2 3) }}", "[1 2]"},
        {"{{ last (list 1 2) }}", "2"},
        {R"({{ list 1 "a" nil (dict "x" 1.5) true }})", "[1 a <nil> map[x:1.5] true]"},
        {"{{ mustAppend (list 1) 2 }}", "[1 2]"},
        {"{{ mustChunk 2 (list 1 2 3) }}", "[[1 2] [3]]"},
        {"{{ mustCompact (list 0 1) }}", "[1]"},
        {"{{ mustFirst (list 1) }}", "1"},
        {"{{ mustHas 1 (list 1) }}", "true"},
        {"{{ mustInitial (list 1 2) }}", "[1]"},
        {"{{ mustLast (list 1 2) }}", "2"},
        {"{{ mustPrepend (list 1) 0 }}", "[0 1]"},
        {"{{ mustPush (list) 1 }}", "[1]"},
        {"{{ mustRest (list 1 2) }}", "[2]"},
        {"{{ mustReverse (list 1 2) }}", "[2 1]"},
        {"{{ mustSlice (list 1 2 3) 1 2 }}", "[2]"},
        {"{{ mustUniq (list 1 1) }}", "[1]"},
        {"{{ mustWithout (list 1 2) 1 }}", "[2]"},
        {"{{ prepend (list 1) 0 }}", "[0 1]"},
        {R"({{ push "a" 1 }})",
         R"(error: template: k:1:3: executing "k" at <push "a" 1>: error calling push: Cannot push on type string)"},
        {"{{ rest (list 1 2 3) }}", "[2 3]"},
        {"{{ rest (list) }}", "[]"},
        {"{{ reverse (list 1 2) }}", "[2 1]"},
        {"{{ slice .password 1 4 }}",
         R"(error: template: k:1:3: executing "k" at <slice .password 1 4>: error calling slice: list should be type of slice or array but string)"},
        {"{{ slice (list 1 2 3) 1 }}", "[2 3]"},
        {"{{ slice (list 1 2 3) 0 2 }}", "[1 2]"},
        {"{{ slice (list) 1 }}", "<no value>"},
        {"{{ slice (list 1 2 3) 2 1 }}",
         R"(error: template: k:1:3: executing "k" at <slice (list 1 2 3) 2 1>: error calling slice: reflect.Value.Slice: slice index out of bounds)"},
        {"{{ slice (list 1 2 3) 0 10 }}",
         R"(error: template: k:1:3: executing "k" at <slice (list 1 2 3) 0 10>: error calling slice: reflect.Value.Slice: slice index out of bounds)"},
        {R"({{ tuple 1 "a" }})", "[1 a]"},
        {R"({{ uniq (list 1 2 1 "1") }})", "[1 2 1]"},
        {"{{ without (list 1 2 3) 2 3 }}", "[1]"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
