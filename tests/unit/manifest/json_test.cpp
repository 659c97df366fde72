// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "random_value.h"

namespace sealer::manifest {
namespace {

Value parsed(std::string_view text) {
    auto value = parse_json(text);
    EXPECT_TRUE(value.has_value()) << text << ": " << value.error().message;
    return value.value_or(Value());
}

struct NumberCase {
    std::string_view in;
    Value::Kind kind;
    std::string_view out;
};

TEST(Json, ReadsAndPrintsNumbersAsGoDoes) {
    using Kind = Value::Kind;
    const NumberCase cases[] = {
        {"0", Kind::kInt, "0"},
        {"-0", Kind::kInt, "0"},
        {"-0.0", Kind::kDouble, "-0"},
        {"5", Kind::kInt, "5"},
        {"5.0", Kind::kDouble, "5"},
        {"0.1", Kind::kDouble, "0.1"},
        {"-12.75", Kind::kDouble, "-12.75"},
        {"100.5e1", Kind::kDouble, "1005"},
        {"9223372036854775807", Kind::kInt, "9223372036854775807"},
        {"9223372036854775808", Kind::kUint, "9223372036854775808"},
        {"18446744073709551615", Kind::kUint, "18446744073709551615"},
        {"18446744073709551616", Kind::kDouble, "18446744073709552000"},
        {"-9223372036854775808", Kind::kInt, "-9223372036854775808"},
        {"-9223372036854775809", Kind::kDouble, "-9223372036854776000"},
        {"123456789012345678901234567890", Kind::kDouble, "1.2345678901234568e+29"},
        {"1e20", Kind::kDouble, "100000000000000000000"},
        {"1e21", Kind::kDouble, "1e+21"},
        {"1.5e300", Kind::kDouble, "1.5e+300"},
        {"0.000001", Kind::kDouble, "0.000001"},
        {"0.0000001", Kind::kDouble, "1e-7"},
        {"1.25e-10", Kind::kDouble, "1.25e-10"},
        {"5e-324", Kind::kDouble, "5e-324"},
    };
    for (const NumberCase& c : cases) {
        SCOPED_TRACE(c.in);
        const Value value = parsed(c.in);
        EXPECT_EQ(value.kind(), c.kind);
        EXPECT_EQ(write_json(value), c.out);
    }
}

TEST(Json, WideIntegersWorkInsideATree) {
    const Value value = parsed(
        R"({"a":["-18446744073709551616\"1",123456789012345678901234567890],"b":18446744073709551615})");
    EXPECT_EQ(
        write_json(value),
        R"({"a":["-18446744073709551616\"1",1.2345678901234568e+29],"b":18446744073709551615})");
}

TEST(Json, TheLastOfADuplicateKeyCounts) {
    EXPECT_EQ(write_json(parsed(R"({"a":1,"b":2,"a":3})")), R"({"a":3,"b":2})");
    std::string many = "{";
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 100; ++i) {
            many += "\"k" + std::to_string(i) + "\":" + std::to_string(round) + ",";
        }
    }
    const Value value = parsed(many + "\"k99\":2}");
    EXPECT_EQ(value.as_object().size(), 100U);
    EXPECT_EQ(value.integer_or(-1, "k0"), 1);
    EXPECT_EQ(value.integer_or(-1, "k99"), 2);
}

TEST(Json, EscapesAsGoDoes) {
    const Value value(
        "q\" b\\ \b\f\n\r\t \x01 <&> \x7f é \xE2\x80\xA8 \xF0\x9F\x98\x80 \xC3 \xED\xA0\x80");
    EXPECT_EQ(write_json(value),
              "\"q\\\" b\\\\ \\b\\f\\n\\r\\t \\u0001 <&> \x7f é \\u2028 \xF0\x9F\x98\x80 \\ufffd "
              "\\ufffd\\ufffd\\ufffd\"");
    EXPECT_EQ(write_json("<&>", {.escape_html = true}), R"("\u003c\u0026\u003e")");
    EXPECT_EQ(parsed(R"("\u00e9\ud83d\ude00\/\u0000")").as_string(),
              std::string("é\xF0\x9F\x98\x80/\0", 8));
}

