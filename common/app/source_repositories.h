// SPDX-License-Identifier: Apache-2.0
// Which repositories may be read: AppProject's spec.sourceRepos. Pure.
// Source: Argo CD's AppProject reference; its rules for denials are kept as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sealer::app {

// Whether `patterns` permit the URL of a repository or a file. Each is a glob in which "*" stops at
// "/" and "**" does not, or "*" alone for all; "!" before it denies what it matches, whatever
// others permit, and a list of denials alone permits the rest. URLs are compared without user,
// query, case and a trailing ".git". A URL with "." or ".." steps is not what it seems: only "*"
// permits it.
[[nodiscard]] bool permits(const std::vector<std::string>& patterns, std::string_view url);

}  // namespace sealer::app
