// SPDX-License-Identifier: Apache-2.0
// The namespace that an Application makes for its objects: CreateNamespace=true and
// managedNamespaceMetadata. It is not tracked, and outlives the Application. Pure.
// Source: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#create-namespace
#pragma once

#include "common/app/application.h"
#include "common/manifest/value.h"
#include "controller/app/comparison.h"

namespace sealer::app {

[[nodiscard]] manifest::ObjectKey namespace_key(const Spec& spec);

// Whether it is the Application's to make: it asks for that, and Git has no Namespace so named.
[[nodiscard]] bool makes_namespace(const Spec& spec, const Comparison& comparison);

// Whether it asks for labels or annotations, which one that is there already gets, too.
[[nodiscard]] bool has_namespace_metadata(const Spec& spec);

// With the labels and annotations that the spec asks for.
[[nodiscard]] manifest::Value destination_namespace(const Spec& spec);

// Whether `live` lacks some of these, or still has one that was asked for by `former`, the
// managedNamespaceMetadata of the last sync (null: there was none), and is not any more.
[[nodiscard]] bool has_other_metadata(const Spec& spec, const manifest::Value& live,
                                      const manifest::Value* former);

}  // namespace sealer::app
