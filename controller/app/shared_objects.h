// SPDX-License-Identifier: Apache-2.0
// Objects that more than one Application wants. Pure.
// Source: Argo CD's condition SharedResourceWarning and its sync option FailOnSharedResource.
#pragma once

#include <string>
#include <vector>

#include "common/app/tracking.h"
#include "controller/app/comparison.h"

namespace sealer::app {

// "ConfigMap/a is part of applications shop and other", for each object that Git wants and that
// bears the mark of another instance.
[[nodiscard]] std::vector<std::string> shared_objects(const Comparison& comparison,
                                                      const std::string& instance,
                                                      const TrackingRules& tracking);

}  // namespace sealer::app
