// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Regex, AreAsInGo) {
    expect_all({
        {R"({{ mustRegexFind "(" "a" }})",
         R"(error: template: k:1:3: executing "k" at <mustRegexFind "(" "a">: error calling mustRegexFind: error parsing regexp: ()"},
        {R"({{ mustRegexFind "b+" "abbb" }})", "bbb"},
        {R"({{ mustRegexFindAll "a." "abac" -1 }})", "[ab ac]"},
        {R"({{ mustRegexMatch "^a" "ab" }})", "true"},
        {R"({{ mustRegexReplaceAll "a" "aba" "x" }})", "xbx"},
        {R"({{ mustRegexReplaceAllLiteral "a" "aba" "$1" }})", "$1b$1"},
        {R"({{ mustRegexSplit "," "a,b" -1 }})", "[a b]"},
        {R"({{ regexFind "[0-9]+" .password }})", "42"},
        {R"({{ regexFindAll "[a-z]" "abc" 2 }})", "[a b]"},
        {R"({{ regexFindAll "[a-z]" "abc" -1 }})", "[a b c]"},
        {R"({{ regexFindAll "a*" "baaab" -1 }})", "[ aaa ]"},
        {R"({{ regexFindAll "a" "b" -1 }})", "[]"},
        {R"({{ regexMatch "^a" .username }})", "true"},
        {R"({{ regexMatch "(" "a" }})", "false"},
        {R"({{ regexQuoteMeta "1.2.3" }})", R"(1\.2\.3)"},
        {R"({{ regexReplaceAll "[0-9]+" .password "#" }})", "bvztsl#x"},
        {R"({{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }})", "-W-xxW-"},
        {R"~({{ regexReplaceAll "(?P<n>a)" "aab" "<$n>" }})~", "<a><a>b"},
        {R"({{ regexReplaceAll "x*" "abc" "-" }})", "-a-b-c-"},
        {R"({{ regexReplaceAll "a" "aa" "$$x$1y" }})", "$x$x"},
        {R"({{ regexReplaceAll "a" "banana" "$1x" }})", "bnn"},
        {R"({{ regexReplaceAll "é*" "xéy" "-" }})", "-x-y-"},
        {R"({{ regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }})", "-${1}-${1}-"},
        {R"({{ regexSplit "z+" "pizza" -1 }})", "[pi a]"},
        {R"({{ regexSplit "" "abc" -1 }})", "[a b c]"},
        {R"({{ regexSplit "a" "banana" 2 }})", "[b nana]"},
        {R"({{ regexSplit "a" "" -1 }})", "[]"},
        {R"({{ regexSplit "n" "banana" 0 }})", "[]"},
        {R"({{ regexSplit "a*" "abaabc" -1 }})", "[ b b c]"},
        {R"({{ regexSplit "^" "abc" -1 }})", "[abc]"},
        {R"({{ regexSplit "$" "abc" -1 }})", "[abc]"},
        {R"({{ regexSplit "(b)?" "abc" 2 }})", "[a c]"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