TEST(Json, WritesWithIndentAndSortedKeys) {
    const Value value = parsed(R"({"b":[1,{}],"a":{"d":null,"c":[]}})");
    EXPECT_EQ(write_json(value), R"({"b":[1,{}],"a":{"d":null,"c":[]}})");
    EXPECT_EQ(canonical_json(value), R"({"a":{"c":[],"d":null},"b":[1,{}]})");
    EXPECT_EQ(canonical_json(parsed("[1.0,-0.0,-0e9]")), canonical_json(parsed("[1,0,-0]")));
    EXPECT_EQ(
        write_json(value, {.indent = 2}),
        "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": {\n    \"d\": null,\n    \"c\": []\n  }\n}");
}

struct Fault {
    std::string_view text;
    std::string_view message;
};

TEST(Json, SaysWhereTextIsWrongWithoutQuotingIt) {
    const Fault cases[] = {
        {"", "invalid JSON at byte 0: unexpected end"},
        {"  ", "invalid JSON at byte 2: unexpected end"},
        {"{", "invalid JSON at byte 1: unexpected end"},
        {"{\"a\":1,}", "invalid JSON at byte 7: expected a member's name in double quotes"},
        {"{\"a\" 1}", "invalid JSON at byte 5: expected ':' after a member's name"},
        {"{\"a\":1 \"b\"", "invalid JSON at byte 7: expected ',' or '}' after a member"},
        {"[1 2]", "invalid JSON at byte 3: expected ',' or ']' after an element"},
        {"[1,]", "invalid JSON at byte 3: expected a value"},
        {"[tru]", "invalid JSON at byte 4: expected a value"},
        {"nullx", "invalid JSON at byte 4: text after the end of the document"},
        {"1 2", "invalid JSON at byte 2: text after the end of the document"},
        {"[01]", "invalid JSON at byte 2: expected ',' or ']' after an element"},
        {"[1.]", "invalid JSON at byte 3: expected a digit"},
        {"[-]", "invalid JSON at byte 2: expected a digit"},
        {"[1e400]", "invalid JSON at byte 1: number out of range"},
        {"[\"a\nb\"]", "invalid JSON at byte 3: control character in a string"},
        {"[\"a\\x\"]", "invalid JSON at byte 4: unknown escape sequence"},
        {"[\"\\u12g4\"]", "invalid JSON at byte 6: expected four hexadecimal digits"},
        {"[\"\\ud83dx\"]", "invalid JSON at byte 4: half of a surrogate pair"},
        {"[\"\\udc00\"]", "invalid JSON at byte 4: half of a surrogate pair"},
        {"[\"\\ud83d\\u0020\"]", "invalid JSON at byte 4: half of a surrogate pair"},
        {"[\"\xff\"]", "invalid JSON at byte 2: invalid UTF-8"},
        {"[\"secret", "invalid JSON at byte 8: unexpected end"},
        {"[NaN]", "invalid JSON at byte 1: expected a value"},
        {"\xEF\xBB\xBF{}", "invalid JSON at byte 0: expected a value"},
    };
    for (const Fault& c : cases) {
        SCOPED_TRACE(c.text);
        const auto value = parse_json(c.text);
        ASSERT_FALSE(value.has_value());
        EXPECT_EQ(value.error().code, Code::kInvalid);
        EXPECT_EQ(value.error().message, c.message);
    }
}

TEST(Json, BoundsDepth) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + "0" + std::string(depth, ']');
    };
    EXPECT_TRUE(parse_json(nested(kMaxDepth)).has_value());
    const auto too_deep = parse_json(nested(kMaxDepth + 1));
    ASSERT_FALSE(too_deep.has_value());
    EXPECT_EQ(too_deep.error().message, "invalid JSON at byte 500: nested too deep");
    EXPECT_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
}

TEST(Json, ReadsBackWhatItWrites) {
    RandomValue random(1);
    for (int i = 0; i < 2000; ++i) {
        const Value value = random.next();
        for (const JsonStyle style :
             {JsonStyle{}, JsonStyle{.indent = 2, .sort_keys = true, .escape_html = true}}) {
            const std::string text = write_json(value, style);
            const auto read = parse_json(text);
            ASSERT_TRUE(read.has_value()) << text;
            ASSERT_EQ(*read, value) << text;
            ASSERT_EQ(canonical_json(*read), canonical_json(value));
        }
    }
}

}  // namespace
}  // namespace sealer::manifest
