// SPDX-License-Identifier: Apache-2.0
#include "common/base/semver.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "common/base/file.h"
#include "common/base/text.h"

namespace sealer {
namespace {

// What the peer's library says of many versions and constraints, one a line: "V" a version, "C" a
// constraint and those of kTried that fit, "SORT" versions in order.
class SemverTable : public testing::Test {
  protected:
    void SetUp() override {
        const std::string path = SEALER_SHARED "/semver/masterminds-3.4.0.txt";
        if (!std::filesystem::exists(path)) {
            GTEST_SKIP() << "no table at " << path;
        }
        text_ = read_file(path).value();
    }
    // The lines that begin with `mark`: the quoted text and what is said of it.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> lines(
        const std::string& mark) const {
        std::vector<std::pair<std::string, std::string>> found;
        for (const std::string_view line : split(text_, '\n')) {
            if (line.starts_with(mark + " \"")) {
                const std::size_t open = mark.size() + 2;
                const std::size_t close = line.find('"', open);
                found.emplace_back(line.substr(open, close - open), trim(line.substr(close + 1)));
            }
        }
        return found;
    }
    [[nodiscard]] std::vector<std::string_view> sorted() const {
        std::string_view line(text_);
        line.remove_prefix(line.find("SORT ") + 5);
        std::vector<std::string_view> versions;
        for (const std::string_view version : split(line.substr(0, line.find('\n')), '<')) {
            versions.push_back(trim(version));
        }
        return versions;
    }

    std::string text_;
};

std::string described(std::string_view text) {
    const Result<Version> version = parse_version(text);
    if (!version) {
        return "ERR";
    }
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
           std::to_string(version->patch) + " pre=\"" + version->prerelease + "\" meta=\"" +
           version->metadata + "\"";
}

TEST_F(SemverTable, ReadsVersionsAsThePeerDoes) {
    ASSERT_FALSE(lines("V").empty());
    for (const auto& [text, said] : lines("V")) {
        EXPECT_EQ(described(text), said.starts_with("ERR") ? "ERR" : said) << '"' << text << '"';
    }
}

TEST_F(SemverTable, JudgesConstraintsAsThePeerDoes) {
    constexpr auto kTried = std::to_array<std::string_view>(
        {"0.0.1", "0.0.3", "0.0.4", "0.1.0", "0.2.3", "0.2.9", "0.3.0", "1.0.0", "1.1.5", "1.2.0",
         "1.2.3", "1.2.3-rc.1", "1.2.4", "1.3.0-beta", "1.3.0", "2.0.0-rc.1", "2.0.0", "2.1.0",
         "3.0.0"});
    ASSERT_FALSE(lines("C").empty());
    for (const auto& [constraint, said] : lines("C")) {
        std::string fitting;
        for (const std::string_view version : kTried) {
            const auto fits = satisfies(parse_version(version).value(), constraint);
            fitting += !fits ? "ERR " : *fits ? std::string(version) + " " : "";
        }
        EXPECT_EQ(fitting.starts_with("ERR") ? "ERR" : trim(fitting),
                  said.starts_with("ERR") ? "ERR" : said)
            << '"' << constraint << '"';
    }
}

TEST_F(SemverTable, SortsAsThePeerDoes) {
    const std::vector<std::string_view> versions = sorted();
    ASSERT_GT(versions.size(), 2U);
    for (std::size_t i = 1; i < versions.size(); ++i) {
        EXPECT_FALSE(std::is_gt(
            compare(parse_version(versions[i - 1]).value(), parse_version(versions[i]).value())))
            << versions[i - 1] << " " << versions[i];
    }
}

TEST(VersionConstraint, IsNoVersionAndNoOtherName) {
    for (const char* text : {"1.x", ">=1.2", "~1.2", "*", "1.2 - 1.4", "^1 || ^2", "v1.x"}) {
        EXPECT_TRUE(is_version_constraint(text)) << text;
    }
    for (const char* text : {"1.2", "v1.2.3", "main", "", "HEAD", "release-1.x", "7f1e2d3"}) {
        EXPECT_FALSE(is_version_constraint(text)) << text;
    }
}

}  // namespace
}  // namespace sealer
