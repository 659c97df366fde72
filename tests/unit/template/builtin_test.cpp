// SPDX-License-Identifier: Apache-2.0
// What Go makes of the same templates.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Builtins, AreAsInGo) {
    expect_all({
        {"{{ and .username .password }}", "bvztsl42x"},
        {R"({{ and 0 (fail "x") }})", "0"},
        {"{{ .username | and true }}", "admin"},
        {"{{ call .username }}",
         R"(error: template: k:1:3: executing "k" at <call .username>: error calling call: non-function of type string)"},
        {"{{ call nil }}",
         R"(error: template: k:1:3: executing "k" at <call nil>: error calling call: call of nil)"},
        {"{{ html .url }}", "a b&amp;c=&lt;d&gt;&#39;&#34;/?"},
        {R"({{ index . "the-key" }})", "dashed"},
        {R"({{ index . "x" }})", ""},
        {"{{ index (list 1 2) 1 }}", "2"},
        {R"({{ index (dict "a" (list 5)) "a" 0 }})", "5"},
        {R"({{ index "abc" 1 }})", "98"},
        {"{{ index (list 1 2) 2 }}",
         R"(error: template: k:1:3: executing "k" at <index (list 1 2) 2>: error calling index: index out of range: 2)"},
        {R"({{ index (list 1 2) "a" }})",
         R"(error: template: k:1:3: executing "k" at <index (list 1 2) "a">: error calling index: cannot index slice/array with type string)"},
        {"{{ index . 1 }}",
         R"(error: template: k:1:3: executing "k" at <index . 1>: error calling index: value has type int; should be string)"},
        {"{{ js .url }}", R"(a b\u0026c\u003D\u003Cd\u003E\'\"/?)"},
        {R"({{ js "é\u2028<" }})", R"(é\u2028\u003C)"},
        {"{{ len .username }}", "5"},
        {"{{ len (list 1 2) }}", "2"},
        {"{{ len (dict) }}", "0"},
        {"{{ len 3 }}",
         R"(error: template: k:1:3: executing "k" at <len 3>: error calling len: len of type int)"},
        {"{{ len nil }}",
         R"(error: template: k:1:3: executing "k" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value)"},
        {"{{ not .nosuch }}", "true"},
        {"{{ or .nosuch .username }}", "admin"},
        {R"({{ or 1 (fail "x") }})", "1"},
        {"{{ nil | print }}",
         R"(error: template: k:1:3: executing "k" at <nil>: nil is not a command)"},
        {R"({{ print 1 2 "a" "b" 3 true nil 1.5 }})", "1 2ab3 true <nil> 1.5"},
        {"{{ print }}", ""},
        {R"({{ (print "a") 3 }})",
         R"(error: template: k:1:3: executing "k" at <(print "a") 3>: can't give argument to non-function print "a")"},
        {R"({{ printf "%s:%05d %q %x" .username 42 .password .username }})",
         R"(admin:00042 "bvztsl42x" 61646d696e)"},
        {R"({{ printf "%d %v %+v %T %t %5s|%-5s|%05.1f|%e|%g|%c|%U|%o|%b|%X|%#x|%%" 1 "a" 2 "b" true "x" "y" 3.14159 1.5 2.5 65 0x1F600 8 5 255 255 }})",
         "1 a 2 string true     x|y    |003.1|1.500000e+00|2.5|A|U+1F600|10|101|FF|0xff|%"},
        {R"({{ printf "%d" "hi" }})", "%!d(string=hi)"},
        {R"({{ printf "%s" 5 }})", "%!s(int=5)"},
        {R"({{ printf "%d" }})", "%!d(MISSING)"},
        {R"({{ printf "%d" 1 2 }})", "1%!(EXTRA int=2)"},
        {R"({{ printf "%!" }})", "%!!(MISSING)"},
        {R"({{ printf "%z" 3 }})", "%!z(int=3)"},
        {R"({{ printf "%v %d %s %q" (list 1 "a" nil) (list 1 2) (list "a" "b") (list "x") }})",
         R"([1 a <nil>] [1 2] [a b] ["x"])"},
        {R"({{ printf "%[2]d %[1]d" 1 2 }})", "2 1"},
        {R"({{ printf "%*d" 5 42 }})", "   42"},
        {R"({{ printf "%.2f" 3.14159 }})", "3.14"},
        {R"({{ printf "%6.2f|" 3.14159 }})", "  3.14|"},
        {R"({{ printf "%.3s" "abcdef" }})", "abc"},
        {R"({{ printf "%x" "hello" }})", "68656c6c6f"},
        {R"({{ printf "% x" "hello" }})", "68 65 6c 6c 6f"},
        {R"({{ printf "%#q" "a" }})", "`a`"},
        {R"({{ printf "%+d" 5 }})", "+5"},
        {R"({{ printf "%t" "x" }})", "%!t(string=x)"},
        {R"({{ printf "%s" nil }})", "%!s(<nil>)"},
        {R"({{ printf "%v" nil }})", "<nil>"},
        {R"({{ printf "%v" (dict "a" 1 "b" (list 1)) }})", "map[a:1 b:[1]]"},
        {R"({{ "x" | printf "%s-%s" "a" }})", "a-x"},
        {R"({{ printf "%s" "a" | upper | lower | len }})", "1"},
        {R"({{ printf "%5s|%-8s|%q|%+q" "é" "éé" "é" "é" }})", R"(    é|éé      |"é"|"\u00e9")"},
        {R"({{ println 1 "a" 2 }})", "1 a 2\n"},
        {"{{ urlquery .url }}", "a+b%26c%3D%3Cd%3E%27%22%2F%3F"},
        {R"({{ urlquery "a~b-c_d.e/é" }})", "a~b-c_d.e%2F%C3%A9"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
