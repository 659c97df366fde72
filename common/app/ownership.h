// SPDX-License-Identifier: Apache-2.0
// Who owns which field of a live object, and how Sealer takes over what `kubectl apply` or Argo CD
// wrote before. Pure.
// Source: KEP-555; kubectl's own migration from client-side to server-side apply.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

constexpr std::string_view kFieldManager = "sealer";
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// The fields that Sealer, and those whose work it carries on, are answerable for.
struct Ownership {
    manifest::FieldSet fields;
    bool is_ours = false;    // Sealer has applied this object before
    bool is_legacy = false;  // a predecessor still owns fields: the next write migrates them
};

// Of a predecessor's client-side apply just the fields that its last-applied annotation names
// count (else also defaults would be taken for its wishes); without the annotation just those that
// `desired` sets. kInvalid for malformed managedFields.
[[nodiscard]] Result<Ownership> ownership_of(const manifest::Value& live,
                                             const manifest::FieldSet& desired,
                                             const manifest::Schema* schema);

// Who owns what of a live object, whoever it is; read once for all that is asked.
class FieldManagers {
  public:
    // Entries of managedFields that are malformed own nothing.
    explicit FieldManagers(const manifest::Value& live);

    // The names of those who own what is at `path`, a part of it, or something whole that it is in;
    // sorted, each once.
    [[nodiscard]] std::vector<std::string> of(const manifest::FieldPath& path) const;

  private:
    std::vector<std::pair<std::string, manifest::FieldSet>> managers_;
};

// A JSON Patch that makes the predecessors' entries one of Sealer's own, for just this
// resourceVersion; unset when there is nothing to migrate.
[[nodiscard]] Result<std::optional<manifest::Value>> migration_patch(const manifest::Value& live,
                                                                     const Ownership& ownership);

}  // namespace sealer::app
