// SPDX-License-Identifier: Apache-2.0
// Scalars as text: what is written without quotes may be a name, a key or a label all the same.
#pragma once

#include <string>

#include "common/manifest/value.h"

namespace sealer::kustomize {

// A scalar as it was written, as near as its value tells; empty for null, lists and mappings.
[[nodiscard]] std::string text_of(const manifest::Value& value);

// The same for where kustomize takes null too for a text: "null", or nothing if it is not written.
[[nodiscard]] std::string text_or_null(const manifest::Value& value);

// The same for what kustomize has in hand as a Go value, no longer as it was written: it prints
// 1500000.5 as 1.5000005e+06.
[[nodiscard]] std::string printed_by_go(const manifest::Value& value);

}  // namespace sealer::kustomize
