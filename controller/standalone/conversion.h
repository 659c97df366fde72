// SPDX-License-Identifier: Apache-2.0
// Built-in kinds that are served in two forms and stored in one.
#pragma once

#include <string>
#include <string_view>

#include "common/manifest/value.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

// Both functions take and give whole objects, apiVersion included.
struct Conversion {
    std::string_view stored_as;           // Resource::id() of what the store holds
    std::string_view stored_api_version;  // and its version
    manifest::Value (*from_stored)(manifest::Value object);
    manifest::Value (*to_stored)(manifest::Value object);
};

// Null for versions that are stored as they are, or convert by name alone.
// Source: kubernetes/pkg/apis/{autoscaling,core,events}/v1/conversion.go.
[[nodiscard]] const Conversion* find_conversion(std::string_view api_version,
                                                std::string_view kind);

// What the store keeps objects of this version under, and in which version.
[[nodiscard]] std::string store_id(const Resource& resource, const ServedVersion& version);
[[nodiscard]] std::string stored_api_version(const Resource& resource,
                                             const ServedVersion& version);

[[nodiscard]] manifest::Value from_stored(manifest::Value object, const Resource& resource,
                                          const ServedVersion& version);
[[nodiscard]] manifest::Value to_stored(manifest::Value object, const Resource& resource,
                                        const ServedVersion& version);

}  // namespace sealer::standalone
