// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

// The PEM of `cert`, a file or a URL; where it is empty, the controller's (reference:
// sealed-secrets.md 2.4).
[[nodiscard]] Result<std::string> load_certificate(const std::string& cert,
                                                   const ClusterOptions& cluster,
                                                   const World& world);

// The key to seal with. kInvalid when there is no RSA certificate or it has expired.
[[nodiscard]] Result<crypto::PublicKey> sealing_key(const std::string& cert,
                                                    const ClusterOptions& cluster,
                                                    const World& world);

}  // namespace sealer::cli
