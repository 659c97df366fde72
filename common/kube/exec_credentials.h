// SPDX-License-Identifier: Apache-2.0
// Credentials that a program hands out: client.authentication.k8s.io/v1 and v1beta1.
// Source:
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
#pragma once

#include <filesystem>
#include <memory>

#include "common/kube/config.h"
#include "common/manifest/value.h"

namespace sealer::kube {

// `exec` is the user's member of that name in a kubeconfig of `directory`; `cluster` its cluster,
// for plugins that ask for it. The program runs at the first need and again after its credential's
// end or refusal. kInvalid for what cannot be run.
[[nodiscard]] Result<std::shared_ptr<Credentials>> exec_credentials(
    const manifest::Value& exec, const std::filesystem::path& directory,
    const manifest::Value& cluster);

}  // namespace sealer::kube
