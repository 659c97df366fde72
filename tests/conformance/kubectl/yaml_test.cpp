// SPDX-License-Identifier: Apache-2.0
// What kubectl reads in a document is what we read, before and after it went through our writer.
#include "common/manifest/yaml.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "common/base/process.h"
#include "common/base/result.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "controller/standalone/server.h"

namespace sealer::manifest {
namespace {

constexpr YamlOptions kAsKubectl = {.duplicate_keys = DuplicateKeys::kLastWins};

const std::string_view kDocuments[] = {
    "a: [y, Y, yes, Yes, YES, yEs, on, On, ON, true, True, TRUE, tRue]\n",
    "a: [n, N, no, No, NO, nO, off, Off, OFF, false, False, FALSE, fALSE]\n",
    "a: [~, null, Null, NULL, nULL, '', '~', \"null\"]\nb:\nc: !!null\n",
    "a: [0, -0, +12, 017, -017, 08, 0o17, 0o8, 0x1F, +0x1F, 0x, 0b101, -0b101, 0b2]\n",
    "a: [1_000, 1__0, 0_7, _1, 1_, 0x_1F, 1_0.5_0, ._5]\n",
    "a: [1e3, 1E3, 12e03, 1e+3, 1e, 1.0, 1., .5, -.5, +.5, 1.10, 1e-7, 1e20, 1e21, 1e400]\n",
    "a: [Infinity, inf, NaN, nan, .Nan, '.inf', 0x1p-2, 1.2.3, 0.10.0, 1-2, =, -]\n",
    "a: [9223372036854775807, -9223372036854775808, 9007199254740993]\n",
    "a: [190:20:30, 12:30, 1:60, '12:30:45', 2001-12-14, 2001-12-14T21:59:43.10-05:00]\n",
    "a: 2001-12-14 21:59:43.10 -5\nb: '2001-12-14'\nc: !!timestamp 2001-12-14\n",
    "yes: 1\nn: 2\n",
    "a: {1: a, 1.5: b, true: c, 0x10: d, 1e3: e, 2001-12-14: f, '1.50': g, ~x: h}\n",
    "a: 'yes'\nb: \"1\"\nc: 'it''s'\nd: \"\\x41\\u00e9\\U0001F600\\n\\t\\\"\\\\\\ \\_\\N\"\n",
    "a: 'b\n  c\n\n  d'\ne: \"f\n  g\\\n  h\n\n\"\ni: j\n  k\n\n  l\n",
    "a: |\n  b\n   c\n\nd: |-\n  e\n\nf: |+\n  g\n\nh: |2\n   i\n  j\n",
    "a: >\n  b\n  c\n\n  d\n   e\n  f\ng: >-\n  h\n\ni: >+\n  j\n\nk: >1\n  l\n m\n",
    "a: &x {p: 1, q: [2]}\nb: *x\nc: {<<: *x, q: 3}\nd:\n  q: 4\n  <<: *x\n",
    "a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc: {<<: [*x, *y]}\nd: {<<: [*y, *x], r: 5}\n",
    "a: &x text\nb: [*x, *x]\n*x : c\nd: &x again\ne: *x\n",
    "a: {'<<': text, \"<<x\": 1}\n",
    "a: [!!str 1, !!int '3', !!float 1, !!bool yes, !!binary aGk=, !own x, !own 1]\n",
    "a: &x !!str \"\\N\"\nb: !!str &y >+\n  c\n\n",
    "a: {b: 1, c, 'd': 2, e: , \"f\":3}\ng: [h: 1, i]\nk: [[], {}, [[]]]\n",
    "? a\n: b\n? 'c'\n: d\n",
    "# first\na: b#c # d\ne: 'f' # g\nh:   i j  # k\n",
    "a:\n- b\n-   - c\n    - d\n- e: f\n  g: h\n-\n  i: j\nk:\n  - l\n",
    "a: ä€😀\n\"\\u00fc\": \"\\U0001F600\"\n",
    "a: -b\nc: ?d\ne: :f\ng: a:b\nh: http://i/j#k?l=[m]\nn: '@o'\np: '%q'\n",
    "a: 1\na: 2\nb: {c: 1, c: 2}\n",
    "a: \"0x10\"\nb: \"yes\"\nc: \"1e3\"\nd: \"~\"\ne: \"1_000\"\nf: \"12:30\"\ng: \"0b1\"\n",
};

const std::string_view kRefused[] = {
    "a: .inf\n",        "a: b: c\n",    "a: *nowhere\n",           "a: [1, 2\n",
    "a: {? [1] : 2}\n", "a: \"\\q\"\n", "a: \"\\ud83d\\ude00\"\n", "a: @b\n",
    "a:\n\t- b\n",      "a: !!int x\n", "a: !!str\"x\"\n",
};

// kubectl with an API server behind it, which it asks for the types.
class Kubectl : public testing::Test {
  protected:
    void SetUp() override {
        std::string path = (std::filesystem::temp_directory_path() / "sealer-test-XXXXXX").string();
        ASSERT_NE(::mkdtemp(path.data()), nullptr);
        directory_ = path;
        if (!run({.arguments = {"kubectl", "version", "--client"}, .environment = environment()})) {
            GTEST_SKIP() << "needs kubectl";
        }
        auto server = standalone::Server::start(
            {.data_directory = directory_ / "data", .simulate_workloads = false});
        ASSERT_TRUE(server) << server.error().message;
        server_ = *std::move(server);
    }
    void TearDown() override {
        server_.reset();
        std::filesystem::remove_all(directory_);
    }

