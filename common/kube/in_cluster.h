// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "common/kube/config.h"

namespace sealer::kube {

// in_cluster_config with the service account mounted at `directory`.
[[nodiscard]] Result<Config> in_cluster_config_from(const Environment& environment,
                                                    const std::filesystem::path& directory);

}  // namespace sealer::kube
