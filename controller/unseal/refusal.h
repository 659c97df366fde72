// SPDX-License-Identifier: Apache-2.0
// What the API server's refusal of a Secret means.
#pragma once

#include <string_view>

#include "common/base/result.h"

namespace sealer::unseal {

// Whether the Secret was refused for its size, by the API server (422) or a proxy before it (413).
[[nodiscard]] bool is_too_large(const Error& refusal);

// Whether it was refused because the live Secret is immutable.
[[nodiscard]] bool is_immutable(const Error& refusal);
// The same with what to do, kInvalid. `name`: the Secret's.
[[nodiscard]] Error explain_immutable(std::string_view name);

}  // namespace sealer::unseal
