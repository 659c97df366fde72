// SPDX-License-Identifier: Apache-2.0
// Rules of what to ignore, at work on objects. Pure but for jq, which is handed in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/app/ignore_rules.h"
#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// What Git wants of an object, and what is there.
struct ObjectPair {
    const manifest::ObjectKey& key;
    const manifest::Value& desired;
    const manifest::Value& live;
    const manifest::Schema* schema;  // null: unknown
};

// As jq::Evaluator: for each object the paths that a jq expression points to.
using FindPaths = std::function<Result<std::vector<manifest::Value>>(
    const std::string& expression, const std::vector<const manifest::Value*>& objects)>;

// For each pair what is to be ignored: the members of the set, with all that is below them. A rule
// counts for what it finds in either object, an item of a list by its key wherever it stands in the
// other. kInvalid for expressions that cannot be evaluated, and for malformed managedFields.
[[nodiscard]] Result<std::vector<manifest::FieldSet>> ignored_fields(
    const IgnoreRules& rules, const std::vector<ObjectPair>& pairs, const FindPaths& find_paths);

}  // namespace sealer::app
