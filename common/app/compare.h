// SPDX-License-Identifier: Apache-2.0
// Whether the cluster is as Git wants it, judged by who owns which field. Pure.
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// What Git wants of one object. For Secrets `object` is masked, as all live ones are.
struct Desired {
    const manifest::Value& object;
    const manifest::FieldSet& fields;  // FieldSet::of(object)
    const manifest::Schema* schema;    // null: unknown
};

enum class LocalVerdict {
    kInSync,     // a server-side apply would change nothing
    kOutOfSync,  // a field of Git's is gone, or one that Git dropped is still there
    kUndecided,  // values differ as text, or ownership does: the API server must say
};

// kInvalid for malformed managedFields.
[[nodiscard]] Result<LocalVerdict> compare_locally(const Desired& desired,
                                                   const manifest::Value& live);

// Whether the API server's answer to a dry run (`predicted`) differs from `live` in a field that
// Sealer owns in the answer, or has lost through it. Other differences are defaults, webhooks and
// other managers at work.
[[nodiscard]] Result<bool> differs(const Desired& desired, const manifest::Value& live,
                                   const manifest::Value& predicted);

}  // namespace sealer::app
