// SPDX-License-Identifier: Apache-2.0
// Why an object counts as out of sync: field by field, and how each could be ignored. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/app/compare.h"
#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Values are fit to be shown: those of Secrets are plus signs, as many for equal ones, eight and
// four more for each further one; so are those of sensitive annotations.
struct Difference {
    std::string path;                        // ".spec.template.spec.containers[name=\"web\"].image"
    std::optional<manifest::Value> desired;  // unset: Git does not have it
    std::optional<manifest::Value> live;     // unset: it is not there
    std::vector<std::string> managers;       // whose the live field is, by field manager
    std::string reason;                      // why it counts, as a sentence without its full stop
    std::string ignore_rule;  // an entry of spec.ignoreDifferences, on one line of YAML
};

// An object that Git wants, and that is there. Secrets are masked (common/app/secret_mask.h),
// `predicted` too.
struct ToExplain {
    const manifest::ObjectKey& key;
    const Desired& desired;
    const manifest::Value& live;
    const manifest::Value* predicted = nullptr;  // the answer to a dry run; null: there is none
    const manifest::FieldSet& ignored;           // of ignored_fields()
    // Keys of annotations whose values must not be shown.
    const std::set<std::string>& sensitive_annotations;
};

// In order of paths; empty: in sync. Without `predicted`, what the API server writes in another way
// may be among them. kInvalid for malformed managedFields.
[[nodiscard]] Result<std::vector<Difference>> explain(const ToExplain& object);

// "apps/Deployment shop/web .spec.replicas: Git has 2, the cluster has 5 (hpa): …", on one line.
[[nodiscard]] std::string to_string(const Difference& difference);

}  // namespace sealer::app
