// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// Whether a sync runs the object instead of keeping it. Pure.
[[nodiscard]] inline bool is_hook(const manifest::Value& object) {
    const std::string_view of_helm = manifest::annotation(object, "helm.sh/hook");
    return !manifest::annotation(object, "argocd.argoproj.io/hook").empty() ||
           (!of_helm.empty() && of_helm != "crd-install");
}

}  // namespace sealer::cli
