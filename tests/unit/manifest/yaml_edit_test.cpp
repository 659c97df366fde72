// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::manifest {
namespace {

using testing::HasSubstr;

YamlEdit set(std::vector<std::string> path, Value value, std::size_t document = 0) {
    return {.document = document, .path = std::move(path), .value = std::move(value)};
}

YamlEdit removal(std::vector<std::string> path) {
    return {.document = 0, .path = std::move(path), .value = std::nullopt};
}

struct EditCase {
    const char* what;
    std::string before;
    std::vector<YamlEdit> edits;
    std::string after;
};

void check(const std::vector<EditCase>& cases) {
    for (const EditCase& c : cases) {
        SCOPED_TRACE(c.what);
        const auto edited = edit_yaml(c.before, c.edits);
        ASSERT_TRUE(edited) << edited.error().message;
        EXPECT_EQ(*edited, c.after);
    }
}

TEST(YamlEdit, ReplacesScalarsInTheirStyle) {
    check({
        {"plain", "a: 1 # one\nb: x\n", {set({"b"}, "v")}, "a: 1 # one\nb: v\n"},
        {"comment kept", "a: x  # why\n", {set({"a"}, "v")}, "a: v  # why\n"},
        {"double", "a: \"x\\\"\" # c\n", {set({"a"}, "v")}, "a: \"v\" # c\n"},
        {"single", "a: 'it''s'\n", {set({"a"}, "it's v")}, "a: 'it''s v'\n"},
        {"needs quotes", "a: x\n", {set({"a"}, "yes")}, "a: \"yes\"\n"},
        {"hash", "a: x\n", {set({"a"}, "#v")}, "a: '#v'\n"},
        {"several lines", "a: x\n", {set({"a"}, "v\nz")}, "a: \"v\\nz\"\n"},
        {"literal", "a: |\n  x\n  v\n\n# c\nb: 1\n", {set({"a"}, "z")}, "a: z\n\n# c\nb: 1\n"},
        {"folded",
         "m:\n  a: >-\n    x\n    v\n  b: 1\n",
         {set({"m", "a"}, "z")},
         "m:\n  a: z\n  b: 1\n"},
        {"literal with comments",
         "a: |+ # c\n    x\n\n  # d\nb: |2\n    #x\n # e\n",
         {set({"a"}, "z"), set({"b"}, "v")},
         "a: z # c\n  # d\nb: v\n # e\n"},
        {"plain on two lines", "a: x\n  v # c\nb: 1\n", {set({"a"}, "z")}, "a: z # c\nb: 1\n"},
        {"on the next line", "a:\n  x\nb: 1\n", {set({"a"}, "v")}, "a:\n  v\nb: 1\n"},
        {"null", "a:\nb: ~ # c\n", {set({"a"}, "x"), set({"b"}, "v")}, "a: x\nb: v # c\n"},
        {"to other types",
         "a: x\nb: v\nc: z\n",
         {set({"a"}, 1), set({"b"}, true), set({"c"}, nullptr)},
         "a: 1\nb: true\nc: null\n"},
        {"flow",
         "m: {a: x, 'b': 'v', \"c\": \"z\"} # c\n",
         {set({"m", "a"}, "1"), set({"m", "b"}, "2"), set({"m", "c"}, "3")},
         "m: {a: \"1\", 'b': '2', \"c\": \"3\"} # c\n"},
        {"json",
         "{\n  \"a\": {\"b\": \"x\"},\n  \"c\": [1, {\"d\": \"v\"}]\n}\n",
         {set({"a", "b"}, "1"), set({"c", "1", "d"}, "2")},
         "{\n  \"a\": {\"b\": \"1\"},\n  \"c\": [1, {\"d\": \"2\"}]\n}\n"},
        {"in sequences",
         "l:\n- a: x\n  b: v\n-   - p\n    - q # c\n",
         {set({"l", "0", "b"}, "1x"), set({"l", "1", "1"}, "2x")},
         "l:\n- a: x\n  b: 1x\n-   - p\n    - 2x # c\n"},
        {"keys as Kubernetes has them",
         "on: x\n\"1\": v\n",
         {set({"true"}, "a"), set({"1"}, "b")},
         "on: a\n\"1\": b\n"},
    });
}

TEST(YamlEdit, KeepsAllElseByteForByte) {
    check({
        {"documents",
         "# top\n---\na: x\n--- # second\n# c\na:   v\n...\n---\na: z",
         {set({"a"}, "2", 1), set({"a"}, "3x", 2)},
         "# top\n---\na: x\n--- # second\n# c\na:   \"2\"\n...\n---\na: 3x"},
        {"empty documents do not count",
         "---\n---\n# nothing\n---\na: x\n",
         {set({"a"}, "v")},
         "---\n---\n# nothing\n---\na: v\n"},
        {"CRLF",
         "a: x\r\nm:\r\n  b: v # c\r\n",
         {set({"a"}, "1x"), set({"m", "c"}, "2x")},
         "a: 1x\r\nm:\r\n  b: v # c\r\n  c: 2x\r\n"},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a: x\nb: v\n",
         {set({"b"}, "z")},
         "\xEF\xBB\xBF"
         "a: x\nb: z\n"},
        {"no line break at the end",
         "m:\n    b: x",
         {set({"m", "c"}, "v")},
         "m:\n    b: x\n    c: v"},
        {"other bytes", "ä: 'ö' # ü\nb: x\n", {set({"b"}, "€")}, "ä: 'ö' # ü\nb: €\n"},
        {"anchors elsewhere",
         "a: &x 1\nb: *x\nc: z\n",
         {set({"c"}, "v")},
         "a: &x 1\nb: *x\nc: v\n"},
        {"no edits", "a:   [ 1,2 ]\n", {}, "a:   [ 1,2 ]\n"},
    });
}

