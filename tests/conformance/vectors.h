// SPDX-License-Identifier: Apache-2.0
// The cases that the real kubeseal made.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "common/base/file.h"
#include "common/manifest/json.h"

namespace sealer::conformance {

inline const std::filesystem::path& vectors() {
    static const std::filesystem::path path = std::filesystem::path(SEALER_SHARED) / "vectors";
    return path;
}

// A file that a case names.
inline std::string read(std::string_view file) {
    const auto content = read_file(vectors() / file);
    EXPECT_TRUE(content) << file;
    return content.value_or("");
}

// The cases of one kind.
inline std::vector<manifest::Value> cases(std::string_view kind) {
    const auto all = manifest::parse_json(read("cases.json"));
    EXPECT_TRUE(all);
    std::vector<manifest::Value> chosen;
    for (const manifest::Value& test_case : elements(all->get("cases"))) {
        if (test_case.text("kind") == kind) {
            chosen.push_back(test_case);
        }
    }
    EXPECT_FALSE(chosen.empty()) << kind;
    return chosen;
}

// A test that needs them; skipped where they are not.
template <class Base = testing::Test>
class VectorTest : public Base {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(vectors() / "cases.json")) {
            GTEST_SKIP() << vectors() << " is missing: set SEALER_SHARED";
        }
    }
};

}  // namespace sealer::conformance
