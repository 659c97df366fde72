// SPDX-License-Identifier: Apache-2.0
// How sources, and the commits that they are at, stand in an Application's status: as `source` and
// `revision`, or as `sources` and `revisions` where the spec has a list. Pure.
// Source: Argo CD's Application reference, SyncStatus, SyncOperationResult, RevisionHistory.
#pragma once

#include <string>

#include "common/app/source.h"
#include "common/manifest/value.h"

namespace sealer::app {

// The first of `values` as `name`, or all of them as its plural.
void put_one_or_list(manifest::Value& into, const std::string& name, manifest::Array values,
                     bool is_list);
void put_sources(manifest::Value& into, const Sources& sources);
void put_revisions(manifest::Value& into, const Sources& sources, const Commits& commits);
// Into status.operationState.syncResult, where Argo CD's CRD requires `revision` of a list, too.
void put_result_revisions(manifest::Value& result, const Sources& sources, const Commits& commits);

// Whether they are `holder`'s; it may be null.
[[nodiscard]] bool are_sources_of(const manifest::Value* holder, const Sources& sources);

// "3f2a…", "3f2a…, 77c0…".
[[nodiscard]] std::string describe(const Commits& commits);

}  // namespace sealer::app
