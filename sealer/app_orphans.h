// SPDX-License-Identifier: Apache-2.0
// Objects in an Application's namespace that no Application's status tells of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/app/project.h"
#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "sealer/app_client.h"
#include "sealer/world.h"

namespace sealer::cli {

struct Orphans {
    std::vector<manifest::ObjectKey> keys;  // in their order
    std::vector<std::string> warnings;      // kinds that could not be listed
};

// In the destination's namespace, of the kinds that the Application's project permits, less what
// the project ignores, global projects among it: whether or not it asks the controller to look for
// orphans. `settings` as of AppClient::get_setting. kInvalid without such a namespace.
[[nodiscard]] Result<Orphans> list_orphans(const AppClient& client,
                                           const manifest::Value& application,
                                           std::string_view settings, const World& world);

// Of `roots`, objects without owners, those that are neither hooks nor named in the status of any
// of `applications`. Pure.
[[nodiscard]] std::vector<manifest::ObjectKey> orphans_among(
    std::vector<manifest::Value> roots, const app::Boundary& boundary,
    const std::vector<manifest::Value>& applications);

}  // namespace sealer::cli
