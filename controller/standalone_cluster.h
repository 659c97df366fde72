// SPDX-License-Identifier: Apache-2.0
// The embedded API server with what a cluster that runs Sealer has: namespaces, CRDs, the
// controller's Service.
#pragma once

#include <cstdint>
#include <memory>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "controller/options.h"
#include "controller/standalone/server.h"

namespace sealer {

// Starts the server on options.data_directory.
[[nodiscard]] Result<std::unique_ptr<standalone::Server>> start_standalone_server(
    const Options& options);

// Namespaces and CustomResourceDefinitions. Idempotent.
[[nodiscard]] Status install_into_cluster(kube::Client& client, const Options& options);

// The Service by which kubeseal finds the controller, with our port behind it. Idempotent.
[[nodiscard]] Status publish_service(kube::Client& client, const Options& options,
                                     std::uint16_t port);

}  // namespace sealer