TEST(YamlEdit, AppendsWhatIsNew) {
    check({
        {"block",
         "m:\n  a: x # c\n# end\n",
         {set({"m", "b"}, "v")},
         "m:\n  a: x # c\n  b: v\n# end\n"},
        {"in order",
         "m:\n  # first\n  b: 1\n  d:\n  - 2 # d\n  e: 3\n",
         {set({"m", "dd"}, "x"), set({"m", "c"}, "w"), set({"m", "a"}, "v")},
         "m:\n  a: v\n  # first\n  b: 1\n  c: w\n  d:\n  - 2 # d\n  dd: x\n  e: 3\n"},
        {"out of order", "b: 1\na: 2\n", {set({"aa"}, "x")}, "b: 1\na: 2\naa: x\n"},
        {"first of a root", "b: 1\nc: 2\n", {set({"a"}, "x")}, "b: 1\nc: 2\na: x\n"},
        {"after a block scalar",
         "m:\n  a: |\n    x\n\nz: 1\n",
         {set({"m", "b"}, "v")},
         "m:\n  a: |\n    x\n  b: v\n\nz: 1\n"},
        {"after one that keeps its blanks",
         "m:\n  a: |+\n    x\n\nz: 1\n",
         {set({"m", "b"}, "v")},
         "m:\n  a: |+\n    x\n\n  b: v\nz: 1\n"},
        {"two, and a tree",
         "a: 1\n",
         {set({"m", "x"}, "1x"), set({"m", "n", "v"}, "2x"), set({"b"}, "3x")},
         "a: 1\nb: 3x\nm:\n  \"n\":\n    v: 2x\n  x: 1x\n"},
        {"inner before outer",
         "m:\n    a:\n        b: x\n",
         {set({"m", "c"}, "1x"), set({"m", "a", "c"}, "2x"), set({"n"}, "3x")},
         "m:\n    a:\n        b: x\n        c: 2x\n    c: 1x\n\"n\": 3x\n"},
        {"under null", "m: # c\nz: 1\n", {set({"m", "a"}, "x")}, "m: # c\n  a: x\nz: 1\n"},
        {"under {}",
         "m:\n   k: {} # c\n",
         {set({"m", "k", "a"}, "x")},
         "m:\n   k:\n      a: x # c\n"},
        {"under braces with a comment",
         "m: { # c\n  }\nl: [ # d\n  ]\n",
         {set({"m", "a"}, "x"), set({"l", "-"}, "v")},
         "m: {\"a\": \"x\" # c\n  }\nl: [\"v\" # d\n  ]\n"},
        {"in a sequence",
         "l:\n  - a: x\n  - b: v\n",
         {set({"l", "0", "c"}, "z")},
         "l:\n  - a: x\n    c: z\n  - b: v\n"},
        {"flow", "m: {a: x}\n", {set({"m", "b"}, "v")}, "m: {a: x, \"b\": \"v\"}\n"},
        {"json on lines",
         "{\n  \"m\": {\n    \"a\": \"x\"\n  }\n}\n",
         {set({"m", "b"}, "v")},
         "{\n  \"m\": {\n    \"a\": \"x\",\n    \"b\": \"v\"\n  }\n}\n"},
        {"tight json",
         "{\"m\":{\"a\":{}},\"n\":null}",
         {set({"m", "a", "b"}, "v"), set({"n", "c"}, "z"), set({"o"}, 1)},
         "{\"m\":{\"a\":{\"b\": \"v\"}},\"n\": {\"c\": \"z\"},\"o\":1}"},
        {"empty root", "{}\n", {set({"a"}, "x")}, "{\"a\": \"x\"}\n"},
    });
}

