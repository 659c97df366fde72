// SPDX-License-Identifier: Apache-2.0
// What a sealed value is bound to (reference: sealed-secrets.md 1.2).
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::crypto {

enum class Scope { kStrict, kNamespaceWide, kClusterWide };

// "strict", "namespace-wide", "cluster-wide"; empty is strict. kInvalid "must be one of: …".
[[nodiscard]] Result<Scope> parse_scope(std::string_view text);
[[nodiscard]] std::string_view to_string(Scope scope);

// The OAEP label: "<namespace>/<name>", "<namespace>", or "".
[[nodiscard]] std::string scope_label(Scope scope, std::string_view namespace_,
                                      std::string_view name);

}  // namespace sealer::crypto
