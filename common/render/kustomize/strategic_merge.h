// SPDX-License-Identifier: Apache-2.0
// Strategic merge as kustomize does it, which is not quite as API servers do.
// Source: kustomize 5.5's kyaml/yaml/merge2 and walk.
#pragma once

#include <optional>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"
#include "common/render/kustomize/schemas.h"

namespace sealer::kustomize {

// `target` with `patch` merged into it, by the schema of its apiVersion and kind; nothing if the
// patch removes it (`$patch: delete`). What differs from the API server's merge: elements that the
// patch names come first in a list, by two keys the new ones only; `$setElementOrder`,
// `$deleteFromPrimitiveList` and `$retainKeys` are ordinary keys; an element without its key
// empties the list. kInvalid names the field where the kinds of values differ or a directive is
// unknown. What is added is paid for out of `budget`.
[[nodiscard]] Result<std::optional<manifest::Value>> strategic_merge(manifest::Value target,
                                                                     manifest::Value patch,
                                                                     const Schemas& schemas,
                                                                     render::Budget& budget);

}  // namespace sealer::kustomize
