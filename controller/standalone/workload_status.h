// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/manifest/value.h"

namespace sealer::standalone {

// Makes of a workload what it will be once healthy: its status and, for a claim, the volume it is
// bound to. No pods and no nodes are made up. `now`: RFC 3339, for what begins or changes. Whether
// anything changed; resources other than those that are simulated never do. Pure.
bool become_healthy(const std::string& resource, manifest::Value& object, const std::string& now);

}  // namespace sealer::standalone
