// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "common/base/result.h"
#include "common/kube/client.h"

namespace sealer::unseal {

// Deletes the Secret of that name if a SealedSecret of the same name controlled it that is there no
// more: what the garbage collector does, but at once. Others' Secrets are left alone.
[[nodiscard]] Status delete_orphan(kube::Client& client, const std::string& namespace_,
                                   const std::string& name);

}  // namespace sealer::unseal
