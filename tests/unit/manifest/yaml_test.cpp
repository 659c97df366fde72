// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml.h"

#include <string>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "json_value.h"
#include "random_value.h"

namespace sealer::manifest {
namespace {

struct Stream {
    std::string_view text;
    std::vector<std::string_view> documents;  // as JSON
};

TEST(ParseYaml, SplitsStreams) {
    const Stream cases[] = {
        {"", {}},
        {"# only a comment\n", {}},
        {"---\n", {}},
        {"null\n---\n~\n", {}},
        {"a: 1", {R"({"a":1})"}},
        {"a: 1\n---\n", {R"({"a":1})"}},
        {"---\na: 1\n---\n---\nb: 2\n...\n", {R"({"a":1})", R"({"b":2})"}},
        {"\xEF\xBB\xBF"
         "a: 1\n",
         {R"({"a":1})"}},
        {"%YAML 1.2\n---\na: 1\n", {R"({"a":1})"}},
        {"--- {a: 1}\n--- [2]\n--- text\n", {R"({"a":1})", "[2]", R"("text")"}},
        {"a: |\n  x\n  ---\n  y\n", {R"({"a":"x\n---\ny\n"})"}},
        {"{\"a\":\n\t[1, \"\\u00e9\\/\"]}\r\n", {R"({"a":[1,"é/"]})"}},
        {R"(a: "\Nx\_é\x85")", {R"({"a":"\u0085x\u00a0é\u0085"})"}},
        {"a: \"b\n\n\n\"\nc: '\n\n'\nd: 'e''f\n\n  '\n", {R"({"a":"b\n\n","c":"\n","d":"e'f\n"})"}},
        {"a: &b \"b\n\n\n\"\nc: !!str\n  '\n\n'\n", {R"({"a":"b\n\n","c":"\n"})"}},
        {R"(a: !!str "\N"
b: &b !c "\_")",
         {R"({"a":"\u0085","b":"\u00a0"})"}},
        {"a: >+\n b\n c\n\n\nd: >+\n e\n\n", {R"({"a":"b c\n\n\n","d":"e\n\n"})"}},
        {"a: 1\r\nb:\r\n- x\r\n", {R"({"a":1,"b":["x"]})"}},
        {"\"é\\N\\_\": \"\\L\\P\\xA0\"\n", {R"({"é\u0085\u00a0":"\u2028\u2029\u00a0"})"}},
    };
    for (const Stream& c : cases) {
        SCOPED_TRACE(c.text);
        const auto documents = parse_yaml(c.text);
        ASSERT_TRUE(documents.has_value()) << documents.error().message;
        ASSERT_EQ(documents->size(), c.documents.size());
        for (std::size_t i = 0; i < c.documents.size(); ++i) {
            EXPECT_EQ((*documents)[i].value, json(c.documents[i]));
        }
    }
}

TEST(ParseYaml, KnowsWhereDocumentsLie) {
    const std::string bom = "\xEF\xBB\xBF";
    const std::string text = bom + "# first\na: é\n---\n---\n# second\nb: 2\n...\n--- {c: 3}\n";
    const auto documents = parse_yaml(text);
    ASSERT_TRUE(documents.has_value());
    const std::tuple<std::string_view, int> expected[] = {
        {"# first\na: é\n", 2}, {"\n# second\nb: 2\n", 6}, {" {c: 3}\n", 8}};
    ASSERT_EQ(documents->size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        const Document& document = (*documents)[i];
        SCOPED_TRACE(i);
        EXPECT_EQ(text.substr(document.begin, document.end - document.begin),
                  std::get<0>(expected[i]));
        EXPECT_EQ(document.line, std::get<1>(expected[i]));
    }
}

TEST(ParseYaml, TakesALoneCarriageReturnForALineBreak) {
    const std::string text = "a: |\r  x\r\n  y\r---\nb: 2\r\rc: 3 4\r   5\n";
    const auto documents = parse_yaml(text);
    ASSERT_TRUE(documents.has_value());
    ASSERT_EQ(documents->size(), 2U);
    EXPECT_EQ((*documents)[0].value, json(R"({"a": "x\ny\n"})"));
    EXPECT_EQ((*documents)[1].value, json(R"({"b": 2, "c": "3 4 5"})"));
    EXPECT_EQ((*documents)[0].end, text.find("---"));
    EXPECT_EQ((*documents)[1].line, 5);
    EXPECT_EQ(parse_yaml("a: 1\rb: [\r").error().message.substr(0, 7), "line 3,");
}

TEST(ParseYaml, ResolvesAnchorsAndMergeKeys) {
    const auto value = parse_yaml_document(
        "base: &b {p: 1, q: [x]}\nlist: &l [*b, *b]\none:\n  q: 3\n  <<: *b\ntwo:\n  <<: [{a: 1}, "
        "{a: 2, c: 4}]\n"
        "&k key: *k\n*k : again\nthree: {<<: *b, '<<': text, p: 5}\n",
        {.duplicate_keys = DuplicateKeys::kLastWins});
    ASSERT_TRUE(value.has_value()) << value.error().message;
    EXPECT_EQ(*value,
              json(R"({"base":{"p":1,"q":["x"]},"list":[{"p":1,"q":["x"]},{"p":1,"q":["x"]}],
        "one":{"q":["x"],"p":1},"two":{"a":1,"c":4},"key":"again","three":{"p":5,"q":["x"],"<<":"text"}})"));
}

struct RefusedYaml {
    std::string_view text;
    std::string_view message;
};

TEST(ParseYaml, SaysWhereTextIsWrongWithoutQuotingValues) {
    const RefusedYaml cases[] = {
        {"a: 1\nb: 2\na: 3\n", "line 3, column 1: key \"a\" already set in map"},
        {"a: [hidden\n", "line 2, column 1: end of sequence flow not found"},
        {"a: \"hid\\den\"\n", "line 1, column 10: unknown escape character"},
        {"a: *hidden\n", "line 1, column 4: the referenced anchor is not defined"},
        {"a: &x [*x]\n", "line 1, column 8: the alias stands inside the node that it refers to"},
        {"? [1]\n: 2\n", "line 1, column 3: a mapping or sequence cannot be a key"},
        {"~: 2\n", "line 1, column 1: a key must be a string, a number or a bool"},
        {".inf: 2\n", "line 1, column 1: infinity and NaN cannot be keys"},
        {"a: .nan\n", "line 1, column 4: infinity and NaN have no place in JSON"},
        {"a: !!int hidden\n", "line 1, column 4: the scalar is no int, as its tag says"},
        {"a: !!binary hid!den\n", "line 1, column 4: the scalar is no base64, as its tag says"},
        {"a: !!str\"hidden\"\n", "line 1, column 4: a blank must follow an anchor or a tag"},
        {"<<: hidden\n", "line 1, column 5: \"<<\" takes a mapping or a sequence of mappings"},
        {"a: b\n\x01\n", "line 2, column 1: control characters are not allowed"},
        {"a: \xC3\n", "line 1, column 4: invalid UTF-8"},
        {"\xFF\xFE"
         "a\0:\0",
         "line 1, column 1: invalid UTF-8"},
        {"'a' b\n",
         "line 1, column 5: text after the end of the document: \"---\" must part documents"},
        {"[a]]\n", "line 1, column 4: illegal flow end"},
        {"{ , }\n", "line 1, column 3: there is nothing before the comma"},
        {"[a, , b]\n", "line 1, column 5: there is nothing before the comma"},
        {"a: \"b\n c\\\"\n", "line 1, column 4: the quotes are not closed"},
    };
    for (const RefusedYaml& c : cases) {
        SCOPED_TRACE(c.text);
        const auto documents = parse_yaml(c.text);
        ASSERT_FALSE(documents.has_value());
        EXPECT_EQ(documents.error().code, Code::kInvalid);
        EXPECT_TRUE(documents.error().message.starts_with(c.message)) << documents.error().message;
        EXPECT_EQ(documents.error().message.find("hid"), std::string::npos);
    }
}

TEST(ParseYaml, ReadsJsonEscapesOfSurrogatePairs) {
    const std::string text =
        R"({"\ud83d\uDE00": ["a\ud83d\ude00\u00e4", "\\ud83d\\ude00", "\uDBFF\udfff"]})";
    const auto documents = parse_yaml(text);
    ASSERT_TRUE(documents.has_value()) << documents.error().message;
    ASSERT_EQ(documents->size(), 1U);
    EXPECT_EQ(canonical_json(documents->front().value), canonical_json(*parse_json(text)));
    EXPECT_EQ(documents->front().end, text.size());
    const std::string in_yaml = "a: |\n  [\"\\ud83d\\ude00\"]\n";
    EXPECT_EQ(parse_yaml_document(in_yaml)->text("a"), "[\"\\ud83d\\ude00\"]\n");
    for (const char* refused :
         {R"(["\ud83d"])", R"(["\ude00"])", R"(["\ud83d\ud83d"])", R"(["\ude00\ud83d"])",
          R"(["\ud83d\ude00", "\ud83d"])", R"(["\ud83dx"])"}) {
        EXPECT_FALSE(parse_yaml(refused).has_value()) << refused;
    }
}

struct Typed {
    std::string_view text;
    std::string_view document;  // as JSON; empty where it is refused
};

// What kustomize 5.5 itself was seen to make of these.
TEST(ParseYaml, TypesAsKustomizeDoes) {
    const Typed cases[] = {
        {"a: [y, n, yes, No, on, OFF]\n", R"({"a":["y","n","yes","No","on","OFF"]})"},
        {"a: [true, False, ~, null, nULL]\n", R"({"a":[true,false,null,null,"nULL"]})"},
        {"a: [017, 0o17, -0b11, 0x1F, 1_000, +12, 08, 0b12, 0o8, _1]\n",
         R"({"a":[15,15,-3,31,1000,12,8,"0b12","0o8","_1"]})"},
        {"a: [1.0, 1e3, 1e400, 1e-400, -0.0, 190:20:30, 0x1p-2]\n",
         R"({"a":[1,1000,"1e400",0,0,"190:20:30","0x1p-2"]})"},
        {"a: [.8_34, ._5, .5_]\n", R"({"a":[0.834,"._5",".5_"]})"},
        {"a: .inf\n", ""},
        {"a: 2024-1-2\n", R"({"a":"2024-01-02T00:00:00Z"})"},
        {"a: 2001-12-14t21:59:43.10-05:00\n", R"({"a":"2001-12-14T21:59:43.1-05:00"})"},
        {"a: 2001-12-14 1:2:3,5\n", R"({"a":"2001-12-14T01:02:03.5Z"})"},
        {"a: 2001-12-14T1:2:3.1234567899Z\n", R"({"a":"2001-12-14T01:02:03.123456789Z"})"},
        {"a: 2001-12-14T1:2:3.000-00:00\n", R"({"a":"2001-12-14T01:02:03Z"})"},
        {"a: 2001-12-14T1:2:3+00:60\n", R"({"a":"2001-12-14T01:02:03+01:00"})"},
        {"a: 2001-12-14T1:2:3+24:00\n", ""},
        {"a: 2023-02-29\n", R"({"a":"2023-02-29"})"},
        {"a: '2024-01-02'\n", R"({"a":"2024-01-02"})"},
        {"a: !!timestamp '2024-01-02'\n", R"({"a":"2024-01-02T00:00:00Z"})"},
        {"a: !!timestamp x\n", ""},
        {"a: !!bool yes\n", ""},
        {"a: !!bool 'true'\n", R"({"a":true})"},
        {"a: !!binary aGk=\n", R"({"a":"hi"})"},
        {"a: !!str 2024-01-02\n", R"({"a":"2024-01-02"})"},
        {"a: !own 1\n", R"({"a":"1"})"},
        {"0x10: a\n2024-01-02: b\n", R"({"0x10":"a","2024-01-02":"b"})"},
        {"a: {yes: 1, !!str 2: 3}\n", R"({"a":{"yes":1,"2":3}})"},
        {"a: {1: b}\n", ""},
        {"a: {true: b}\n", ""},
        {"a: {2024-01-02: b}\n", ""},
        {"a: {!own b: c}\n", ""},
        {"~: a\n", ""},
        {"a: 1\na: 2\n", ""},
        {"a: &a {p: 1, q: 2}\nb: {p: 3, <<: *a}\n", R"({"a":{"p":1,"q":2},"b":{"p":3,"q":2}})"},
        {"a: &a {p: 1}\nb: {<<: *a, <<: *a}\n", ""},
        {"a: {b, c: }\nd: {e: ~}\nf:\n", R"({"a":{"b":"","c":""},"d":{"e":null},"f":null})"},
        {"a: >\n b\n c\n\n d\n", R"({"a":"b c\nd\n"})"},
        {"a: >-\n b\n  c\n d", R"({"a":"b\n\n c\nd"})"},
        {"a: >2\n   b\n  c\n\n  d\n", R"({"a":" b\nc d\n"})"},
        {"a: >\n b \n\n  c\n", R"({"a":"b \n\n c\n"})"},
        {R"(a: "\x7f")", ""},
        {R"({"a": {"\u0085": 1}})", ""},
        {"a: {b\xC2\x85: 1}\n", ""},
        {"a: !!binary aH8=\n", ""},
        {"a: !!binary /+4=\n", "{\"a\":\"\uFFFD\uFFFD\"}"},
        {R"(a: {!!str "\x7f": 1})", ""},
        {R"(a: !!str "\x7f")", ""},
        {R"(a: &b !!str # "c
              "b\/c")",
         ""},
        {"a: !!str >\n b\n  c\n d\n", R"({"a":"b\n\n c\nd\n"})"},
        {"a: &b >\n b\n  c\n d\n", R"({"a":"b\n\n c\nd\n"})"},
        {R"({"a": "\u0001 \u00a0"})", R"({"a":"\u0001 \u00a0"})"},
        {R"({"a": "b\/c"})", ""},
        {R"({"a": "b\\/c"})", R"({"a":"b\\/c"})"},
        {R"({"a": "\ud83d\ude00"})", ""},
        {"metadata: {annotations: {a: 1.10, b: .inf, c: ~, d: True, e: [1]}}\n",
         R"({"metadata":{"annotations":{"a":"1.10","b":".inf","c":null,"d":"True","e":[1]}}})"},
        {"items: [metadata: {annotations: {a: 010}}]\n",
         R"({"items":[{"metadata":{"annotations":{"a":"010"}}}]})"},
        {"spec: {metadata: {annotations: {a: 010}}}\n",
         R"({"spec":{"metadata":{"annotations":{"a":8}}}})"},
        {"%YAML 1.2\n---\na: 1\n", ""},
        {"--- {a: 1}\n", R"({"a":1})"},
        {"\n--- {a: 1}\n", ""},
        {"# first\n---  # second\na: 1\n", R"({"a":1})"},
    };
    for (const Typed& c : cases) {
        SCOPED_TRACE(c.text);
        const auto value = parse_yaml_document(c.text, {.typing = YamlTyping::kKustomize});
        ASSERT_EQ(value.has_value(), !c.document.empty())
            << (value ? write_json(*value) : value.error().message);
        if (value) {
            EXPECT_EQ(*value, json(c.document)) << write_json(*value);
        }
    }
}

TEST(ParseYaml, BoundsEveryGrowth) {
    const auto refusal = [](const std::string& text, const YamlLimits& limits) {
        const auto documents = parse_yaml(text, {.limits = limits});
        return documents ? "" : documents.error().message;
    };
    EXPECT_EQ(refusal("a: 1\n", {.max_bytes = 4}), "YAML of more than 4 bytes");
    EXPECT_EQ(refusal("[1, 2, 3]\n", {.max_nodes = 3}),
              "line 1, column 8: too many nodes: more than 3");
    EXPECT_EQ(refusal("---\n---\n---\n", {.max_documents = 2}),
              "line 3, column 1: too many documents: more than 2");
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 40; ++i) {
        const std::string last = "*a" + std::to_string(i - 1);
        bomb +=
            "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + "," + last + "]\n";
    }
    EXPECT_NE(refusal(bomb, {}).find("anchors and aliases expand to too much"), std::string::npos);
    std::string text = "a: &a " + std::string(1'000'000, 'x') + "\nb: [";
    for (int i = 0; i < 100; ++i) {
        text += "*a,";
    }
    EXPECT_NE(refusal(text + "]\n", {}).find("anchors and aliases expand to too much"),
              std::string::npos);
    const std::string nested = std::string(1000, '[') + std::string(1000, ']');
    EXPECT_NE(refusal("a: " + nested, {}).find("nested too deep"), std::string::npos);
    EXPECT_NE(refusal(std::string(100'000, '['), {}), "");
    EXPECT_NE(refusal(std::string(400, '[') + "*x", {}), "");
}

TEST(ParseYamlDocument, WantsJustOne) {
    EXPECT_EQ(parse_yaml_document("a: 1\n---\n").value(), json(R"({"a":1})"));
    EXPECT_EQ(parse_yaml_document("").error().message, "the YAML holds no document");
    EXPECT_EQ(parse_yaml_document("a: 1\n---\nb: 1\n").error().message,
              "the YAML holds more than one document");
}

struct Written {
    std::string_view json;
    std::string_view yaml;
};

TEST(WriteYaml, LaysOutAsSigsYaml) {
    const Written cases[] = {
        {R"({})", "{}\n"},
        {R"([])", "[]\n"},
        {R"(null)", "null\n"},
        {R"("a b")", "a b\n"},
        {R"({"b":{"d":1,"c":[]},"a":[[1,[2]],{"x":{"y":[3]},"w":null}]})",
         "a:\n- - 1\n  - - 2\n- w: null\n  x:\n    \"y\":\n    - 3\nb:\n  c: []\n  d: 1\n"},
        {R"({"a":[{"b":"x\ny\n"},"z\n"]})", "a:\n- b: |\n    x\n    y\n- |\n  z\n"},
        {R"({"a":" x\ny"})", "a: |2-\n   x\n  y\n"},
        {R"({"a":"\nx"})", "a: |2-\n\n  x\n"},
        {R"({"a":"\n"})", "a: |2+\n\n"},
        {R"({"a":"x\n\n","b":1})", "a: |+\n  x\n\nb: 1\n"},
        {R"({"a":"x \ny"})", "a: \"x \\ny\"\n"},
        {R"({"a":"x\ny "})", "a: \"x\\ny \"\n"},
        {R"({"a":"it's: 1"})", "a: 'it''s: 1'\n"},
        {R"({"a":"😀"})", "a: \"\\U0001F600\"\n"},
        {R"({"a":"\u2028\u0085\ufeff"})", "a: \"\\L\\N\\uFEFF\"\n"},
        {R"({"a":"\ufeffa \u00a0"})", "a: \"\\uFEFF\\x61\\x20\\_\"\n"},
        {R"({"a\rb":1})", "? \"a\\rb\"\n: 1\n"},
        {R"({"":1,"true":2,"1":3})", "\"\": 1\n\"1\": 3\n\"true\": 2\n"},
        {R"({"a\nb":{"c":1}})", "? |-\n  a\n  b\n: c: 1\n"},
        {R"({"a":1e6,"b":1234567.5,"c":0.00001,"d":-0.0})",
         "a: 1000000\nb: 1.2345675e+06\nc: 1e-05\nd: 0\n"},
    };
    for (const Written& c : cases) {
        SCOPED_TRACE(c.json);
        EXPECT_EQ(write_yaml(json(c.json)), c.yaml);
    }
    const std::string long_key(129, 'k');
    EXPECT_EQ(write_yaml(Object{{long_key, Array{1, 2}}}), "? " + long_key + "\n: - 1\n  - 2\n");
    EXPECT_EQ(write_yaml("a\xFF"), "a\xEF\xBF\xBD\n");
}

TEST(WriteYaml, SortsKeysNaturally) {
    EXPECT_EQ(
        write_yaml(json(
            R"({"a10":1,"a2":1,"aB":1,"a_b":1,"a-b":1,"A":1,"a":1,"a02":1,"é":1,"😀":1,"\u00a0":1})")),
        "\u00a0: 1\n\"\\U0001F600\": 1\nA: 1\na: 1\na-b: 1\na_b: 1\na2: 1\na02: 1\na10: 1\naB: "
        "1\né: 1\n");
}

TEST(WriteYaml, FoldsLongTextAtSpaces) {
    const std::string word(30, 'w');
    const std::string text = word + " " + word + " " + word + " " + word + " end";
    EXPECT_EQ(write_yaml(Object{{"a", text}}),
              "a: " + word + " " + word + " " + word + "\n  " + word + " end\n");
    EXPECT_EQ(write_yaml(Object{{"a", text + ": x"}}),
              "a: '" + word + " " + word + " " + word + "\n  " + word + " end: x'\n");
    EXPECT_EQ(write_yaml(Object{{"a", "\t" + text}}),
              "a: \"\\t" + word + " " + word + " " + word + "\n  " + word + " end\"\n");
    EXPECT_EQ(write_yaml(Object{{"a", std::string(200, 'x')}}),
              "a: " + std::string(200, 'x') + "\n");
}

TEST(WriteYaml, IsReadBackTheSame) {
    RandomValue random(2);
    for (int i = 0; i < 3000; ++i) {
        const Value value = random.next();
        const std::string text = write_yaml(value);
        const auto read = parse_yaml(text);
        ASSERT_TRUE(read.has_value()) << text << read.error().message;
        if (value.is_null()) {
            ASSERT_TRUE(read->empty());
            continue;
        }
        ASSERT_EQ(read->size(), 1U) << text;
        ASSERT_EQ((*read)[0].value, value) << text << write_json(value) << '\n'
                                           << write_json((*read)[0].value);
    }
}

}  // namespace
}  // namespace sealer::manifest
