// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_in_yaml.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::manifest {
namespace {

TEST(JsonInYaml, TellsWhatAYamlReaderRefuses) {
    struct Case {
        std::string text;
        bool fits, fits_as_key;
    };
    for (const Case& c : std::vector<Case>{
             {"", true, true},
             {"plain \t\n\x01", true, true},  // JSON escapes these
             {"a\x7F", false, false},
             {"a\xC2\x80", false, false},
             {"a\xC2\x85", true, false},  // a line break of YAML 1.1
             {"a\xC2\xA0", true, true},
             {"\xEF\xBF\xBE", false, false},
             {"\xF0\x9F\x98\x80", true, true},
         }) {
        EXPECT_EQ(fits_json_in_yaml(c.text, false), c.fits) << c.text;
        EXPECT_EQ(fits_json_in_yaml(c.text, true), c.fits_as_key) << c.text;
        Object object;
        object["a"] = Array{Value(c.text)};
        EXPECT_EQ(fits_json_in_yaml(Value(object)), c.fits) << c.text;
        Object keyed;
        keyed[c.text] = 1;
        EXPECT_EQ(fits_json_in_yaml(Value(keyed)), c.fits_as_key) << c.text;
    }
}

TEST(JsonInYaml, YamlIsReadSoOnRequest) {
    const std::string text = "a: b\nc: \"\\x7F\"\n";
    EXPECT_TRUE(parse_yaml(text));
    const auto refused = parse_yaml(text, {.refuse_controls = true});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "line 2, column 4: control characters are not allowed");
}

}  // namespace
}  // namespace sealer::manifest
