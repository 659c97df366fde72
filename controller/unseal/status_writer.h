// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"
#include "controller/unseal/status.h"

namespace sealer::unseal {

// Writes next_status of `sealed`, if it is news. Where somebody else was faster, that of the live
// object, unless it has become another (`digest` is keys::sealed_digest of `sealed`): then, and
// where it is gone, there is nothing to say about it.
[[nodiscard]] Status write_status(kube::Client& client, const manifest::Value& sealed,
                                  std::string_view digest, const Outcome& outcome);

// Writes just the content mark beside the proof.
[[nodiscard]] Status write_content(kube::Client& client, const manifest::Value& sealed,
                                   std::string_view content);

}  // namespace sealer::unseal
