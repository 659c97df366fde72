// SPDX-License-Identifier: Apache-2.0
// JSON patches as kustomize applies them: RFC 6902, read leniently.
// Source: the behaviour of kustomize 5.5 and of the library in it, evanphx/json-patch 4.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"

namespace sealer::kustomize {

// The operations in a text: JSON if it begins with '[', else YAML. A list of objects, empty where
// the YAML holds nothing. kInvalid for anything else; an empty text is no patch at all.
[[nodiscard]] Result<manifest::Array> parse_json6902(std::string_view text, render::Budget& budget);

// All operations or none. Other than RFC 6902 says: `replace` adds a missing member, indices count
// from the end if negative, a missing member equals null, a path's first segment is dropped even
// without its '/'. Numbers become doubles, so large integers lose digits. kInvalid says which
// operation failed and why. What they add is paid for out of `budget`.
[[nodiscard]] Result<manifest::Value> apply_json6902(manifest::Value target,
                                                     const manifest::Array& operations,
                                                     render::Budget& budget);

}  // namespace sealer::kustomize
