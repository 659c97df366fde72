// SPDX-License-Identifier: Apache-2.0
// Which manifests a sync runs at a moment of its own instead of keeping their objects. Pure.
// Source: Argo CD's documentation of resource hooks, and of Helm's in their place.
#pragma once

#include <string_view>

#include "common/manifest/value.h"

namespace sealer::app {

// Both are lists of types by commas.
constexpr std::string_view kHook = "argocd.argoproj.io/hook";
constexpr std::string_view kHelmHook = "helm.sh/hook";

// Whatever its types are, none at all in kHook among them.
[[nodiscard]] bool is_hook(const manifest::Value& object);

}  // namespace sealer::app
