// SPDX-License-Identifier: Apache-2.0
// Semantic versions and constraints on them, as github.com/Masterminds/semver/v3 reads them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer {

struct Version {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t patch = 0;
    std::string prerelease;
    std::string metadata;
    std::string original;

    // "1.2.3-rc1+linux".
    [[nodiscard]] std::string text() const;
};

// A leading v and missing parts are fine: "v1.2". kInvalid "Invalid Semantic Version".
[[nodiscard]] Result<Version> parse_version(std::string_view text);
// Precedence as https://semver.org says; metadata does not count.
[[nodiscard]] std::strong_ordering compare(const Version& a, const Version& b);
// Whether the text is a constraint on versions rather than a version or any other name.
[[nodiscard]] bool is_version_constraint(std::string_view text);
// Whether the version fits: ">= 1.2, < 2 || ~3.1", "^1.x", "1.2 - 1.4". kInvalid where the
// constraint is none; quotes neither.
[[nodiscard]] Result<bool> satisfies(const Version& version, std::string_view constraint);

}  // namespace sealer
