// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

struct BuiltinColumn {
    std::string_view name;
    std::string_view type;  // "string", "integer", "date"
    int priority = 0;       // 1: only with -o wide
    manifest::Value (*cell)(const manifest::Value& object, WallTime now) = nullptr;
};

// The columns of a built-in resource ("deployments.apps"), as a kube-apiserver prints them; of
// those without any of their own, name and creation.
[[nodiscard]] const std::vector<BuiltinColumn>& builtin_columns(std::string_view resource);

}  // namespace sealer::standalone
