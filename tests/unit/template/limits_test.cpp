// SPDX-License-Identifier: Apache-2.0
// Templates that ask for too much end in an error that says of what.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Limits, EachIsKept) {
    constexpr std::string_view kMemory = "makes more than 16777216 bytes of values";
    constexpr std::string_view kSteps = "takes more than 1000000 steps";
    constexpr std::string_view kDepth = "nests deeper than 100 levels";
    for (const Case& c : std::initializer_list<Case>{
             {"{{ repeat 1000000000 \"x\" }}", kMemory},
             {"{{ repeat 9223372036854775807 \"xx\" }}", kMemory},
             {"{{ indent 1000000000 \"x\" }}", kMemory},
             {"{{ until 2000000000 }}", kMemory},
             {"{{ seq 2000000000 }}", kMemory},
             {"{{ untilStep 0 9223372036854775807 1 }}", kMemory},
             {"{{ randAlphaNum 2000000000 }}", kSteps},
             {"{{ randBytes 2000000000 }}", kMemory},
             {"{{ range 2000000000 }}{{ end }}", kMemory},
             {"{{ $x := \"aaaaaaaa\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}", kMemory},
             {"{{ $x := repeat 100000 \"a\" }}{{ replace \"a\" $x $x }}", kMemory},
             {"{{ $x := repeat 100000 \"a\" }}{{ regexReplaceAll \"a\" $x $x }}", kMemory},
             {"{{ $x := list 1 }}{{ range 100 }}{{ $x = list $x $x }}{{ end }}{{ toJson $x }}",
              kMemory},
             {"{{ $x := list 1 }}{{ range 60 }}{{ $x = list $x $x }}{{ end }}{{ $x }}", kMemory},
             {"{{ $x := list 1 }}{{ range 60 }}{{ $x = list $x $x }}{{ end }}{{ deepCopy $x }}",
              kMemory},
             {"{{ $x := list 1 }}{{ range 60 }}{{ $x = list $x $x }}{{ end }}{{ deepEqual $x $x }}",
              kSteps},
             {"{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $d }}", kMemory},
             {"{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ toJson $d }}", "nest too deep"},
             {"{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ deepCopy $d }}", "nest too deep"},
             {"{{ printf \"%1000000d%1000000d%1000000d\" 1 2 3 }}", "writes more than 1048576"},
             {"{{ repeat 2000000 \"x\" }}", "writes more than 1048576 bytes"},
             {"{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}", kDepth},
             {"{{ range 9 }}{{ $_ := genPrivateKey \"ed25519\" }}{{ end }}",
              "makes more than 8 keys and password hashes"},
             {"{{ range 9 }}{{ $_ := bcrypt \"x\" }}{{ end }}",
              "makes more than 8 keys and password hashes"},
         }) {
        const std::string result = outcome(c.text);
        EXPECT_TRUE(result.starts_with("error: ")) << c.text;
        EXPECT_NE(result.find(c.outcome), std::string::npos) << c.text << "\n" << result;
    }
}

TEST(Limits, NestingIsBoundedBeforeAnythingRuns) {
    const auto nested = [](std::string_view open, std::string_view close, int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) {
            text += open;
        }
        text += "1";
        for (int i = 0; i < depth; ++i) {
            text += close;
        }
        return text;
    };
    EXPECT_EQ(outcome("{{ " + nested("(", ")", 30) + " }}"), "1");
    EXPECT_EQ(outcome(nested("{{ if 1 }}", "{{ end }}", 30)), "1");
    for (const std::string& text :
         {"{{ " + nested("(", ")", 1'000) + " }}", nested("{{ if 1 }}", "{{ end }}", 1'000),
          nested("{{ if 0 }}{{ else if 1 }}", "", 1'000)}) {
        EXPECT_NE(outcome(text).find("nests deeper than"), std::string::npos);
    }
    EXPECT_EQ(outcome(nested("{{/**/}}", "", 100'000)), "1");
}

TEST(Limits, TimeIsTheHosts) {
    Host host = test_host();
    host.clock = [ticks = 0]() mutable { return Clock::time_point(std::chrono::seconds(++ticks)); };
    Budget budget({.time = std::chrono::seconds(3)}, host);
    const auto result = render("k", "{{ range 100000 }}{{ end }}", {}, budget);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("takes longer than 3000 ms"), std::string::npos);
}

TEST(Limits, ABudgetServesSeveralTemplates) {
    Budget budget({.steps = 100}, test_host());
    const auto text = "{{ range 90 }}{{ end }}";
    EXPECT_TRUE(render("a", text, {}, budget));
    EXPECT_FALSE(render("b", text, {}, budget));
}

// What is computed may be secret, in whole or in parts.
TEST(Errors, QuoteConstantsAlone) {
    constexpr std::string_view kHidden = "(a computed value, which is not shown)";
    for (const std::string_view text :
         {"{{ fail .password }}", "{{ fail (b64enc .password) }}", "{{ fail (print \"x\") }}",
          "{{ $s := \"\" }}{{ range list 1 2 }}{{ $s = print $s \"b\" }}{{ end }}{{ fail $s }}",
          "{{ index (list) (atoi .n) }}", "{{ range 0.5 | addf 1 }}{{ end }}",
          "{{ mustRegexFind (print \"(\" .password) \"\" }}",
          "{{ semverCompare .password \"1.2.3\" }}", "{{ mustDateModify .password now }}"}) {
        const std::string result = outcome(text);
        EXPECT_TRUE(result.starts_with("error: ")) << text << result;
        EXPECT_NE(result.find(kHidden), std::string::npos) << result;
    }
    EXPECT_EQ(outcome("{{ $m := \"boom\" }}{{ fail $m }}"),
              "error: template: k:1:21: executing \"k\" at <fail $m>: error calling fail: boom");
}

TEST(Errors, NeverHoldAContextValue) {
    for (const char* function : {"fail",
                                 "semver",
                                 "urlParse",
                                 "b64dec",
                                 "mustFromJson",
                                 "atoi",
                                 "genCA",
                                 "decryptAES",
                                 "regexQuoteMeta",
                                 "mustRegexMatch",
                                 "index",
                                 "slice",
                                 "first",
                                 "dig",
                                 "fromJson",
                                 "call",
                                 "buildCustomCert",
                                 "genCAWithKey",
                                 "mustToDate",
                                 "toDate",
                                 "printf",
                                 "has",
                                 "chunk",
                                 "substr",
                                 "ternary",
                                 "keys",
                                 "len",
                                 "range",
                                 "round",
                                 "until",
                                 "nosuch"}) {
        for (const char* arguments : {" .password", " .password .password", " 1 .password",
                                      " \"x\" 1 .password", " .password 1", " (list .password)"}) {
            const std::string result = outcome("{{ " + std::string(function) + arguments + " }}");
            if (result.starts_with("error: ")) {
                EXPECT_EQ(result.find("bvztsl42x"), std::string::npos) << result;
            }
        }
    }
}

}  // namespace
}  // namespace sealer::tmpl
