// SPDX-License-Identifier: Apache-2.0
// What the API server does to objects of particular kinds before it stores them. Pure functions.
#pragma once

#include <string>

#include "common/manifest/value.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

constexpr const char* kForegroundFinalizer = "foregroundDeletion";
constexpr const char* kOrphanFinalizer = "orphan";
constexpr const char* kCustomResourceFinalizer = "customresourcecleanup.apiextensions.k8s.io";
constexpr const char* kDefinitions = "customresourcedefinitions.apiextensions.k8s.io";

// A new object, its uid set: the status that clients may not give is replaced by the initial one,
// generated fields are filled in (a Job's selector, a Namespace's finalizer, a Secret's data from
// stringData).
void prepare_for_create(manifest::Value& object, const Resource& resource,
                        const ServedVersion& version);

// A changed object: what this request may not change is put back from `live`.
void prepare_for_update(manifest::Value& object, const manifest::Value& live,
                        const Resource& resource, const ServedVersion& version,
                        const std::string& subresource);

// Whether metadata.generation counts changes of such objects.
[[nodiscard]] bool counts_generations(const Resource& resource);
// Whether the two differ in what a generation counts: all but metadata and, where it is apart,
// status.
[[nodiscard]] bool same_generation(const manifest::Value& a, const manifest::Value& b,
                                   const ServedVersion& version);

// The status of a CustomResourceDefinition whose schema was accepted: names, Established,
// storedVersions.
void set_definition_status(manifest::Value& definition, const Resource& defined);

// Whether nothing holds back the removal of an object marked for deletion.
[[nodiscard]] bool free_to_go(const manifest::Value& object);

}  // namespace sealer::standalone
