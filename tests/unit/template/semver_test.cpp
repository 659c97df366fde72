// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Semver, AreAsInGo) {
    expect_all({
        {R"({{ semver "1.2.3" | toString }})", "1.2.3"},
        {R"({{ (semver "v1.2.3-rc1+b").Prerelease }})", "rc1"},
        {R"({{ (semver "1.2").Patch }})", "0"},
        {R"({{ semver "v1.2" }})", "1.2.0"},
        {R"({{ semver "1.2.3-beta.1+b345" }})", "1.2.3-beta.1+b345"},
        {R"({{ (semver "1.2.3").Major }})", "1"},
        {R"({{ semver "1.4.3" | (semver "1.2.3").Compare }})", "-1"},
        {R"({{ $v := semver "1.2.3" }}{{ $v.LessThan (semver "1.2.4-rc1") }} {{ $v.Equal (semver "v1.2.3+b") }} {{ $v.GreaterThanEqual (semver "2") }})",
         "true true false"},
        {R"({{ (semver "1.2.3").Compare "1.2.4" }})",
         R"(error: template: k:1:28: executing "k" at <"1.2.4">: can't handle "1.2.4" for arg of type *semver.Version)"},
        {R"({{ semver "x" }})",
         R"(error: template: k:1:3: executing "k" at <semver "x">: error calling semver: Invalid Semantic Version)"},
        {R"({{ semverCompare "^1.2.0" "1.3.0" }})", "true"},
        {R"({{ semverCompare ">=1.2, <2" "1.5.0" }})", "true"},
        {R"({{ semverCompare "~1.2" "1.3.0" }})", "false"},
        {R"({{ semverCompare "1.x" "1.9.9" }})", "true"},
        {R"({{ semverCompare "1.2 - 1.4" "1.4.5" }})", "true"},
        {R"({{ semverCompare "<1 || >3" "4.0.0" }})", "true"},
        {R"({{ semverCompare ">1" "1.5.0" }})", "false"},
        {R"({{ semverCompare "!=1.x" "1.5.0" }})", "false"},
        {R"({{ semverCompare "*" "1.0.0" }})", "true"},
        {R"({{ semverCompare "^0.2.3" "0.2.9" }})", "true"},
        {R"({{ semverCompare "^0.0.3" "0.0.4" }})", "false"},
        {R"({{ semverCompare ">=1.0.0" "1.1.0-rc1" }})", "false"},
        {R"({{ semverCompare ">=1.0.0-0" "1.1.0-rc1" }})", "true"},
        {R"({{ semverCompare "= 1.2.3" "1.2.3" }})", "true"},
        {R"({{ semverCompare "1.2" "1.2.9" }})", "true"},
        {R"({{ semverCompare "<=1.2" "1.2.9" }})", "true"},
        {R"({{ semverCompare "<=1" "1.9.9" }})", "true"},
        {R"({{ semverCompare "<= 1" "2.0.0" }})", "false"},
        {R"({{ semverCompare "~1" "1.9.9" }})", "true"},
        {R"({{ semverCompare "~> 1.2.3" "1.2.9" }})", "true"},
        {R"({{ semverCompare ">= 1.2 < 3" "2.0.0" }})", "true"},
        {R"({{ semverCompare "^0" "0.9.9" }})", "true"},
        {R"({{ semverCompare "^0.0" "0.0.9" }})", "true"},
        {R"({{ semverCompare ">1.2" "1.2.5" }})", "false"},
        {R"({{ semverCompare "!=1.2.3" "1.2.3" }})", "false"},
        {R"({{ semverCompare "bogus" "1.0.0" }})",
         R"(error: template: k:1:3: executing "k" at <semverCompare "bogus" "1.0.0">: error calling semverCompare: improper constraint: bogus)"},
        {R"({{ semverCompare "^1.0" "x" }})",
         R"(error: template: k:1:3: executing "k" at <semverCompare "^1.0" "x">: error calling semverCompare: Invalid Semantic Version)"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