    // As it prints them; what it says where it refuses one.
    [[nodiscard]] Result<std::string> create(const std::string& documents) const {
        TRY_ASSIGN(
            CommandOutput output,
            run({.arguments = {"kubectl", "--kubeconfig", server_->kubeconfig_path(), "create",
                               "-f", "-", "--dry-run=client", "--validate=false", "-o", "json"},
                 .environment = environment(),
                 .input = documents}));
        if (output.exit_code != 0) {
            return fail(Code::kInvalid, std::move(output.standard_error));
        }
        return std::move(output.standard_output);
    }

  private:
    [[nodiscard]] std::map<std::string, std::string> environment() const {
        return {{"PATH", std::getenv("PATH")}, {"HOME", directory_.string()}};
    }

    std::filesystem::path directory_;
    std::unique_ptr<standalone::Server> server_;
};

std::string as_object(std::string_view fields) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: trap, namespace: default}\n" +
           std::string(fields);
}

// Several values, each from a line of its own that is just "{".
std::vector<std::string> split_values(std::string_view text) {
    std::vector<std::string> values;
    for (const std::string_view line : split(text, '\n')) {
        if (line == "{") {
            values.emplace_back();
        }
        if (!values.empty()) {
            values.back().append(line).append("\n");
        }
    }
    return values;
}

TEST_F(Kubectl, ReadsWhatWeReadAndWrite) {
    std::vector<Value> ours;
    std::string as_written;
    std::string rewritten;
    for (const std::string_view fields : kDocuments) {
        SCOPED_TRACE(fields);
        const std::string text = as_object(fields);
        const auto value = parse_yaml_document(text, kAsKubectl);
        ASSERT_TRUE(value) << value.error().message;
        ours.push_back(*value);
        as_written += "---\n" + text;
        rewritten += "---\n" + write_yaml(*value);
    }
    for (const std::string& text : {as_written, rewritten}) {
        const auto printed = create(text);
        ASSERT_TRUE(printed) << printed.error().message;
        const std::vector<std::string> theirs = split_values(*printed);
        ASSERT_EQ(theirs.size(), ours.size());
        for (std::size_t i = 0; i < ours.size(); ++i) {
            SCOPED_TRACE(kDocuments[i]);
            EXPECT_EQ(canonical_json(ours[i]), canonical_json(parse_json(theirs[i]).value()));
        }
    }
}

TEST_F(Kubectl, RefusesWhatWeRefuse) {
    for (const std::string_view fields : kRefused) {
        SCOPED_TRACE(fields);
        const auto value = parse_yaml_document(as_object(fields), kAsKubectl);
        ASSERT_FALSE(value) << canonical_json(*value);
        EXPECT_TRUE(value.error().message.starts_with("line ")) << value.error().message;
        EXPECT_FALSE(create(as_object(fields)));
    }
}

}  // namespace
}  // namespace sealer::manifest
