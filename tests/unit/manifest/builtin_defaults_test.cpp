// SPDX-License-Identifier: Apache-2.0
// The cases' outcomes are those of a kube-apiserver 1.20, with what later versions default too.
#include "common/manifest/builtin_defaults.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/quantity.h"

namespace sealer::manifest {
namespace {

TEST(BuiltinDefaults, AreThoseOfTheApiServer) {
    std::ifstream file(SEALER_TEST_DATA "/builtin_defaults.json");
    std::stringstream text;
    text << file.rdbuf();
    const Value cases = parse_json(text.str()).value();
    for (const Value& test_case : cases.as_array()) {
        Value object = *test_case.get("object");
        SCOPED_TRACE(write_json(object));
        apply_builtin_defaults(object);
        const Value once = object;
        object.as_object().erase("status");
        EXPECT_EQ(canonical_json(object), canonical_json(*test_case.get("expected")));
        Value twice = once;
        apply_builtin_defaults(twice);
        EXPECT_EQ(once, twice);
    }
}

TEST(BuiltinDefaults, LeaveOtherKindsAlone) {
    Value custom = parse_json(R"({"apiVersion":"a/v1","kind":"B","spec":null})").value();
    const Value before = custom;
    apply_builtin_defaults(custom);
    EXPECT_EQ(custom, before);
}

TEST(Quantity, IsCanonical) {
    const std::pair<const char*, const char*> cases[] = {
        {"1", "1"},        {"0", "0"},          {"0.5", "500m"},  {"1000m", "1"},
        {"1024Mi", "1Gi"}, {"1.5Gi", "1536Mi"}, {"1000", "1k"},   {"1500", "1500"},
        {"1e3", "1e3"},    {"100m", "100m"},    {"0.5Ki", "512"}, {"1023Ki", "1023Ki"},
        {"-1", "-1"},      {"+2M", "2M"},       {"1E", "1E"},     {"12E2", "1200"},
        {"0.1n", "1n"},    {"1Mi", "1Mi"},      {".5", "500m"},   {"5.", "5"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(canonical_quantity(text).value_or("none"), expected) << text;
    }
    for (const char* text :
         {"", "x", "1x", "1.2.3", "1 Gi", "Gi", "1e", "1e999", "99999999999999999999E", "--1"}) {
        EXPECT_EQ(canonical_quantity(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace sealer::manifest
