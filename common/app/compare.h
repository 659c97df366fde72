// SPDX-License-Identifier: Apache-2.0
// Whether the cluster is as Git wants it, judged by who owns which field. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// What Git wants of one object. For Secrets `object` is masked, as all live ones are.
struct Desired {
    const manifest::Value& object;
    const manifest::FieldSet& fields;                    // of applied_fields()
    const manifest::Schema* schema;                      // null: unknown
    std::span<const manifest::FieldPath> unstored = {};  // of applied_fields()
};

enum class LocalVerdict {
    kInSync,     // a server-side apply would change nothing
    kOutOfSync,  // a field of Git's is gone, or one that Git dropped is still there
    kUndecided,  // values differ as text, or ownership does: the API server must say
};

// Members of `ignored` do not count, nor does what is below them. kInvalid for malformed
// managedFields.
[[nodiscard]] Result<LocalVerdict> compare_locally(const Desired& desired,
                                                   const manifest::Value& live,
                                                   const manifest::FieldSet& ignored = {});

// The fields in which the API server's answer to a dry run (`predicted`) differs from `live`, of
// those that Sealer owns in the answer, or has lost through it, and `ignored` leaves; with them
// those that only a predecessor's ownership still holds in place. Other differences are defaults,
// webhooks and other managers at work. In order; empty: in sync.
[[nodiscard]] Result<std::vector<manifest::FieldPath>> differences(
    const Desired& desired, const manifest::Value& live, const manifest::Value& predicted,
    const manifest::FieldSet& ignored = {});

// The same without an answer of the API server's: what Git sets and is not there just so, and what
// it has dropped.
[[nodiscard]] Result<std::vector<manifest::FieldPath>> local_differences(
    const Desired& desired, const manifest::Value& live, const manifest::FieldSet& ignored = {});

}  // namespace sealer::app
