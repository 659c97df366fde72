// SPDX-License-Identifier: Apache-2.0
// Workloads that read a Secret once, when their Pods start, and so must be rolled out anew when its
// contents change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::unseal {

// On the SealedSecret or its template: "true" asks for such rollouts.
constexpr std::string_view kRestartAnnotation = "sealer.dev/restart";
// On the Pod template of a workload: what it was last rolled out for.
constexpr std::string_view kRestartedForAnnotation = "sealer.dev/restarted-for";

[[nodiscard]] bool wants_restarts(const manifest::Value& sealed);

// Whether Pods of the template (metadata, spec) refer to the Secret of that name: env, envFrom,
// volumes, projected volumes, imagePullSecrets.
[[nodiscard]] bool refers_to_secret(const manifest::Value& pod_template, std::string_view secret);

// Rolls out every Deployment, StatefulSet and DaemonSet of the Secret's namespace that refers to
// it, but for those that were rolled out for this very version of it: so it can be repeated until
// all are done. Names them; nothing of the Secret's contents goes into them. `secret` is the live
// one.
[[nodiscard]] Result<std::vector<std::string>> restart_workloads(kube::Client& client,
                                                                 const manifest::Value& secret);

}  // namespace sealer::unseal
