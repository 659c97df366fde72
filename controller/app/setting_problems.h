// SPDX-License-Identifier: Apache-2.0
// What the settings say in vain. Pure.
#pragma once

#include <string>
#include <vector>

#include "controller/app/settings.h"

namespace sealer::app {

// A sentence for each text that cannot be read, or that asks for what this version does not do, in
// order of the keys. Keys that are there for parts which Sealer has not (a login, a user interface,
// a cache) are no problem.
[[nodiscard]] std::vector<std::string> setting_problems(const Settings& settings);

}  // namespace sealer::app
