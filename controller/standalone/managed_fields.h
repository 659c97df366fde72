// SPDX-License-Identifier: Apache-2.0
// Field ownership as the API server keeps it in metadata.managedFields. Pure functions.
// Source: KEP-555 (server-side apply) and sigs.k8s.io/structured-merge-diff; where they leave a
// choice, a real kube-apiserver decides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

struct Writer {
    std::string manager;      // ?fieldManager=, or the user agent's first word
    std::string api_version;  // of the request
    std::string subresource;  // "status", "scale", or empty
    WallTime now;
};

struct ApplyConflict {
    std::string manager;  // who owns the field: `"kubectl-client-side-apply" using apps/v1`
    std::string field;    // ".spec.replicas"
};

struct Applied {
    std::optional<manifest::Value> object;  // unset when there are conflicts
    std::vector<ApplyConflict> conflicts;
};

// Server-side apply of `config` to `live` (null: create), ownership updated. Fields that the
// manager applied before and does not now, and nobody else owns, are removed. `force` takes
// conflicting fields over. `schema` null: deduced types.
[[nodiscard]] Result<Applied> server_side_apply(const manifest::Value* live,
                                                const manifest::Value& config,
                                                const manifest::Schema* schema,
                                                const Writer& writer, bool force);

// Ownership after an ordinary write (create: `live` null, update or patch): what changed becomes
// `writer`'s, what vanished nobody's. Sets object's metadata.managedFields; an unchanged object
// keeps them as they are. A client that sends managedFields itself (to edit, or `[]` to reset) is
// heard, as the API server does.
void track_update(manifest::Value& object, const manifest::Value* live,
                  const manifest::Schema* schema, const Writer& writer);

}  // namespace sealer::standalone
