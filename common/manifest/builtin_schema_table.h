// SPDX-License-Identifier: Apache-2.0
// The generated table of built-in types, as text; builtin_schema.cpp reads it.
#pragma once

#include <span>
#include <string_view>

namespace sealer::manifest {

[[nodiscard]] std::span<const std::string_view> builtin_schema_table();

}  // namespace sealer::manifest
