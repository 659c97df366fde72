// SPDX-License-Identifier: Apache-2.0
// What Go makes of the same templates.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Comparisons, AreAsInGo) {
    expect_all({
        {"{{ eq 1 1 }}", "true"},
        {"{{ eq 1 2 1 }}", "true"},
        {R"({{ eq 1 "a" }})",
         R"(error: template: k:1:3: executing "k" at <eq 1 "a">: error calling eq: incompatible types for comparison)"},
        {"{{ eq 1 1.0 }}",
         R"(error: template: k:1:3: executing "k" at <eq 1 1.0>: error calling eq: incompatible types for comparison)"},
        {"{{ eq nil nil }}", "true"},
        {"{{ eq .nosuch nil }}", "true"},
        {R"({{ eq .nosuch "x" }})", "false"},
        {"{{ eq (list 1) (list 1) }}",
         R"(error: template: k:1:3: executing "k" at <eq (list 1) (list 1)>: error calling eq: non-comparable types []interface {} and []interface {})"},
        {"{{ eq 1 }}",
         R"(error: template: k:1:3: executing "k" at <eq 1>: error calling eq: missing argument for comparison)"},
        {"{{ eq (int64 1) 1 }}", "true"},
        {"{{ ge 1.5 1.5 }}", "true"},
        {R"({{ gt "b" "a" }})", "true"},
        {"{{ le 2 2 }}", "true"},
        {"{{ lt 1 2 }}", "true"},
        {"{{ lt nil 1 }}",
         R"(error: template: k:1:3: executing "k" at <lt nil 1>: error calling lt: invalid type for comparison)"},
        {"{{ lt (add 1 2) 5 }}", "true"},
        {R"({{ ne "a" "b" }})", "true"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
