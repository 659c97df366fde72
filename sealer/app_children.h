// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "sealer/app_client.h"
#include "sealer/app_status.h"
#include "sealer/world.h"

namespace sealer::cli {

// An Application's rows as draw_tree() draws them, with the live objects of the kinds that its
// objects bring about: ReplicaSets, Jobs, Pods and Secrets. A kind that cannot be listed is a
// warning on stderr.
[[nodiscard]] Result<std::string> print_tree(const AppClient& client,
                                             const std::vector<ResourceRow>& rows, bool detailed,
                                             const World& world);

}  // namespace sealer::cli
