// SPDX-License-Identifier: Apache-2.0
// Following a field spec's path without making anything, in values that may be const: a transformer
// looks whether there is something to change before it asks for a copy to change.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::kustomize {

// Calls `visit` with each value, not null, that `steps` (see split_path) lead to from `value`;
// sequences on the way are entered element by element. `visit` takes a Value& as const as `value`
// and returns a Status. kInvalid for a scalar on the way, and whatever `visit` fails with.
template <class AnyValue, class Visit>
[[nodiscard]] Status walk_fields(AnyValue& value, std::span<const std::string> steps,
                                 const Visit& visit) {
    if (value.is_null()) {
        return {};
    }
    if (steps.empty()) {
        return visit(value);
    }
    if (value.is_array()) {
        for (auto& element : value.as_array()) {
            if (Status walked = walk_fields(element, steps, visit); !walked) {
                return walked;
            }
        }
        return {};
    }
    if (!value.is_object()) {
        return fail(Code::kInvalid, "expected a mapping or a sequence above " + steps.front());
    }
    auto* member = value.get(steps.front());
    return member == nullptr ? Status() : walk_fields(*member, steps.subspan(1), visit);
}

}  // namespace sealer::kustomize
