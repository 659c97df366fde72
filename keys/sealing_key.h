// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/result.h"
#include "common/manifest/secret.h"
#include "keys/key_ring.h"

namespace sealer::keys {

// The key in a TLS Secret: `tls.key` and the first certificate of `tls.crt`, which must belong
// together. kInvalid says which of the two is wrong.
[[nodiscard]] Result<SealingKey> read_sealing_key(const manifest::Secret& secret);

}  // namespace sealer::keys
