// SPDX-License-Identifier: Apache-2.0
// Changes to trees: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7386), Kubernetes' strategic merge
// patch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

// RFC 6901: "/a~1b/0" is "a/b" and "0". kInvalid for what is no pointer.
[[nodiscard]] Result<std::vector<std::string>> parse_pointer(std::string_view pointer);
// Null when the path leads nowhere.
[[nodiscard]] const Value* resolve_pointer(const Value& root, std::string_view pointer);
// "a/b" is "a~1b": one reference token.
[[nodiscard]] std::string escape_pointer_token(std::string_view token);

// All operations or none: kInvalid says which operation failed and why (a failed `test` is
// kConflict). At most 10,000 operations, which copy at most 3 MiB.
[[nodiscard]] Result<Value> apply_json_patch(Value target, const Value& patch);

[[nodiscard]] Value apply_merge_patch(Value target, const Value& patch);
// The smallest merge patch that turns `from` into `to`; null when they are equal.
[[nodiscard]] Value create_merge_patch(const Value& from, const Value& to);

// Kubernetes' strategic merge patch: $patch (replace, delete, merge), $deleteFromPrimitiveList/…,
// $setElementOrder/…, $retainKeys. Lists merge by the schema's merge keys; `schema` null merges as
// RFC 7386. Source: kubernetes/design-proposals "strategic-merge-patch". kInvalid for a malformed
// directive.
[[nodiscard]] Result<Value> apply_strategic_merge_patch(Value target, const Value& patch,
                                                        const Schema* schema);

}  // namespace sealer::manifest
