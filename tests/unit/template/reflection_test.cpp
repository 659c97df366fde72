// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Reflection, AreAsInGo) {
    expect_all({
        {R"({{ deepEqual (list 1 "a") (list 1 "a") }})", "true"},
        {"{{ deepEqual 1 1.0 }}", "false"},
        {R"({{ deepEqual (dict "a" 1) (dict "a" 1) }})", "true"},
        {R"({{ kindIs "string" "a" }})", "true"},
        {"{{ kindOf . }}", "map"},
        {"{{ kindOf nil }}", "invalid"},
        {"{{ kindOf (list) }}", "slice"},
        {R"({{ kindOf (semver "1.2.3") }})", "ptr"},
        {R"({{ typeIs "int" 1 }})", "true"},
        {R"({{ typeIsLike "string" "a" }})", "true"},
        {R"({{ typeOf (fromJson "1") }})", "float64"},
        {"{{ typeOf 1 }}", "int"},
        {R"({{ typeOf "a" }})", "string"},
        {"{{ typeOf 1.5 }}", "float64"},
        {"{{ typeOf (list) }}", "[]interface {}"},
        {"{{ typeOf (dict) }}", "map[string]interface {}"},
        {"{{ typeOf . }}", "map[string]string"},
        {"{{ typeOf nil }}", "<nil>"},
        {"{{ typeOf true }}", "bool"},
        {"{{ typeOf (add 1) }}", "int64"},
        {R"({{ typeOf (splitList "," "a") }})", "[]string"},
        {"{{ typeOf (until 2) }}", "[]int"},
        {R"({{ typeOf (split "," "a") }})", "map[string]string"},
        {R"({{ typeOf (semver "1.2.3") }})", "*semver.Version"},
        {R"({{ typeOf (index "a" 0) }})", "uint8"},
        {"{{ typeOf (keys (dict)) }}", "[]string"},
        {R"({{ typeOf (regexFindAll "a" "a" -1) }})", "[]string"},
        {R"({{ typeOf (sortAlpha (list "a")) }})", "[]string"},
        {R"({{ typeOf (uniq (splitList "," "a")) }})", "[]interface {}"},
        {R"({{ typeOf (slice (splitList "," "a,b") 1) }})", "[]string"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
