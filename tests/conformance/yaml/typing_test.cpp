// SPDX-License-Identifier: Apache-2.0
// Every line of what sigs.k8s.io/yaml itself was seen to make of scalars, documents and values.
#include <fstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/yaml.h"

namespace sealer::manifest {
namespace {

// JSON text in the table is Go's.
std::string to_json(const Value& value) {
    return write_json(value, {.sort_keys = true, .escape_html = true});
}

std::string_view trim_spaces(std::string_view text) {
    const std::size_t end = text.find_last_not_of(' ');
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

// The first document: sigs.k8s.io/yaml reads no further.
std::string read_first(const std::string& text, DuplicateKeys duplicates) {
    const auto documents = parse_yaml(text, {.duplicate_keys = duplicates});
    if (!documents) {
        return "ERR " + documents.error().message;
    }
    return documents->empty() ? "null" : to_json(documents->front().value);
}

void check_read(const std::string& text, std::string_view expected) {
    const std::string read = read_first(text, DuplicateKeys::kLastWins);
    if (expected.starts_with("ERR")) {
        EXPECT_TRUE(read.starts_with("ERR line ")) << read;
    } else {
        EXPECT_EQ(read, expected);
    }
}

// `<quoted YAML>   <JSON> | strict <ok or ERR …>`
void check_document(std::string_view line) {
    const std::size_t end = line.find("\"  ");
    ASSERT_NE(end, std::string_view::npos);
    const auto text = parse_json(line.substr(0, end + 1));
    ASSERT_TRUE(text.has_value());
    std::string_view expected = line.substr(line.find_first_not_of(' ', end + 1));
    const std::size_t bar = expected.find(" | strict ");
    const std::string_view strict = bar == std::string_view::npos ? "" : expected.substr(bar + 10);
    expected = expected.substr(0, bar);
    check_read(text->as_string(), expected);
    const std::string strictly = read_first(text->as_string(), DuplicateKeys::kError);
    // On purpose unlike go-yaml 2: to override what "<<" brings is no duplicate, and 1 and "1" are
    // the same key.
    const std::string& yaml = text->as_string();
    const bool overrides_merge = yaml.find("<<") != std::string::npos;
    const bool differs_in_type = yaml.starts_with("1: a\n\"1\"");
    EXPECT_EQ(strictly.starts_with("ERR"), (strict != "ok" && !overrides_merge) || differs_in_type)
        << strictly;
}

// `J2Y <JSON>   <quoted YAML> <nil>`
void check_written(std::string_view line) {
    line.remove_prefix(4);
    line.remove_suffix(std::string_view(" <nil>").size());
    const std::size_t quoted = line.rfind(" \"a:") + 1;
    const auto value = parse_json(line.substr(0, quoted));
    const auto expected = parse_json(line.substr(quoted));
    ASSERT_TRUE(value.has_value() && expected.has_value());
    EXPECT_EQ(write_yaml(*value), expected->as_string());
}

// `<scalar>   {"a":…}`
void check_scalar(std::string_view line) {
    const std::size_t gap = line.find("  ");
    const std::size_t end = std::max<std::size_t>(gap, 32);
    const std::string scalar(trim_spaces(line.substr(0, end)));
    check_read("a: " + scalar + "\n", line.substr(line.find_first_not_of(' ', end)));
}

TEST(YamlTyping, EveryLineOfTheTable) {
    const std::string path = std::string(SEALER_SHARED) + "/yaml/sigs-yaml-typing.txt";
    std::ifstream file(path);
    if (!file) {
        GTEST_SKIP() << "no " << path << ": set SEALER_SHARED to the folder of conformance cases";
    }
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
        SCOPED_TRACE(line);
        if (line.starts_with("J2Y ")) {
            check_written(line);
        } else if (line.starts_with('"') && line.find("\\n\"") != std::string::npos) {
            check_document(line);
        } else {
            check_scalar(line);
        }
    }
    EXPECT_GT(lines, 100);
}

}  // namespace
}  // namespace sealer::manifest
