// SPDX-License-Identifier: Apache-2.0
// jq's paths without slices. Pure.
// Source: jq's manual; path(.a[1:3]) is ["a", {"start": 1, "end": 3}], and an index behind that
// counts from the slice's start.
#pragma once

#include <cstddef>

#include "common/manifest/value.h"

namespace sealer::jq {

// `paths`, which lead somewhere in `object`, those with a slice replaced by one for each item that
// it covers: none where there is no list. Ends early behind `limit`.
[[nodiscard]] manifest::Array without_slices(const manifest::Value& object,
                                             const manifest::Array& paths, std::size_t limit);

}  // namespace sealer::jq
