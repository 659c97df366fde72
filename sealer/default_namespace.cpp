// SPDX-License-Identifier: Apache-2.0
#include "sealer/default_namespace.h"

namespace sealer::cli {

Result<std::string> default_namespace(const ClusterOptions& options, const World& world) {
    if (!options.connection.namespace_.empty()) {
        return options.connection.namespace_;
    }
    TRY_ASSIGN(const kube::Config config, kube::load_config(options.connection, world.environment));
    return config.namespace_;
}

}  // namespace sealer::cli
