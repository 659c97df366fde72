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

// Whether Applications of the namespace are worked on: the controller's own always is, others are
// by `patterns`.
[[nodiscard]] bool is_managed(std::string_view namespace_, std::string_view controller_namespace,
                              const std::vector<std::string>& patterns);

// kInvalid "…": the pattern that does not parse.
[[nodiscard]] Status check_namespace_patterns(const std::vector<std::string>& patterns);

}  // namespace sealer::app
