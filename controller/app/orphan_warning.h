// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/manifest/object.h"

namespace sealer::app {

// "Application has 2 orphaned resources: ConfigMap/a, apps/Deployment/b"; a few of them. Pure.
[[nodiscard]] std::string describe_orphans(const std::vector<manifest::ObjectKey>& orphans);

}  // namespace sealer::app
