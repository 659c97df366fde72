// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "common/base/result.h"
#include "common/template/node.h"
#include "common/template/template.h"

namespace sealer::tmpl {

// The templates of `text`, itself as `name`. `is_function` says which identifiers there are.
// kInvalid in Go's words: `template: K:1: function "env" not defined`.
[[nodiscard]] Result<Trees> parse(std::string_view name, std::string_view text,
                                  const std::function<bool(std::string_view)>& is_function,
                                  Budget& budget);

}  // namespace sealer::tmpl
