// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Defaults, AreAsInGo) {
    expect_all({
        {"{{ all 1 2 }}", "true"},
        {"{{ all 1 0 }}", "false"},
        {"{{ any 0 1 }}", "true"},
        {"{{ any }}", "false"},
        {R"({{ coalesce "" 0 "x" }})", "x"},
        {"{{ coalesce }}", "<no value>"},
        {R"({{ default "d" .nosuch }})", "d"},
        {R"({{ default "d" "" }})", "d"},
        {R"({{ default "d" 0 }})", "d"},
        {R"({{ default "d" "x" }})", "x"},
        {R"({{ .nosuch | default "dflt" }})", "dflt"},
        {R"({{ default "d" }})", "d"},
        {R"({{ empty "" }})", "true"},
        {"{{ empty 1 }}", "false"},
        {R"({{ fail "boom" }})",
         R"(error: template: k:1:3: executing "k" at <fail "boom">: error calling fail: boom)"},
        {"{{ hello }}", "Hello!"},
        {R"({{ ternary "t" "f" true }})", "t"},
        {"{{ true | ternary 1 2 }}", "1"},
        {"{{ ternary 1 2 3 }}",
         R"(error: template: k:1:15: executing "k" at <3>: expected bool; found 3)"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