TEST(YamlEdit, AddsElements) {
    const Value x = Object{{"b", 2}, {"a", "1"}};
    check({
        {"to a block",
         "l:\n- c: 3 # c\n# d\nm: 1\n",
         {set({"l", "-"}, x), set({"l", "-"}, "y")},
         "l:\n- c: 3 # c\n- a: \"1\"\n  b: 2\n- \"y\"\n# d\nm: 1\n"},
        {"to an indented block",
         "l:\r\n  - c: 3\r\n",
         {set({"l", "-"}, x)},
         "l:\r\n  - c: 3\r\n  - a: \"1\"\r\n    b: 2\r\n"},
        {"to a list in brackets",
         "l: [ 1 ]\n",
         {set({"l", "-"}, x)},
         "l: [ 1, {\"b\":2,\"a\":\"1\"} ]\n"},
        {"to an empty list", "l: [] # c\n", {set({"l", "-"}, "v")}, "l:\n- v # c\n"},
        {"to an empty list in braces", "{l: []}\n", {set({"l", "-"}, 1)}, "{l: [1]}\n"},
        {"to a null", "k:\n  - a\nl:\n", {set({"l", "-"}, "v")}, "k:\n  - a\nl:\n  - v\n"},
        {"to a list that is not there",
         "b: 1\nk:\n  - a\n",
         {set({"a", "-"}, x), set({"a", "-"}, "v")},
         "b: 1\nk:\n  - a\na:\n  - a: \"1\"\n    b: 2\n  - v\n"},
        {"to a mapping, where it is a key",
         "m:\n  a: 1\n",
         {set({"m", "-"}, 2)},
         "m:\n  '-': 2\n  a: 1\n"},
        {"within an element",
         "l:\n- a: 1\n- b: 2\n",
         {set({"l", "1", "c"}, 3)},
         "l:\n- a: 1\n- b: 2\n  c: 3\n"},
    });
}

TEST(YamlEdit, AtTheRootWhatIsNewComesLast) {
    check({{"",
            "apiVersion: v1\nkind: A\nmetadata:\n  name: x\n",
            {set({"images"}, 1)},
            "apiVersion: v1\nkind: A\nmetadata:\n  name: x\nimages: 1\n"}});
}

TEST(YamlEdit, Removes) {
    check({
        {"a line", "a: 1\nb: 2 # c\nc: 3\n", {removal({"b"})}, "a: 1\nc: 3\n"},
        {"the last line", "a: 1\nb:\n  c: 2\n  d: 3", {removal({"b"})}, "a: 1"},
        {"the last line, and another comes",
         "m:\r\n  b: 1\r\n  a: 2 # c\r\nz: 1\r\n",
         {removal({"m", "a"}), set({"m", "c"}, 3)},
         "m:\r\n  b: 1\r\n  c: 3\r\nz: 1\r\n"},
        {"the only one", "a:\n  b: 1\n", {removal({"a", "b"})}, "a:\n  {}\n"},
        {"beside a dash", "- a: 1\n  b: 2\n", {removal({"0", "a"})}, "- b: 2\n"},
        {"flow", "{a: 1, b: 2, c: 3}\n", {removal({"a"}), removal({"c"})}, "{b: 2}\n"},
        {"the only one of flow", "m: {\"a\": 1}\n", {removal({"m", "a"})}, "m: {}\n"},
        {"in exchange for another",
         "a:\n  b: 1\nm: {\"a\": 1}\n",
         {removal({"a", "b"}), set({"a", "c"}, 2), removal({"m", "a"}), set({"m", "b"}, 2)},
         "a:\n  c: 2\nm: {\"b\": 2}\n"},
    });
}

TEST(YamlEdit, RefusesWhatItCannotDo) {
    const std::tuple<const char*, std::string, YamlEdit, const char*> cases[] = {
        {"bad YAML", "a: [", set({"a"}, "x"), "line 1"},
        {"no such document", "a: 1\n", set({"a"}, "x", 1), "no such document"},
        {"no path", "a: 1\n", set({}, "x"), "no path"},
        {"anchor", "a: &x 1\nb: *x\n", set({"a"}, "v"), "anchor"},
        {"alias", "a: &x 1\nb: *x\n", set({"b"}, "v"), "anchor, an alias"},
        {"tag", "a: !!binary eA==\n", set({"a"}, "v"), "a tag"},
        {"below an anchor in use", "a: &x {k: 1}\nb: *x\n", set({"a", "k"}, "v"), "aliases"},
        {"a mapping", "a: {b: 1}\n", set({"a"}, "x"), "a is not a single value"},
        {"to a mapping", "a: 1\n", set({"a"}, Object()), "single value"},
        {"below a scalar", "a: 1\n", set({"a", "b"}, "x"), "not a mapping"},
        {"beyond a sequence", "a: [1]\n", set({"a", "1"}, "x"), "not a mapping"},
        {"explicit key", "? a\n: \n", set({"a"}, "x"), "line 1"},
        {"removal of nothing", "a: 1\n", removal({"b"}), "not there"},
        {"removal from a sequence", "a: [1, 2]\n", removal({"a", "0"}), "sequence"},
        {"old line ends", "a: 1\rb: 2\r", set({"a"}, "x"), ""},
    };
    for (const auto& [what, text, edit, message] : cases) {
        SCOPED_TRACE(what);
        const auto edited = edit_yaml(text, {edit});
        ASSERT_FALSE(edited) << *edited;
        EXPECT_THAT(edited.error().message, HasSubstr(message));
        EXPECT_EQ(edited.error().code, Code::kInvalid);
    }
}

}  // namespace
}  // namespace sealer::manifest
