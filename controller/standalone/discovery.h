// SPDX-License-Identifier: Apache-2.0
// What a client may ask to learn what is served. Pure functions of the registry's state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/value.h"
#include "controller/standalone/openapi.h"
#include "controller/standalone/registry.h"

namespace sealer::standalone {

// /version
[[nodiscard]] manifest::Value version_document();
// /api
[[nodiscard]] manifest::Value core_versions_document(const std::string& address);
// /apis
[[nodiscard]] manifest::Value groups_document(const Registry& registry);
// /apis/GROUP; null if there is no such group.
[[nodiscard]] manifest::Value group_document(const Registry& registry, std::string_view group);
// /apis/GROUP/VERSION and /api/v1; null if there is no such group and version.
[[nodiscard]] manifest::Value resources_document(const Registry& registry, std::string_view group,
                                                 std::string_view version);
// For the OpenAPI documents.
[[nodiscard]] std::vector<ServedType> served_types(const std::vector<ResourcePtr>& resources);
// The paths under / that exist, for /openapi/v3: "api/v1", "apis/apps/v1".
[[nodiscard]] std::vector<std::string> group_version_paths(const Registry& registry);

}  // namespace sealer::standalone
