// SPDX-License-Identifier: Apache-2.0
// Following one ConfigMap by name.
#pragma once

#include <string>

#include "common/kube/informer.h"

namespace sealer::app {

// Options of an Informer of ConfigMaps that keeps the metadata and data of just this one.
[[nodiscard]] kube::InformerOptions one_config_map(const std::string& namespace_,
                                                   const std::string& name);

}  // namespace sealer::app
