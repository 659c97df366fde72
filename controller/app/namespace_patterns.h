// SPDX-License-Identifier: Apache-2.0
// Lists of namespaces as Argo CD's application.namespaces and sourceNamespaces have them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::app {

// Each pattern is a glob, or, between slashes, a regular expression that matches somewhere in the
// name. One that does not parse matches nothing.
[[nodiscard]] bool matches_namespace(const std::vector<std::string>& patterns,
                                     std::string_view namespace_);

// kInvalid "…": the pattern that does not parse.
[[nodiscard]] Status check_namespace_patterns(const std::vector<std::string>& patterns);

}  // namespace sealer::app
