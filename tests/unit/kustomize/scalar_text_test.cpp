// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/scalar_text.h"

#include "resources.h"

namespace sealer::kustomize {
namespace {

TEST(ScalarText, IsWhatWasWrittenOrWhatGoPrints) {
    struct Case {
        const char* yaml;
        const char* text;
        const char* printed;
    };
    const Case cases[] = {
        {"web", "web", "web"},
        {"'5'", "5", "5"},
        {"true", "true", "true"},
        {"-7", "-7", "-7"},
        {"18446744073709551615", "18446744073709551615", "18446744073709551615"},
        {"1.5", "1.5", "1.5"},
        {"1500000.5", "1500000.5", "1.5000005e+06"},
        {"0.00001", "0.00001", "1e-05"},
        {"null", "", ""},
        {"[a]", "", ""},
        {"{a: b}", "", ""},
    };
    for (const Case& c : cases) {
        const manifest::Value object = yaml("value: " + std::string(c.yaml));
        EXPECT_EQ(text_of(*object.get("value")), c.text) << c.yaml;
        EXPECT_EQ(printed_by_go(*object.get("value")), c.printed) << c.yaml;
    }
}

}  // namespace
}  // namespace sealer::kustomize
