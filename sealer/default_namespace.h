// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/base/result.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

// --namespace, or else the namespace of the kubeconfig's context, or "default" where that names
// none. The error is that of kube::load_config.
[[nodiscard]] Result<std::string> default_namespace(const ClusterOptions& options,
                                                    const World& world);

}  // namespace sealer::cli
