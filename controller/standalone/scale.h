// SPDX-License-Identifier: Apache-2.0
// The scale subresource: an autoscaling/v1 Scale as a view of an object.
#pragma once

#include "controller/standalone/api_error.h"

namespace sealer::standalone {

[[nodiscard]] manifest::Value scale_of(const manifest::Value& object, const ScalePaths& paths);
// The merge patch of the object that does what writing `scale` means.
[[nodiscard]] ApiResult<manifest::Value> patch_from_scale(const manifest::Value& scale,
                                                          const ScalePaths& paths);

}  // namespace sealer::standalone
